import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { CaseFile } from '#lib/diagnosis/case-file.ts';
import { openPage } from '#lib/journey/page.ts';
import type { ResultPage } from '#lib/journey/result-page.ts';
import type { SupportPage } from '#lib/journey/support-page.ts';
import { regionLevels } from '#lib/journey/region-levels.ts';
import { parseYaml } from '#lib/library/yaml.ts';
import { openRegions } from '#lib/regions.ts';
import { pickerTables, zonesOf } from '#server/areas.ts';
import { openContent } from '../../../scripts/content.ts';

const library = openContent();
const sample = 'examples/yancheng-caster.yaml';
const said = parseYaml(readFileSync(sample, 'utf8'), sample) as CaseFile;
const { edition } = library.editions.get(said.questionnaire)!;
const regions = openRegions(pickerTables(zonesOf(library.catalogue)));
const world = { library, edition, regions, today: '2024-10-15' };
const page = (step: string, what: CaseFile = said, day = '2024-10-15') =>
	openPage(world, { said: what, step, day }, 'zh-cn');
const nothing = { questionnaire: said.questionnaire };

describe('beside every page', () => {
	test('nothing answered: every level is possible, all 31 questions are left', () => {
		const { low, high, certain, left } = page('about', nothing).live;
		expect({ low, high, certain, left }).toEqual({
			low: '无等级',
			high: '四级',
			certain: false,
			left: 31
		});
	});

	test('the example: 26.45 + 12.75 + 15 = 54.2 points, level two for certain', () => {
		const { low, certain, points, left, chosen } = page('digital-base').live;
		expect({ low, certain, points, left }).toEqual({
			low: '二级',
			certain: true,
			points: '54.2',
			left: 0
		});
		// 66 / 120 = 55 %, 30 / 120 = 25 %, 90 / 9000 = 1 %
		expect(chosen).toMatchObject({
			'digital-rate': '40 %以上至60 %',
			'connected-rate': '20 %以上至40 %'
		});
	});

	test('figures that contradict the option are told with both', () => {
		const answers = { equipment: { total: 10, digital: 5 }, 'digital-rate': 'to-10' };
		const { findings } = page('digital-base', { ...nothing, answers }).live;
		expect(findings['digital-rate']).toMatchObject({
			chosen: '不超过10 %',
			figures: '40 %以上至60 %'
		});
	});
});

describe('the result', () => {
	const result = page('result').body as ResultPage;

	test('says the level, the points of each dimension and the levels of the scenes', () => {
		expect(result.tier).toMatchObject({ low: '二级 规范级', certain: true, own: false });
		expect(result.dimensions.map(({ title, points, low }) => [title, points, low])).toEqual([
			['数字化基础', '26.45', 52.9],
			['数字化管理', '12.75', 42.5],
			['数字化成效', '15', 75]
		]);
		expect(result.counted.map(({ title, marked, top }) => [title, marked, top])).toEqual([
			['场景', '约束性场景', 4]
		]);
		const [{ lines }] = result.counted as [ResultPage['counted'][number]];
		expect(lines).toHaveLength(16);
		expect(lines.filter(({ marked }) => marked)).toHaveLength(10);
	});

	test('opens down to each answer, and adds up again at every level', () => {
		const [base] = result.trace.parts;
		expect(base!.parts.map(({ points }) => Number(points)).reduce((a, b) => a + b)).toBeCloseTo(
			26.45
		);
		expect(base!.parts[0]!.parts[0]).toMatchObject({ points: '6', max: '8' });
	});

	test('pays 10 % of 500万元 on the day and nothing on a day when the document has ended', () => {
		const met = result.measures.groups.find(({ outcome }) => outcome === 'met')!;
		const investment = met.measures.find(
			({ ref }) => ref === 'yancheng-2022/effective-investment'
		)!;
		expect(investment.amount).toBe('50万元');
		const later = (page('result', said, '2026-11-22').body as ResultPage).measures;
		expect(later).toMatchObject({ anyInForce: false, lastDay: '2024-12-31' });
		expect(later.groups.map(({ outcome }) => outcome)).not.toContain('met');
	});

	test('leads from what a measure still asks to where it is asked', () => {
		const { groups } = result.measures;
		const asked = groups.find(({ outcome }) => outcome === 'unknown')!.measures;
		const steps = asked.flatMap(({ asks }) => asks).map(({ step }) => step);
		expect(new Set(steps)).toEqual(new Set(['support']));
	});
});

describe('support', () => {
	test('asks what measures need, with the measures; what was answered stays', () => {
		const { facts, projects, titles, anyInForce } = page('support').body as SupportPage;
		expect(anyInForce).toBe(true);
		expect(facts.map(({ id }) => id)).toEqual(['in-cultivation-library']);
		expect(projects!.any).toBe('yes');
		expect(projects!.list[0]!.years.map(({ year }) => year)).toEqual(['2022', '2023', '2024']);
		expect(titles.every(({ why }) => why.length > 0)).toBe(true);
		const answered = {
			...said,
			facts: { ...(said.facts as object), 'in-cultivation-library': false }
		};
		const after = page('support', answered).body as SupportPage;
		expect(after.facts.map(({ id, value }) => [id, value])).toEqual([
			['in-cultivation-library', 'false']
		]);
	});

	test('asks of projects what measures for this enterprise read, and shows what was stated', () => {
		const asked = (area: string, more: object = {}, on = '2024-10-15') => {
			const facts = { ...(said.facts as object), area };
			const { list } = (page('support', { ...said, facts, ...more }, on).body as SupportPage)
				.projects!;
			const [{ facts: ofProject, years }] = list as [(typeof list)[0]];
			return [ofProject, years[0]!.facts].map((fields) => fields.map(({ id }) => id));
		};
		const none = { projects: [{ name: '甲' }] };
		expect(asked('320903', none)).toEqual([
			['smart-upgrade'],
			['effective-investment', 'annual-investment', 'loan', 'leasing-fee']
		]);
		expect(asked('440803', none)).toEqual([
			['smart-upgrade', 'buys-new-equipment', 'local-smart-hardware', 'other-finance'],
			['loan']
		]);
		const stated = { projects: [{ name: '甲', years: { '2022': { 'leasing-fee': 5 } } }] };
		expect(asked('440803', stated)[1]).toEqual(['loan', 'leasing-fee']);
	});

	test('a document that does not reach the enterprise is not in force for it', () => {
		const facts = { ...(said.facts as object), area: '440803' };
		const body = page('support', { ...said, facts }).body as SupportPage;
		// Yancheng's is in force that day; Guangdong's certainly was until the end of May 2024.
		expect(body).toMatchObject({ anyInForce: false, lastDay: '2024-05-31' });
	});

	test('where nothing is in force, asks what the last day would have', () => {
		const body = page('support', said, '2026-11-22').body as SupportPage;
		expect(body).toMatchObject({ anyInForce: false, lastDay: '2024-12-31' });
		expect(body.titles.length).toBeGreaterThan(0);
	});

	test('survives whatever stands where projects and titles are expected', () => {
		const junk = { ...nothing, facts: 3, projects: [null, 'x'], titles: [null, { title: 5 }] };
		expect(() => page('support', junk)).not.toThrow();
		expect(() => page('result', junk)).not.toThrow();
		expect(() => page('about', junk)).not.toThrow();
	});
});

describe('choosing an area', () => {
	const chosen = (area?: string) =>
		regionLevels(regions, area).map(({ kind, chosen }) => `${kind} ${chosen}`.trim());

	test.each([
		[undefined, ['province']],
		['320000', ['province 320000', 'city']],
		['320900', ['province 320000', 'city 320900', 'below']],
		['320903', ['province 320000', 'city 320900', 'below 320903']],
		['320900-yannan', ['province 320000', 'city 320900', 'below 320900-yannan']],
		['441900003', ['province 440000', 'city 441900', 'below 441900003']],
		['110000', ['province 110000', 'below']],
		['110101', ['province 110000', 'below 110101']],
		['nowhere', ['province']]
	])('%s: %j', (area, levels) => {
		expect(chosen(area)).toEqual(levels);
	});

	test('a city without districts offers its towns', () => {
		const { options } = regionLevels(regions, '441900')[2]!;
		expect(options.map(({ name }) => name)).toContain('东城街道');
	});
});
