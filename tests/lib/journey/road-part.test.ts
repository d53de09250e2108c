import { describe, expect, test } from 'vitest';
import type { CaseFile } from '#lib/diagnosis/case-file.ts';
import {
	fixButton,
	followSupposed,
	nothingSupposed,
	prefix,
	readSupposed,
	type Supposed
} from '#lib/journey/supposed.ts';
import type { Turn } from '#lib/journey/turn.ts';
import { whatIf } from '#lib/journey/what-if.ts';
import { openRegions } from '#lib/regions.ts';
import { pickerTables, zonesOf } from '#server/areas.ts';
import { openContent } from '../../../scripts/content.ts';

const library = openContent();
const ref = 'sme-digital-level@2024';
const { edition } = library.editions.get(ref)!;
const regions = openRegions(pickerTables(zonesOf(library.catalogue)));
const world = { library, edition, regions, today: '2022-10-15' };

/** Everything at its lowest, in Yandu, with 500 invested in 2022 in a project that upgrades. */
const said: CaseFile = {
	questionnaire: ref,
	answers: Object.fromEntries(
		edition.questions.flatMap((question): [string, unknown][] =>
			question.type === 'radiogroup'
				? [[question.name, question.choices[0]!.value]]
				: question.type === 'checkbox'
					? [[question.name, ['none']]]
					: []
		)
	),
	facts: {
		area: '320903',
		applicant: 'manufacturer',
		'above-scale': true,
		'in-cultivation-library': false
	},
	projects: [
		{
			name: '甲',
			facts: { 'smart-upgrade': true },
			years: {
				'2022': {
					'effective-investment': 500,
					'annual-investment': 500,
					loan: 0,
					'leasing-fee': 0
				}
			}
		}
	],
	titles: []
};
const turn: Turn = { said, step: 'result', day: '2022-10-15' };
const roadOf = (supposed: Supposed) => whatIf(world, turn, supposed, 'zh-cn').road;

/** The road with a step of production kept, and a budget for it. */
function withBudget(budget: number | string | undefined) {
	const budgets = budget === undefined ? {} : { scheduling: budget };
	const road = roadOf({ change: {}, road: { fixed: { scheduling: 1 }, forbidden: [], budgets } });
	return road.steps.find(({ question }) => question === 'scheduling')!;
}

describe('a step', () => {
	test('names capability, evidence and what may pay for it', () => {
		const step = withBudget(undefined);
		expect(step).toMatchObject({ capability: '生产执行', effort: 1, stated: true, fixed: true });
		expect(step.evidence).toHaveLength(3);
		// 500 × 12 %, as it is paid for the project that there is.
		const paid = step.support.find(({ title }) => title === '项目有效投入补助');
		expect(paid).toMatchObject({ outcome: 'met', pays: '60万元' });
		expect(paid).not.toHaveProperty('left');
	});

	test('tells what is left of a budget: 100 × 12 % = 12 is paid, 88 is left', () => {
		const paid = withBudget(100).support.find(({ title }) => title === '项目有效投入补助');
		expect(paid).toMatchObject({ pays: '12万元', left: '88万元' });
	});

	test.each(['一百万', -5, 1e9])('takes no budget of %s, and says so', (budget) => {
		const step = withBudget(budget);
		expect(step).toMatchObject({ wrongBudget: true, budget: String(budget) });
		expect(step.support.every((one) => !('left' in one))).toBe(true);
	});
});

describe('what a person decides', () => {
	const press = (before: Supposed, go: string) =>
		followSupposed(world, turn, before, `${prefix}${go}`).supposed;

	test('is kept, left out and undone by the buttons of a step', () => {
		const first = roadOf(nothingSupposed).steps[0]!;
		const fixed = press(nothingSupposed, first.fix);
		expect(roadOf(fixed).steps.find(({ question }) => question === first.question)!.fixed).toBe(
			true
		);
		const forbidden = press(fixed, `forbid.${first.question}`);
		expect(forbidden.road).toMatchObject({ fixed: {}, forbidden: [first.question] });
		const without = roadOf(forbidden);
		expect(without.steps.map(({ question }) => question)).not.toContain(first.question);
		expect(without.effort).toBeGreaterThanOrEqual(roadOf(nothingSupposed).effort);
		expect(press(forbidden, `release.${first.question}`).road).toMatchObject({
			fixed: {},
			forbidden: []
		});
	});

	test('is said by name where the question is none of a step', () => {
		const road = roadOf(press(nothingSupposed, fixButton('energy-intensity', 'down')));
		expect(road.ignored).toEqual([
			{ title: edition.byName.get('energy-intensity')!.data.title['zh-cn'], why: 'effect' }
		]);
	});

	test('is nothing where the button cannot be read', () => {
		expect(press(nothingSupposed, 'fix.{broken').road ?? nothingSupposed.road).toEqual({
			fixed: {},
			forbidden: [],
			budgets: {}
		});
	});

	test('is read from the fields of the form: an answer supposed, a budget typed', () => {
		const form = new FormData();
		form.set(`${prefix}answers.scheduling`, '2');
		form.set(`${prefix}budget.scheduling`, '１，２００');
		const read = readSupposed(world, turn, nothingSupposed, form);
		expect(read).toEqual({
			change: { 'answers.scheduling': 2 },
			road: { fixed: {}, forbidden: [], budgets: { scheduling: 1200 } }
		});
		// As it was: nothing is supposed.
		form.set(`${prefix}answers.scheduling`, '0');
		form.set(`${prefix}budget.scheduling`, '');
		expect(readSupposed(world, turn, read, form)).toEqual(nothingSupposed);
	});

	test('an answer supposed moves tier and road', () => {
		const scenes = Object.fromEntries(
			edition.questions
				.filter(({ sets }) => sets.includes('scenes'))
				.map(({ name }) => [`answers.${name}`, 1])
		);
		const found = whatIf(world, turn, { change: scenes }, 'zh-cn');
		// The scenes are there; 20 points are missing as before, so the tier stays and the road is shorter.
		expect(found.tier).toEqual({ before: '无等级', after: '无等级' });
		expect(found.road.effort).toBe(roadOf(nothingSupposed).effort - 6);
	});
});
