import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toJson } from '#lib/diagnosis/json.ts';
import { openDossier } from '#lib/diagnosis/dossier.ts';
import { traceDocument } from '#lib/diagnosis/trace-document.ts';
import { diagnose, nodesOf, type Diagnosis } from '#scoring';
import { openContent } from '../../../scripts/content.ts';
import {
	dimension,
	editionData,
	figures,
	forfeit,
	one,
	opened as openSmall,
	redistribute,
	rungs
} from '../../support/edition.ts';
import { written } from '../../support/rational.ts';
import { exactly, patient, runs } from '../../support/properties.ts';
import { boundsIn, readTrace, type ReadTrace } from '../../support/read-trace.ts';
import { someDay, standards, trials } from '../../support/trials.ts';

const texts = ({ low, high }: { low: Parameters<typeof written>[0]; high: typeof low }) => [
	written(low),
	written(high)
];

/** Holds what was read from the file against the diagnosis. */
function expectSame(read: ReadTrace, { trace, points, standing }: Diagnosis): void {
	for (const node of nodesOf(trace!)) {
		const bounds = { low: exactly(node.points.low), high: exactly(node.points.high) };
		expect([node.name, ...texts(read.sums.get(node.name)!)]).toEqual([node.name, ...texts(bounds)]);
		const answer = read.answers.get(node.name);
		if (answer) expect([node.name, written(answer)]).toEqual([node.name, written(bounds.low)]);
	}
	expect(texts(boundsIn(read.document.tree.points))).toEqual(
		texts({ low: exactly(points.low), high: exactly(points.high) })
	);
	expect(read.verdicts).toEqual(standing.gates.map(({ verdict }) => verdict));
	expect([read.low, read.high]).toEqual([standing.low, standing.high]);
}

/** What of scoring a file speaks of. */
function kindsIn(text: string): string[] {
	const kinds = [
		...['sum', 'mean', 'weighted', 'min', 'staircase'].map((one) => `"combine":"${one}"`),
		...['"redistributes":true', '"redistributes":false', '"unsettled":true', '"counted":'],
		...['"leaf":{"score"', '"leaf":{"count"', '"leaf":{"answer"', '"leaf":{"title"'],
		...['"rule":"firstUnmet"', '"rule":"highestMet"', '"applies":"unknown"', '"applies":"unmet"']
	];
	return kinds.filter((kind) => text.includes(kind));
}

describe('the trace as a file', patient, () => {
	it('adds up to the score, the gates and the tier, from its text alone', () => {
		const seen = new Map<string, number>();
		fc.assert(
			fc.property(trials, fc.boolean(), ({ data, part, complete, known, partKnown }, isHalf) => {
				const said = isHalf ? { answers: part, ...partKnown } : { answers: complete, ...known };
				const by = standards({ data });
				const diagnosis = diagnose(by, said, someDay);
				const text = toJson(
					traceDocument({ edition: by.edition, hash: '' }, { said: said as never, diagnosis })
				);
				for (const kind of kindsIn(text)) seen.set(kind, (seen.get(kind) ?? 0) + 1);
				expectSame(readTrace(text), diagnosis);
			}),
			runs
		);
		for (const kind of [
			...['sum', 'mean', 'weighted', 'min', 'staircase'].map((one) => `"combine":"${one}"`),
			...['"redistributes":true', '"leaf":{"score"', '"leaf":{"count"', '"leaf":{"answer"'],
			...['"rule":"firstUnmet"', '"rule":"highestMet"', '"counted":']
		]) {
			expect([kind, (seen.get(kind) ?? 0) >= 20]).toEqual([kind, true]);
		}
	});

	const library = openContent();
	const worked = [...library.editions.values()].flatMap((one) =>
		one.cases.map((each) => [one.edition.ref, each.name, one, each] as const)
	);
	it.each(worked)('of %s adds up in its worked case %s', (ref, _, one, each) => {
		const { answers, facts, titles } = each;
		const said = { questionnaire: ref, answers, facts, titles };
		const { diagnosis } = openDossier(library, said, '2026-11-22');
		const text = toJson(traceDocument(one, { said, diagnosis }));
		const read = readTrace(text);
		expectSame(read, diagnosis);
		// Every part, every choice that counts and every gate says who stands behind it.
		const tree = JSON.stringify(read.document.tree, (_, value: unknown) =>
			typeof value === 'bigint' ? String(value) : value
		);
		const sources = [...tree.matchAll(/"source":(\{[^{}]*(?:\{[^{}]*\})?[^{}]*\})/g)];
		expect(sources.length).toBeGreaterThanOrEqual(one.edition.parts.length);
		for (const [, source] of sources) expect(JSON.parse(source!)).toHaveProperty('authority');
	});
});

/**
 * By hand. Weighted 1 : 3, what does not apply goes to the others: with 8 and 4 points it is (8 × 1 + 4 × 3) / 4 = 5,
 * with `b` out of it the whole is the points of `a`. The scene stands at 2.
 */
const small = openSmall(
	editionData(
		[
			dimension('a', [one('x', { low: 2, high: 8 }, { source: { clause: '甲1' } })], {
				combine: 'sum',
				tailoring: forfeit
			}),
			dimension(
				'b',
				[
					figures('machines', { total: {}, joined: { atMost: 'total' } }),
					one(
						'y',
						{ low: { points: 4, upTo: 50 }, high: { points: 8, over: 50, upTo: 100 } },
						{
							of: { numerator: 'machines.joined', denominator: 'machines.total' },
							appliesIf: { answer: 'x', is: 'high' }
						}
					)
				],
				{ combine: 'sum', tailoring: redistribute }
			),
			dimension('c', [rungs('scene', 3, ['scenes'])])
		],
		{
			first: { score: 'total', atLeast: 5, source: { clause: '乙2', authority: 'derived' } },
			second: { count: 'scenes', level: 2, atLeast: 1 }
		},
		{
			combine: 'weighted',
			weights: { a: 1, b: 3 },
			tailoring: redistribute,
			ladder: { rule: 'firstUnmet' }
		}
	)
);

describe('a small trace by hand', () => {
	const documentOf = (answers: object) => {
		const by = { edition: small, documents: [], catalogue: openContent().catalogue };
		const said = { questionnaire: small.ref, answers };
		const diagnosis = diagnose(by, said, '2024-10-15');
		return readTrace(
			toJson(traceDocument({ edition: small, hash: 'sha256:0' }, { said, diagnosis }))
		);
	};

	it('goes from the answer over the weights to the tier', () => {
		const machines = { total: 10, joined: 4 };
		const { document, sums, verdicts, low, high } = documentOf({ x: 'high', machines, scene: 2 });
		expect(texts(sums.get('total')!)).toEqual(['5000/1', '5000/1']);
		expect([verdicts, low, high]).toEqual([['met', 'met'], 2, 2]);
		expect(document).toMatchObject({ format: 'qidang-trace', version: 1, day: '2024-10-15' });
		const y = document.tree.parts[1]!.parts[1]!;
		expect(y).toMatchObject({
			name: 'y',
			counted: 'low',
			figures: ['machines.joined', 'machines.total'],
			choices: [{ value: 'low' }]
		});
		expect(document.tree.weights).toEqual([{ a: 1000, b: 3000 }]);
		expect(document.ladder.tiers[0]!.judgement).toMatchObject({
			source: { clause: '乙2', authority: 'derived' }
		});
	});

	it('leaves out of the weights what does not apply', () => {
		// x is low: y falls away, so b does, and the whole is the 2 points of a, less than 5.
		const { sums, verdicts, low } = documentOf({ x: 'low', scene: 2 });
		expect(texts(sums.get('total')!)).toEqual(['2000/1', '2000/1']);
		expect([verdicts, low]).toEqual([['unmet', 'met'], 0]);
	});

	it('names a part that is greater than its whole, with both numbers', () => {
		const machines = { total: 100, joined: 120 };
		const { document } = documentOf({ x: 'high', machines });
		expect(document.contradictions).toEqual([
			{
				kind: 'above-most',
				question: 'machines',
				numbers: [
					{ name: 'machines.joined', value: 120 },
					{ name: 'machines.total', value: 100 }
				]
			}
		]);
	});
});
