import { setImmediate } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lintSurvey } from 'survey-core/linter';
import { checkSheet, scoreSheet, standingAnswers, type OpenEdition } from '#scoring';
import { fromSurvey, toSurvey } from '#lib/questionnaire/survey.ts';
import { editions } from '../../support/generate-edition.ts';
import { questionsOf, type Answers } from '../../support/figures.ts';
import { without } from '../../support/generate-sheet.ts';
import { completed, written } from '../../support/survey-model.ts';
import { patient } from '../../support/properties.ts';
import { opened, someDay, trials, type Trial } from '../../support/trials.ts';

/** A fresh model takes tens of milliseconds: few editions, several sheets of each, and never for long. */
const runs = { numRuns: 200, interruptAfterTimeLimit: 20_000 };

describe('survey-core', patient, () => {
	/**
	 * Typed sheets only: `checkSheet` owns typing, ranges and what stands alone, and SurveyJS does not
	 * look at stored data. It drops what is not certainly visible, and then no condition can look at it any
	 * more; ours still read an answer whose question may or may not apply. So ours, too, are taken until
	 * nothing changes, which once is where it is known of every question whether it applies.
	 */
	it('completing until nothing changes leaves the same standing answers', () =>
		fc.assert(
			fc.asyncProperty(fc.limitShrink(trials, 200), async (trial) => {
				const edition = opened(trial.data);
				const sheets = sheetsOf(trial);
				const left = completed(edition, sheets);
				sheets.forEach((sheet, i) => {
					const { answers, doubtful } = standing(edition, sheet);
					if (!doubtful) expect(answers).toEqual(left[i]);
					else expect(rested(edition, answers)).toEqual(left[i]);
				});
				// Models are freed only while nothing runs.
				await setImmediate();
			}),
			runs
		));

	it('writes an edition as it reads it', () =>
		fc.assert(
			fc.asyncProperty(fc.limitShrink(editions, 200), async (data) => {
				const edition = opened(data);
				// Its own default, which it does not write.
				const { clearInvisibleValues, ...survey } = toSurvey(edition);
				expect(clearInvisibleValues).toBe('onComplete');
				const read = written(edition);
				expect(read).toEqual(survey);
				expect(fromSurvey(read)).toEqual(edition.data);
				await setImmediate();
			}),
			runs
		));

	it('finds nothing to warn of', () => {
		fc.assert(
			fc.property(editions, (data) => {
				const { findings } = lintSurvey(toSurvey(opened(data)));
				// That a condition drawn at random never holds, and a panel then never shows, is true.
				const never = ['expression/contradiction', 'page/empty'];
				const ours = findings.filter((finding) => !never.includes(finding.ruleId));
				expect(ours).toEqual([]);
			}),
			runs
		);
	});
});

/** A complete sheet, the same half-way, some steps of leaving, and empty answers where one is missing. */
function sheetsOf({ data, complete, part, going }: Trial): Answers[] {
	const steps = [1, Math.floor(going.length / 2)];
	const left = steps.map((n) => going.slice(0, n).reduce(without, complete));
	const missing = questionsOf(data).filter(({ name }) => !(name in part));
	const emptied = Object.fromEntries(
		missing.map(({ name, type }, i) => {
			// survey-core throws on a list where it expects figures.
			const empty = type === 'multipletext' ? [{}, null] : [[], '', {}, null];
			return [name, empty[i % empty.length]];
		})
	);
	return [complete, part, ...left, { ...part, ...emptied }];
}

interface Standing {
	readonly answers: Answers;
	/** Whether it is not known of some question whether it applies. */
	readonly doubtful: boolean;
}

function standing(edition: OpenEdition, given: Answers): Standing {
	const sheet = checkSheet(edition, given);
	expect(sheet.faults).toEqual([]);
	const known = { facts: {}, titles: [], tiers: {}, day: someDay };
	const { applies } = scoreSheet(edition, sheet, known);
	return {
		answers: standingAnswers(edition, sheet, applies),
		doubtful: edition.partOf.some((part) => applies[part.index] === 'unknown')
	};
}

/** Standing answers, taken until nothing changes. */
function rested(edition: OpenEdition, answers: Answers): Answers {
	const left = standing(edition, answers).answers;
	return isDeepStrictEqual(left, answers) ? left : rested(edition, left);
}
