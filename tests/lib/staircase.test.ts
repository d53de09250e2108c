import { describe, expect, test } from 'vitest';
import { profileOf, staircaseOf } from '#lib/diagnosis/staircase.ts';
import { intervalWords } from '#lib/words/format.ts';
import { openPage } from '#lib/journey/page.ts';
import type { ResultPage } from '#lib/journey/result-page.ts';
import { openRegions } from '#lib/regions.ts';
import { diagnose } from '#scoring';
import { pickerTables, zonesOf } from '#server/areas.ts';
import { openContent } from '../../scripts/content.ts';

const library = openContent();
const ref = 'smart-manufacturing@2026';
const { edition, cases } = library.editions.get(ref)!;
const regions = openRegions(pickerTables(zonesOf(library.catalogue)));
const day = '2026-11-22';

const answersOf = (name: string) => cases.find((one) => one.name.endsWith(`（${name}）`))!.answers;
const diagnosed = (answers: Record<string, unknown>) =>
	diagnose({ edition, documents: [], catalogue: library.catalogue }, { answers }, day);
function profile(answers: Record<string, unknown>) {
	const lines = profileOf(edition, diagnosed(answers).trace!);
	return new Map(
		lines.map(({ id, cells, climbed }) => [
			id,
			[...cells.map((cell) => cell && intervalWords(cell)), intervalWords(climbed)]
		])
	);
}
function page(name: string, step: string) {
	const said = { questionnaire: ref, answers: answersOf(name) };
	return openPage({ library, edition, regions, today: day }, { said, step, day }, 'zh-cn');
}

describe('the profile of a staircase', () => {
	test('has a line for each sub-domain, by the rule of the whole', () => {
		const lines = profile(answersOf('3.55 is level 3, as in a published report'));
		// 20 sub-domains; product design and product service are cut.
		expect(lines.size).toBe(18);
		// Three levels in full; level 4: technology none, manufacturing half, people full; 5 not answered.
		expect(lines.get('data')).toEqual(['1', '1', '1', '0', '0–1', '3']);
		expect(lines.get('scheduling')).toEqual(['1', '1', '1', '0.5', '0–1', '3.5']);
		expect(lines.get('skills')).toEqual(['1', '1', '1', '1', '0–1', '4–5']);
	});

	test('takes the mean of a sub-domain with two statements', () => {
		const lines = profile(answersOf('two statements of a sub-domain'));
		// (1 + 0)/2 stops the first step; (1 + 0.8)/2 = 0.9 passes it, and level 2 has nothing.
		expect(lines.get('equipment')!.slice(0, 2)).toEqual(['0.5', '0']);
		expect(lines.get('equipment')!.at(-1)).toBe('0.5');
		expect(lines.get('operation')!.slice(0, 2)).toEqual(['0.9', '0']);
		expect(lines.get('operation')!.at(-1)).toBe('1');
	});

	test('is empty where the whole is no staircase', () => {
		const other = library.editions.get('sme-digital-level@2024')!.edition;
		const diagnosis = diagnose(
			{ edition: other, documents: [], catalogue: library.catalogue },
			{},
			day
		);
		expect(profileOf(other, diagnosis.trace!)).toEqual([]);
		expect(staircaseOf(other, diagnosis)).toEqual([]);
	});
});

describe('every sub-domain', () => {
	test.each(Object.keys(edition.data.sets!))('%s is asked at every level', (set) => {
		for (const step of edition.root.scored) {
			const level = edition.data.dimensions.findIndex(({ name }) => name === step.name);
			const asked = edition.questions.filter(
				({ name, sets }) => sets.includes(set) && name.endsWith(`-${level}`)
			);
			expect([step.name, asked.length]).toEqual([
				step.name,
				['equipment', 'operation'].includes(set) ? 2 : 1
			]);
		}
	});
});

describe('who misses a level', () => {
	const decided = 'half filled, the level certain';

	test('is told that the levels behind need no answer', () => {
		const { live, steps } = page(decided, 'integrated');
		// Level 2 lacks its eight statements on people, technology and resources; 3 × 22 lie behind it.
		expect([live.left, live.idle, live.certain]).toEqual([8, 66, true]);
		expect(steps.map(({ left, idle }) => [left, idle])).toEqual([
			[undefined, undefined],
			[0, 0],
			[0, 0],
			[8, 0],
			[0, 22],
			[0, 22],
			[0, 22],
			[undefined, undefined],
			[undefined, undefined]
		]);
	});

	test('sees the climb, and is not asked for what changes nothing', () => {
		const { staircase, unanswered, idle, counted } = page(decided, 'result').body as ResultPage;
		expect(staircase!.steps.map(({ state, counts }) => [state, counts])).toEqual([
			['passed', '1'],
			['stops', '0.385–0.615'],
			['behind', '0'],
			['behind', '0'],
			['behind', '0']
		]);
		expect([unanswered.length, idle]).toEqual([8, 66]);
		expect(counted).toEqual([]);
	});
});
