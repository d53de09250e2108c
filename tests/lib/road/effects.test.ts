import { describe, expect, test } from 'vitest';
import { openDossier } from '#lib/diagnosis/dossier.ts';
import { findingsOf } from '#lib/diagnosis/findings.ts';
import { effectsOn } from '#lib/road/effects.ts';
import { roadOf } from '#lib/road/road-of.ts';
import { compare, decimal, inPoints, leaves } from '#scoring';
import { frozenRefs, openFrozen, readFrozen } from '../../support/archive.ts';

/** What is said with another answer to one question, the figures that choose it left out. */
function changed(ref: string, question: string, to: unknown) {
	const { said } = readFrozen(ref);
	const { edition } = openFrozen(ref).editions.get(ref)!;
	const asked = edition.byName.get(question)!;
	const figures = asked.type === 'radiogroup' && asked.of ? asked.of.numerator : undefined;
	const chooses = figures && edition.questions[figures.question]!.name;
	const others = Object.entries(said.answers as Record<string, unknown>).filter(
		([name]) => name !== chooses
	);
	return { ...said, answers: { ...Object.fromEntries(others), [question]: to } };
}

describe.each(frozenRefs())('effects on the frozen diagnosis of %s', (ref) => {
	const library = openFrozen(ref);
	const { said, day } = readFrozen(ref);
	const { edition } = library.editions.get(ref)!;
	const { diagnosis } = openDossier(library, said, day);
	const { catalogue } = library;
	const effects = effectsOn({ edition, catalogue }, said, day);
	const gaps = findingsOf(edition, diagnosis).flatMap((dimension) => dimension.gaps);
	const found = roadOf({ edition, catalogue }, said, day);
	const steps = 'steps' in found ? found.steps : [];
	const all = [
		...gaps.flatMap(({ node: { name } }) => {
			const effect = effects.further(name);
			return effect ? [{ name, effect }] : [];
		}),
		...steps.map(({ question, to }) => ({ name: question, effect: effects.of(question, to) }))
	];

	test('are what diagnosing it with that answer gives', () => {
		expect(all.length).toBeGreaterThan(2);
		let moved = 0;
		for (const { name, effect } of all) {
			const after = openDossier(library, changed(ref, name, effect.to), day).diagnosis;
			// Where other ratios rest on the same figures, leaving them out says less than the road does.
			if (after.unanswered.length > diagnosis.unanswered.length) continue;
			const low = (one: typeof diagnosis) => decimal(inPoints(one.points.low), 6);
			expect([name, effect.rank.before, decimal(inPoints(effect.points.before), 6)]).toEqual([
				...[name, diagnosis.standing.low, low(diagnosis)]
			]);
			expect([name, effect.rank.after, decimal(inPoints(effect.points.after), 6)]).toEqual([
				...[name, after.standing.low, low(after)]
			]);
			const gate = (one: typeof diagnosis) => one.standing.gates[diagnosis.standing.low];
			const [was, is] = [gate(diagnosis), gate(after)].map((one) =>
				one ? leaves(one.judgement!).map(({ verdict, actual }) => ({ verdict, actual })) : []
			);
			const differ = was!.flatMap((one, i) =>
				JSON.stringify(one) === JSON.stringify(is![i]) ? [] : [{ before: one, after: is![i] }]
			);
			expect(effect.gates.map(({ before, after }) => [before, after])).toMatchObject(
				differ.map(({ before, after }) => [before, after])
			);
			moved += differ.length + Math.abs(compare(effect.points.after, effect.points.before));
		}
		expect(moved).toBeGreaterThan(0);
	});

	test('there is one of nothing that states a result, and none leads down', () => {
		for (const [name, { data }] of edition.byName) {
			if (data.outcome) expect([name, effects.further(name)]).toEqual([name, undefined]);
		}
		for (const { effect } of all) {
			expect(compare(effect.points.after, effect.points.before)).toBeGreaterThanOrEqual(0);
			expect(effect.rank.after).toBeGreaterThanOrEqual(effect.rank.before);
			expect(effect.effort).toBeGreaterThanOrEqual(0);
		}
	});
});
