import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkKnown, checkSheet, diagnose, isCertain, scoreSheet, type Outcome } from '#scoring';
import { catalogue } from '../../support/catalogue.ts';
import { patient } from '../../support/properties.ts';
import { judgings, opened, someDay, standards, trials } from '../../support/trials.ts';

/**
 * A property is worth what its cases are. Each kind of case that the properties are about must appear
 * in at least a tenth of what the generators draw.
 */
const samples = 2000;

/** How many of the samples show each category. */
function tally<T>(
	all: readonly T[],
	categories: (one: T) => readonly string[]
): Map<string, number> {
	const counts = new Map<string, number>();
	for (const one of all) {
		for (const category of new Set(categories(one))) {
			counts.set(category, (counts.get(category) ?? 0) + 1);
		}
	}
	return counts;
}

function expectTenth(counts: ReadonlyMap<string, number>, categories: readonly string[]): void {
	const shares = Object.fromEntries(
		categories.map((category) => [category, (counts.get(category) ?? 0) / samples])
	);
	const rare = categories.filter((category) => shares[category]! < 0.1);
	expect(rare, JSON.stringify(shares)).toEqual([]);
}

describe('the generators', patient, () => {
	it('draw sheets of every kind', () => {
		const all = fc.sample(trials, { numRuns: samples, seed: 2024 });
		const counts = tally(all, ({ data, part, partKnown }) => {
			const edition = opened(data);
			const sheet = checkSheet(edition, part);
			const { known, faults } = checkKnown(catalogue, partKnown);
			expect([...sheet.faults, ...faults]).toEqual([]);
			const context = { facts: known.facts, titles: known.titles, tiers: {}, day: someDay };
			const { applies, points, findings } = scoreSheet(edition, sheet, context);
			const { standing } = diagnose(standards({ data }), { answers: part, ...partKnown }, someDay);
			const asked = edition.questions.map((question) => edition.partOf[question.index]!.index);
			const top = standing.tiers.length;
			const stale = edition.questions.some(
				({ index }) => sheet.answers[index] !== undefined && applies[asked[index]!] === 'unmet'
			);
			const place =
				standing.low === 0
					? 'none'
					: standing.low === 1
						? 'lowest'
						: standing.low < top
							? 'middle'
							: 'highest';
			return [
				standing.low === standing.high ? `tier ${place}` : 'tier interval',
				...standing.gates.map((gate) => `gate ${gate.verdict}`),
				...asked.map((part) => `question ${applies[part]}`),
				...(stale ? ['stale answer'] : []),
				isCertain(points[edition.root.index]!) ? 'points certain' : 'points interval',
				...(findings.length > 0 ? ['contradiction'] : []),
				...findings.map((finding) => finding.kind),
				...(edition.questions.every((question) => sheet.answers[question.index] !== undefined)
					? ['complete sheet']
					: ['partial sheet'])
			];
		});
		expectTenth(counts, [
			...['tier none', 'tier lowest', 'tier middle', 'tier highest', 'tier interval'],
			...['gate met', 'gate unmet', 'gate unknown'],
			...['question met', 'question unmet', 'question unknown', 'stale answer'],
			...['points certain', 'points interval', 'complete sheet', 'partial sheet', 'contradiction'],
			'ratio-contradicts'
		]);
	});

	it('draw editions of every shape', () => {
		const all = fc.sample(trials, { numRuns: samples, seed: 2025 });
		const counts = tally(all, ({ data }) => {
			const edition = opened(data);
			return [
				`ladder ${data.ladder.rule}`,
				...(data.ladder.source.authority === 'own' ? ['own ladder'] : []),
				...edition.parts.flatMap((part) => [
					...(part.combine ? [part.combine] : []),
					...(part.combine && part.redistributes ? ['redistribute'] : []),
					...(part.weights.length > 1 ? ['weighted by an answer'] : []),
					...(part.kind === 'panel' ? ['panel'] : [])
				]),
				...edition.questions.flatMap((question) => [
					question.type,
					...('of' in question && question.of ? ['ratio'] : []),
					...('trendOf' in question && question.trendOf ? ['trend'] : []),
					...(question.sets.length > 0 ? ['counted'] : [])
				]),
				...['answer', 'count', 'title', 'fact', 'score'].filter((subject) =>
					JSON.stringify(data.ladder.tiers).includes(`"${subject}":"`)
				)
			];
		});
		expectTenth(counts, [
			...['ladder firstUnmet', 'ladder highestMet', 'own ladder'],
			...['sum', 'mean', 'weighted', 'min', 'staircase', 'redistribute', 'weighted by an answer'],
			...['panel', 'radiogroup', 'checkbox', 'multipletext', 'ratio', 'trend', 'counted'],
			...['answer', 'count', 'title', 'fact', 'score']
		]);
	});

	it('draw measures with every outcome', () => {
		const all = fc.sample(judgings, { numRuns: samples, seed: 2026 });
		const counts = tally(all, (judging) => {
			const said = { answers: judging.part, ...judging.partKnown };
			const { support, faults } = diagnose(standards(judging), said, judging.day);
			expect(faults).toEqual([]);
			return support.recommendations.flatMap(({ outcome, asks, open, amount }) => [
				outcome,
				...(asks.length > 0 ? ['asks'] : []),
				...(open.length > 0 ? ['open'] : []),
				...(amount && amount.low !== amount.high ? ['amount interval'] : []),
				...(amount?.high && amount.low === amount.high ? ['amount certain'] : []),
				...(amount && Object.keys(amount.readings).length > 0 ? ['readings'] : [])
			]);
		});
		const outcomes: readonly Outcome[] = [
			...(['met', 'unmet', 'unknown', 'not-yet', 'ended'] as const),
			...(['out-of-area', 'other-applicant', 'history'] as const)
		];
		const money = ['amount interval', 'amount certain', 'readings'];
		expectTenth(counts, [...outcomes, 'asks', 'open', ...money]);
	});
});
