import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkKnown, checkSheet, conditionLeaves, type Condition, type Leaf } from '#scoring';
import { road, type Need, type Road, type RoadOptions } from '#lib/road/road.ts';
import { catalogue } from '../../support/catalogue.ts';
import { roadTrials, type RoadTrial } from '../../support/generate-road.ts';
import {
	answered,
	choicesOf,
	scopeOf,
	sheetsInReach,
	type Choice
} from '../../support/naive-road.ts';
import { judged, patient, type Judged } from '../../support/properties.ts';
import { opened, someDay } from '../../support/trials.ts';

/** What stands still while the road is looked for, and what was found. */
function found({ data, answers, known: said }: RoadTrial, options: RoadOptions = {}) {
	const edition = opened(data);
	const { known } = checkKnown(catalogue, said);
	const context = { facts: known.facts, titles: known.titles, tiers: {}, day: someDay };
	const sheet = checkSheet(edition, answers);
	expect(sheet.faults).toEqual([]);
	return { edition, road: road(edition, sheet, context, options) };
}

/** The least a sheet in reach takes that does what is asked; effort first, then changes. */
function least(
	trial: RoadTrial,
	choices: readonly Choice[],
	does: (judged: Judged) => boolean
): [number, number] | undefined {
	const edition = opened(trial.data);
	let best: [number, number] | undefined;
	for (const one of sheetsInReach(edition, trial.answers, trial.known, choices)) {
		const isLess =
			!best || one.effort < best[0] || (one.effort === best[0] && one.changes < best[1]);
		if (isLess && does(judged(edition, one.answers, trial.known))) best = [one.effort, one.changes];
	}
	return best;
}

type Walked = Extract<Road, { kind: 'reached' | 'blocked' }>;

function costOf(trial: RoadTrial, { steps, effort }: Walked): [number, number] {
	const listed = new Map(Object.entries(trial.answers));
	const changes = steps.map(({ question, to }) => {
		if (!Array.isArray(to)) return 1;
		const before = (listed.get(question) as string[] | undefined) ?? [];
		return to.filter((value) => !before.includes(value as string)).length;
	});
	return [effort, changes.reduce((all, one) => all + one, 0)];
}

const asks = (leaf: Leaf, not: boolean) => JSON.stringify([{ ...leaf, source: undefined }, not]);

/** Whether what a tier requires is met, given that some leaves are. */
function metBut(
	condition: Condition,
	{ scored }: Judged,
	needs: readonly Need[],
	not = false
): boolean {
	if ('not' in condition) return metBut(condition.not, { scored } as Judged, needs, !not);
	if ('all' in condition || 'any' in condition) {
		const parts = 'all' in condition ? condition.all : condition.any;
		const each = parts.map((part) => metBut(part, { scored } as Judged, needs, not));
		return 'all' in condition === not ? each.includes(true) : !each.includes(false);
	}
	if (needs.some((one) => asks(one.leaf, one.not) === asks(condition, not))) return true;
	const verdict = scored.edition.tierLeaves.get(condition)!(scored, null);
	return verdict === (not ? 'unmet' : 'met');
}

function required({ data: { ladder } }: RoadTrial, rank: number): Condition {
	const all = ladder.tiers.map(({ requires }) => requires);
	return ladder.rule === 'firstUnmet' ? { all: all.slice(0, rank) } : { any: all.slice(rank - 1) };
}

function check(trial: RoadTrial, result: Road, forbidden: readonly string[]): void {
	const edition = opened(trial.data);
	const { standing } = judged(edition, trial.answers, trial.known);
	const choices = choicesOf(edition, trial.answers, trial.known, forbidden);
	const reaches = ({ standing: { low } }: Judged) => low > standing.low;
	switch (result.kind) {
		case 'top':
			expect(standing.low).toBe(edition.tiers.length);
			return;
		case 'open':
			// Only what decides what applies is asked for, and only where it is not answered.
			expect(result.questions.length).toBeGreaterThan(0);
			for (const name of result.questions) expect(scopeOf(trial.data)).toContain(name);
			return;
		case 'reached':
			expect(result.rank).toBe(standing.low + 1);
			expect(costOf(trial, result)).toEqual(least(trial, choices, reaches));
			return;
		case 'blocked': {
			expect(least(trial, choices, reaches)).toBeUndefined();
			const { needs, gates, rank } = result;
			const condition = required(trial, rank);
			if (gates.length === 0) {
				const met = (one: Judged) => metBut(condition, one, needs);
				expect(costOf(trial, result)).toEqual(least(trial, choices, met));
				// With one need fewer no sheet in reach meets it.
				for (const need of needs) {
					const others = needs.filter((one) => one !== need);
					const met = (one: Judged) => metBut(condition, one, others);
					expect(least(trial, choices, met)).toBeUndefined();
				}
			} else {
				expect(conditionLeaves(condition)).toEqual(expect.arrayContaining([...gates]));
				// Whatever is known beside the answers, they do not meet it.
				const known = conditionLeaves(condition).filter(
					(leaf) => !('score' in leaf || 'count' in leaf || 'answer' in leaf)
				);
				const all = known.flatMap((leaf) => [true, false].map((not) => ({ leaf, not })));
				expect(least(trial, choices, (one) => metBut(condition, one, all))).toBeUndefined();
			}
			return;
		}
		case 'unsolved':
			// How rare that is, the trials themselves are asked below.
			return;
		default:
			expect.fail(`${result.kind} without anything decided`);
	}
}

describe('the road', patient, () => {
	it('takes the least that brute force finds, or says what stands in the way', () => {
		fc.assert(
			fc.property(roadTrials, (trial) => check(trial, found(trial).road, [])),
			{ numRuns: 700 }
		);
	});

	it('does without any of its steps lead nowhere', () => {
		fc.assert(
			fc.property(roadTrials, (trial) => {
				const { edition, road } = found(trial);
				if (road.kind !== 'reached') return;
				for (const left of road.steps) {
					const rest = road.steps
						.filter((one) => one !== left)
						.map(({ question, to }) => ({
							question: edition.byName.get(question)!.data,
							value: to
						}));
					const answers = answered(edition, trial.answers, trial.known, rest);
					expect(judged(edition, answers, trial.known).standing.low).toBeLessThan(road.rank);
				}
			}),
			{ numRuns: 400 }
		);
	});

	it('never takes less where steps are forbidden, and none of those', () => {
		fc.assert(
			fc.property(roadTrials, (trial) => {
				const { forbidden } = trial;
				const free = found(trial).road;
				const { road } = found(trial, { forbidden });
				if (road.kind === 'refused') {
					expect(forbidden).toEqual(expect.arrayContaining([...road.because]));
					expect(road.because.length).toBeGreaterThan(0);
				} else check(trial, road, forbidden);
				if (free.kind !== 'reached') return;
				expect(['reached', 'refused', 'unsolved']).toContain(road.kind);
				if (road.kind === 'reached') {
					expect(road.effort).toBeGreaterThanOrEqual(free.effort);
					expect(road.steps.map(({ question }) => question)).not.toEqual(
						expect.arrayContaining([
							expect.stringMatching(new RegExp(`^(${forbidden.join('|')})$`))
						])
					);
				}
				// Without any step of the least road another takes more, as much, or there is none.
				const other = found(trial, { forbidden: free.steps.map(({ question }) => question) }).road;
				if (free.steps.length === 0) return;
				expect(['reached', 'refused', 'unsolved']).toContain(other.kind);
				if (other.kind === 'reached') expect(other.effort).toBeGreaterThanOrEqual(free.effort);
			}),
			{ numRuns: 400 }
		);
	});

	it('keeps what is fixed and takes the least beside it', () => {
		fc.assert(
			fc.property(roadTrials, (trial) => {
				const { fixed } = trial;
				const { edition, road } = found(trial, { fixed });
				if (road.kind !== 'reached') return;
				expect(road.ignored).toEqual([]);
				for (const [name, value] of Object.entries(fixed)) {
					const step = road.steps.find(({ question }) => question === name);
					expect(step, name).toMatchObject({ fixed: true });
					if (Array.isArray(value)) expect(step!.to).toEqual(expect.arrayContaining(value));
				}
				const choices = choicesOf(edition, trial.answers, trial.known).map(
					({ question, options }): Choice => {
						if (!(question.name in fixed)) return { question, options };
						return { question, options: options.filter(isAtLeast(question, fixed, options)) };
					}
				);
				const { standing } = judged(edition, trial.answers, trial.known);
				const kept = ({ changed }: { readonly changed: readonly string[] }) =>
					Object.keys(fixed).every((name) => changed.includes(name));
				let best: number | undefined;
				for (const one of sheetsInReach(edition, trial.answers, trial.known, choices)) {
					if (!kept(one) || (best !== undefined && one.effort >= best)) continue;
					if (judged(edition, one.answers, trial.known).standing.low > standing.low)
						best = one.effort;
				}
				expect(road.effort).toBe(best);
			}),
			{ numRuns: 400 }
		);
	});
});

/** The options of a fixed question that keep what is fixed: those behind it, or with more ticked. */
function isAtLeast(
	question: Choice['question'],
	fixed: Readonly<Record<string, unknown>>,
	options: Choice['options']
): (option: Choice['options'][number]) => boolean {
	const value = fixed[question.name];
	if (question.type === 'checkbox') {
		const wanted = value as string[];
		return (option) => wanted.every((one) => (option.value as string[]).includes(one));
	}
	const place = options.findIndex((option) => option.value === value);
	const isOrdered = isLadder(question);
	return (option) => {
		const at = options.indexOf(option);
		return isOrdered ? at >= place : at === place;
	};
}

function isLadder({ choices, ...question }: Choice['question']): boolean {
	const [first] = choices;
	return (
		('of' in question && question.of !== undefined) ||
		choices.every(({ value }) => typeof value === 'number') ||
		choices.some(({ points }) => (points ?? 0) !== (first!.points ?? 0)) ||
		choices.some(({ level }) => (level ?? 0) !== (first!.level ?? 0))
	);
}

describe('the trials', patient, () => {
	it('come to every kind of end', () => {
		const samples = 1000;
		const counts = new Map<string, number>();
		for (const trial of fc.sample(roadTrials, { numRuns: samples, seed: 26 })) {
			const { road } = found(trial);
			const { fixed, forbidden } = trial;
			const bound = found(trial, { fixed, forbidden }).road;
			const kinds = [
				road.kind,
				...(road.kind === 'blocked' && road.gates.length > 0 ? ['gate'] : []),
				...(road.kind === 'blocked' && road.needs.length > 0 ? ['title'] : []),
				...(road.kind === 'reached' && road.steps.length > 1 ? ['several steps'] : []),
				bound.kind === 'refused' ? 'conflict' : ''
			];
			for (const kind of kinds) counts.set(kind, (counts.get(kind) ?? 0) + 1);
		}
		const shares = Object.fromEntries([...counts].map(([kind, count]) => [kind, count / samples]));
		const wanted = ['reached', 'top', 'gate', 'title', 'conflict'];
		const rare = wanted.filter((kind) => (shares[kind] ?? 0) < 0.1);
		expect(rare, JSON.stringify(shares)).toEqual([]);
		expect(counts.get('several steps')! / samples).toBeGreaterThan(0.03);
		expect((counts.get('unsolved') ?? 0) / samples).toBeLessThan(0.02);
	});
});
