import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diagnose, stepsOf, type OpenEdition, type OpenQuestion } from '#scoring';
import type { Answers } from '../../support/figures.ts';
import { exactly, judged, patient, runs } from '../../support/properties.ts';
import { order, total } from '../../support/rational.ts';
import { opened, someDay, standards, trials } from '../../support/trials.ts';

/** The groups of an edition that are staircases. */
const staircasesOf = ({ parts }: OpenEdition) =>
	parts.filter(({ combine }) => combine === 'staircase');

/** Random editions whose whole is a staircase. */
const staircases = trials.filter(({ data }) => data.combine === 'staircase');

/** Everything a question can be answered with that has options. */
function answersTo(question: OpenQuestion): unknown[] {
	if (question.type === 'multipletext') return [];
	const values = question.choices.map(({ value }) => value);
	return question.type === 'radiogroup' ? values : values.map((value) => [value]);
}

describe('a staircase', patient, () => {
	it('has the points that its steps bring, certain or not, and nothing behind its end', () => {
		fc.assert(
			fc.property(trials, ({ data, part, partKnown }) => {
				const edition = opened(data);
				const { scored } = judged(edition, part, partKnown);
				for (const group of staircasesOf(edition)) {
					if (scored.applies[group.index] !== 'met') continue;
					const steps = stepsOf(group, ({ index }) => scored.points[index]!);
					for (const side of ['low', 'high'] as const) {
						const sum = total(steps.map(({ counts }) => exactly(counts[side])));
						expect(order(sum, exactly(scored.points[group.index]![side]))).toBe(0);
					}
					const end = steps.findIndex(({ state }) => state === 'stops');
					const after = steps.slice(end + 1).map(({ state }) => state);
					if (end >= 0) expect(new Set(after)).toEqual(new Set(after.map(() => 'behind')));
				}
			}),
			runs
		);
	});

	it('is not changed by any answer to a question that needs none', () => {
		let tried = 0;
		fc.assert(
			fc.property(staircases, ({ data, part, partKnown }) => {
				const judge = standards({ data });
				const told = (answers: Answers) => {
					const one = diagnose(judge, { answers, ...partKnown }, someDay, false);
					return { idle: one.idle, says: [one.points, one.standing.low, one.standing.high] };
				};
				const { idle, says } = told(part);
				for (const name of idle) {
					for (const value of answersTo(judge.edition.byName.get(name)!)) {
						expect(told({ ...part, [name]: value } as Answers).says).toEqual(says);
						tried++;
					}
				}
			}),
			runs
		);
		expect(tried).toBeGreaterThan(runs.numRuns / 10);
	});
});
