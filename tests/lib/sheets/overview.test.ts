import { describe, expect, test } from 'vitest';
import { milestones, overview, sideOf, turnOf } from '#lib/sheets/overview.ts';
import type { State } from '#lib/sheets/life.ts';
import { fieldWords } from '#lib/words/field.ts';
import { openRegions } from '#lib/regions.ts';
import { openContent } from '../../../scripts/content.ts';

const library = openContent();
const { edition } = library.editions.get('sme-digital-level@2024')!;
const regions = openRegions({ provinces: [], cities: [], areas: [], streets: [], zones: [] });
const world = { library, edition, regions, today: '2026-11-22' };
const questionnaire = edition.ref;

describe('the line that a sheet goes along', () => {
	const line = (...states: State[]) =>
		milestones(states.map((state, id) => ({ state, id }))).map(
			({ state, place, event }) => `${state} ${place}${event ? ` ${event.id}` : ''}`
		);

	test('begins with the draft', () => {
		expect(line()).toEqual([
			'draft now',
			'submitted to-come',
			'verifying to-come',
			'verified to-come',
			'reviewing to-come',
			'filed to-come'
		]);
	});

	test('shows that a sheet was returned while it is', () => {
		expect(line('submitted', 'verifying', 'returned').slice(0, 4)).toEqual([
			'draft passed',
			'submitted passed 0',
			'returned now 2',
			'verifying to-come'
		]);
	});

	test('tells the last step where one was taken twice, and has passed all of them once it is filed', () => {
		expect(
			line('submitted', 'returned', 'submitted', 'verifying', 'verified', 'reviewing', 'filed')
		).toEqual([
			'draft passed',
			'submitted passed 2',
			'verifying passed 3',
			'verified passed 4',
			'reviewing passed 5',
			'filed passed 6'
		]);
	});
});

test('every state but the last is somebody’s turn', () => {
	const states: [State, string | undefined][] = [
		['draft', 'enterprise'],
		['submitted', 'provider'],
		['returned', 'enterprise'],
		['verifying', 'provider'],
		['verified', 'government'],
		['reviewing', 'government'],
		['filed', undefined]
	];
	for (const [state, side] of states) expect([state, turnOf(state)]).toEqual([state, side]);
	expect(sideOf('reviewing', 'returned')).toBe('government');
	expect(sideOf('draft', 'filed')).toBeUndefined();
});

describe('the layers beside each other', () => {
	const same = { questionnaire, name: '甲厂', answers: { scheduling: 3 } };
	const layers = {
		declared: { said: same },
		verified: { said: { ...same, answers: { scheduling: 2 } } },
		confirmed: { said: { ...same, answers: { scheduling: 2 } } }
	};

	test('are every question in order, and then what is known of the enterprise', () => {
		const groups = overview(world, layers, {}, 'zh-cn');
		expect(groups.map(({ title }) => title)).toEqual([
			...['数字化基础', '数字化经营', '数字化管理', '数字化成效', undefined]
		]);
		const lines = groups.flatMap((group) => group.lines);
		expect(lines.filter(({ differs }) => differs).map(({ field }) => field)).toEqual([
			'answers.scheduling'
		]);
		expect(groups.at(-1)!.lines).toMatchObject([
			{ field: 'name', values: { declared: '甲厂', verified: '甲厂', confirmed: '甲厂' } }
		]);
	});

	test('leave out what does not apply, unless it was answered', () => {
		const applies = { scheduling: 'unmet', 'product-design': 'unmet' } as const;
		const fields = overview(world, layers, applies, 'zh-cn').flatMap(({ lines }) =>
			lines.map(({ field }) => field)
		);
		expect(fields).toContain('answers.scheduling');
		expect(fields).not.toContain('answers.product-design');
	});
});

describe('a field in words', () => {
	const names = { catalogue: library.catalogue, edition, editions: [edition] };
	const said = (field: string, value: unknown) =>
		fieldWords(edition, names, field, 'zh-cn').said(value);

	test('says what was chosen, and what cannot be taken as it was typed', () => {
		expect(said('answers.digital-rate', 'to-20')).toBe('10 %以上至20 %');
		expect(said('answers.digital-rate', 'nonsense')).toBe('nonsense');
		expect(said('facts.size', 'nonsense')).toBe('nonsense');
		expect(said('answers.digital-rate', null)).toBeUndefined();
	});

	test('names projects and titles', () => {
		expect(said('projects', [{ name: '压铸车间改造' }, { name: '' }])).toBe('压铸车间改造、项目2');
		expect(said('projects', [])).toBe('没有项目');
		const titles = [{ title: 'dcmm', state: 'not-held' }];
		expect(said('titles', titles)).toMatch(/：没有$/);
	});
});
