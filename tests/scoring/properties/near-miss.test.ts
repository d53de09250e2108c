import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	checkKnown,
	openDocument,
	recommend,
	type Condition,
	type JudgedUnit,
	type Leaf
} from '#scoring';
import { catalogue, factLeaf, titleLeaf, world } from '../../support/catalogue.ts';
import { drawn } from '../../support/draw.ts';
import { drawCondition } from '../../support/generate-condition.ts';
import { drawKnown, type SaidKnown } from '../../support/generate-known.ts';
import {
	compareCosts,
	holdsAfter,
	naiveNearMiss,
	type Cost
} from '../../support/naive-near-miss.ts';
import { documentData, measure } from '../../support/policy.ts';
import { bytes, exactly, patient, runs } from '../../support/properties.ts';
import { someDay } from '../../support/trials.ts';

/** A condition on the enterprise and its titles, and what is said of it; things may be left unsaid. */
interface Near {
	readonly condition: Condition;
	readonly said: SaidKnown;
}

const nears = drawn(160, (draw): Near => {
	const leaf = (): Leaf => {
		if (draw.chance(30)) return titleLeaf(draw, false);
		const one = factLeaf(draw, ['enterprise']);
		// What cannot be changed is drawn less, or nearly every condition would rest on it.
		return 'fact' in one && ['area', 'industry'].includes(one.fact) && draw.chance(80)
			? leaf()
			: one;
	};
	const parts = Array.from({ length: draw.between(1, 3) }, () => drawCondition(draw, leaf, 3));
	const { facts, titles } = drawKnown(draw);
	const silent = draw.some(['listed', 'revenue', 'staff', 'plain', 'starred'], draw.pick([0, 50]));
	const { applicant: _, ...told } = facts;
	return {
		condition: { all: parts },
		said: {
			facts: Object.fromEntries(Object.entries(told).filter(([id]) => !silent.includes(id))),
			titles: titles.filter(({ title }) => !silent.includes(title))
		}
	};
});

function unitOf({ condition, said }: Near): JudgedUnit {
	const one = measure({ kind: 'award', amount: 1 }, { requires: condition });
	const within = ['320000', '440000'];
	const data = documentData([one], { area: { within, title: { 'zh-cn': '', en: '' } } });
	const { document, faults } = openDocument(data, [one], world);
	if (faults) throw new Error(JSON.stringify(faults));
	const { known } = checkKnown(catalogue, {
		facts: { ...said.facts, applicant: 'manufacturer' },
		titles: said.titles
	});
	return recommend([document], known, {}, someDay, true).recommendations[0]!.units[0]!;
}

function costOf({ nearMiss }: JudgedUnit): Cost | undefined {
	return (
		nearMiss && {
			changes: nearMiss.changes.length,
			unknown: nearMiss.unknown.length,
			distance: exactly(nearMiss.distance)
		}
	);
}

describe('the smallest change', patient, () => {
	it('is as small as the smallest of all changes there are', () => {
		fc.assert(
			fc.property(nears, (near) => {
				const unit = unitOf(near);
				const found = costOf(unit);
				const least =
					unit.verdict === 'unmet' ? naiveNearMiss(near.condition, near.said, someDay) : undefined;
				expect(found === undefined).toBe(least === undefined);
				if (found && least) expect(compareCosts(found, least), bytes([found, least])).toBe(0);
			}),
			runs
		);
	});

	it('meets the condition where nothing beside it is unknown', () => {
		fc.assert(
			fc.property(nears, (near) => {
				const { nearMiss } = unitOf(near);
				if (!nearMiss || nearMiss.unknown.length > 0) return;
				const changed = new Map<string, unknown>(
					nearMiss.changes.map(({ subject, to }) => {
						const id = subject.split(' ')[1]!;
						if (id === 'revenue') return [id, (to as number) / 1_000_000];
						if (id === 'staff') return [id, (to as number) / 1000];
						const rank = ['one', 'two', 'three'].indexOf(to as string) + 1;
						return [id, typeof to === 'boolean' ? to : Math.max(1, rank)];
					})
				);
				expect(holdsAfter(near.condition, changed, near.said, someDay)).toBe('met');
			}),
			runs
		);
	});

	it('is drawn of every kind, each in a twentieth of the conditions', () => {
		const samples = 2000;
		const counts: Record<string, number> = {};
		for (const near of fc.sample(nears, { numRuns: samples, seed: 2027 })) {
			const unit = unitOf(near);
			const cost = costOf(unit);
			const kinds = cost
				? [
						`${Math.min(cost.changes, 2)} changes`,
						...(cost.unknown > 0 ? ['unknown beside'] : []),
						...(cost.distance[0] % cost.distance[1] !== 0n ? ['a part of the way'] : [])
					]
				: [unit.verdict === 'unmet' ? 'no acting would do' : 'not unmet'];
			for (const kind of kinds) counts[kind] = (counts[kind] ?? 0) + 1;
		}
		for (const kind of [
			...['1 changes', '2 changes', 'unknown beside', 'a part of the way'],
			...['no acting would do', 'not unmet']
		]) {
			expect((counts[kind] ?? 0) / samples, `${kind} ${JSON.stringify(counts)}`).toBeGreaterThan(
				0.05
			);
		}
	});
});
