import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compare, type Comparison } from '#lib/comparison/compare.ts';
import { openDossier, type Dossier } from '#lib/diagnosis/dossier.ts';
import type { Library } from '#lib/library/library.ts';
import { nodesOf, type EditionData, type Fraction, type OpenEdition, type Side } from '#scoring';
import { catalogue } from '../../support/catalogue.ts';
import { drawn } from '../../support/draw.ts';
import type { Answers } from '../../support/figures.ts';
import { drawEdition } from '../../support/generate-edition.ts';
import { drawKnown, drawPartKnown, type SaidKnown } from '../../support/generate-known.ts';
import { linked, successions } from '../../support/generate-mapping.ts';
import { drawAnswers, drawPart } from '../../support/generate-sheet.ts';
import { naive } from '../../support/naive.ts';
import { bytes, exactly, patient, runs } from '../../support/properties.ts';
import { order, plus, rational, times, type Rational } from '../../support/rational.ts';
import { opened, someDay } from '../../support/trials.ts';

const sides: readonly Side[] = ['low', 'high'];
const sum = (all: readonly Fraction[]) => all.map(exactly).reduce(plus, rational(0));
const less = (a: Rational, b: Rational) => plus(a, times(b, rational(-1)));

/** Two sheets of one edition, each complete and half-way. */
interface Pair {
	readonly data: EditionData;
	readonly sheets: readonly [Sheet, Sheet];
}
interface Sheet {
	readonly complete: Answers;
	readonly part: Answers;
	readonly known: SaidKnown;
}
const pairs = drawn(1400, (draw): Pair => {
	const data = drawEdition(draw);
	const sheet = (): Sheet => {
		const complete = drawAnswers(draw, data);
		const known = drawPartKnown(draw, drawKnown(draw));
		return { complete, part: drawPart(draw, data, complete), known };
	};
	return { data, sheets: [sheet(), sheet()] };
});

function libraryOf(...editions: readonly { edition: OpenEdition; moves?: unknown }[]): Library {
	const entries = editions.map((one) => [
		one.edition.ref,
		{ ...one, hash: `sha256:${one.edition.ref}` }
	]);
	return {
		editions: new Map(entries as never),
		documents: new Map(),
		links: [],
		catalogue,
		capabilities: new Map()
	};
}

const dossier = (library: Library, questionnaire: string, answers: Answers, known: SaidKnown) =>
	openDossier(library, { questionnaire, answers, ...known }, someDay);

function compared({ data, sheets }: Pair, which: 'complete' | 'part') {
	const edition = opened(data);
	const library = libraryOf({ edition });
	const [from, to] = sheets.map((one) => dossier(library, edition.ref, one[which], one.known));
	return { dossiers: [from!, to!] as const, ...compare(library, from!, to!)! };
}

/** What the lines of each stage, and the stages, add up to against what they are to explain. */
function expectToAddUp({ from, to, stages }: Pick<Comparison, 'from' | 'stages' | 'to'>) {
	for (const side of sides) {
		for (const one of stages) {
			if (one.cause === 'scoring') continue;
			expect(order(sum(one.lines.map((line) => line[side])), exactly(one[side]))).toBe(0);
		}
		const more = less(exactly(to.points[side]), exactly(from.points[side]));
		expect(order(sum(stages.map((one) => one[side])), more)).toBe(0);
	}
}

describe('two sheets of one edition', patient, () => {
	it('the lines add up to the difference in points exactly, at least and at most', () => {
		fc.assert(
			fc.property(pairs, (pair) => {
				const found = compared(pair, 'part');
				expectToAddUp(found);
				expect(found.stages.every(({ cause }) => cause === 'answers')).toBe(true);
			}),
			runs
		);
	});

	it('complete sheets differ by what another scoring finds, and the difference is certain', () => {
		fc.assert(
			fc.property(pairs, (pair) => {
				const { difference } = compared(pair, 'complete');
				const [from, to] = pair.sheets.map(({ complete, known }) =>
					naive(pair.data, complete, known, someDay).points.get('total')!
				) as [Rational, Rational];
				for (const side of sides) expect(order(exactly(difference![side]), less(to, from))).toBe(0);
			}),
			runs
		);
	});

	it('however half-filled sheets are completed, the difference lies between the bounds', () => {
		fc.assert(
			fc.property(pairs, (pair) => {
				const { difference } = compared(pair, 'part');
				const complete = compared(pair, 'complete').difference!;
				expect(order(exactly(difference!.low), exactly(complete.low))).toBeLessThanOrEqual(0);
				expect(order(exactly(difference!.high), exactly(complete.high))).toBeGreaterThanOrEqual(0);
			}),
			runs
		);
	});

	it('turned round, every difference is its opposite', () => {
		fc.assert(
			fc.property(pairs, (pair) => {
				const there = compared(pair, 'part');
				const back = compared({ ...pair, sheets: [pair.sheets[1], pair.sheets[0]] }, 'part');
				const opposite = (one: Fraction) => times(exactly(one), rational(-1));
				expect(order(opposite(there.difference!.low), exactly(back.difference!.high))).toBe(0);
				for (const side of sides) {
					const [a, b] = [there, back].map(({ stages }) => sum(stages.map((one) => one[side])));
					expect(order(a!, times(b!, rational(-1)))).toBe(0);
				}
			}),
			runs
		);
	});

	it('a sheet and itself differ in nothing, and every answer that changed is told', () => {
		fc.assert(
			fc.property(pairs, (pair) => {
				const [one] = pair.sheets;
				const same = compared({ ...pair, sheets: [one, one] }, 'part');
				expect([same.stages, same.quiet, same.facts]).toEqual([[], [], []]);
				const { stages, quiet, dossiers } = compared(pair, 'part');
				const [from, to] = dossiers;
				const told = [
					...stages.flatMap(({ lines }) =>
						lines.flatMap((line) =>
							line.kind === 'steps' ? [] : line.way.to.map(({ name }) => name)
						)
					),
					...quiet.map(({ question }) => question.name)
				];
				const changed = opened(pair.data).questions.filter(
					({ name }) => bytes(counted(from, name)) !== bytes(counted(to, name))
				);
				expect(told).toEqual(expect.arrayContaining(changed.map(({ name }) => name)));
			}),
			runs
		);
	});

	it('the generator draws certain and open differences, effects and none, each in a tenth', () => {
		const samples = 1000;
		const counts: Record<string, number> = {};
		for (const pair of fc.sample(pairs, { numRuns: samples, seed: 2026 })) {
			const { difference, stages, quiet, tiers } = compared(pair, 'part');
			const lines = stages.flatMap((one) => one.lines);
			const isCertain = order(exactly(difference!.low), exactly(difference!.high)) === 0;
			const seen = new Set([
				isCertain ? 'certain' : 'open',
				...lines.map(({ kind }) => kind),
				...(quiet.length > 0 ? ['quiet'] : []),
				...(tiers.some(({ before, after }) => before?.verdict !== after?.verdict) ? ['gate'] : [])
			]);
			for (const one of seen) counts[one] = (counts[one] ?? 0) + 1;
		}
		const kinds = ['certain', 'open', 'question', 'weight', 'quiet', 'gate'];
		expect(
			kinds.filter((kind) => (counts[kind] ?? 0) < samples / 10),
			JSON.stringify(counts)
		).toEqual([]);
	});
});

/** The answer that counts, as a diagnosis tells it; nothing where its question certainly does not apply. */
function counted({ diagnosis }: Dossier, name: string): unknown {
	const node = nodesOf(diagnosis.trace!).find((one) => one.name === name)!;
	return node.stands === 'unmet' || node.unsettled ? undefined : (node.counted ?? node.given);
}

describe('two sheets of two editions', patient, () => {
	const both = drawn(2200, (draw) => {
		const [one] = fc.sample(successions, { numRuns: 1, seed: draw.below(1_000_000) });
		const answers = drawAnswers(draw, one!.newer);
		return { ...one!, now: drawPart(draw, one!.newer, answers) };
	});

	it('what the edition does and what the answers do add up to the difference', () => {
		fc.assert(
			fc.property(both, (one) => {
				const mapping = linked(one);
				const library = libraryOf(
					{ edition: mapping.older },
					{ edition: mapping.newer, moves: { mapping, hash: '' } }
				);
				const from = dossier(library, mapping.older.ref, one.part, one.known);
				const to = dossier(library, mapping.newer.ref, one.now, one.known);
				const found = compare(library, from, to)!;
				expectToAddUp(found);
				expect(found.stages.some(({ cause }) => cause === 'scoring')).toBe(false);
				expect(compare(library, to, from)).toBeUndefined();
			}),
			runs
		);
	});
});
