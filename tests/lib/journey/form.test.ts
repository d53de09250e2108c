import { describe, expect, test } from 'vitest';
import type { CaseFile } from '#lib/diagnosis/case-file.ts';
import { readDay, readForm } from '#lib/journey/form.ts';
import { openContent } from '../../../scripts/content.ts';

const library = openContent();
const ref = 'sme-digital-level@2024';
const { edition } = library.editions.get(ref)!;
const nothing: CaseFile = { questionnaire: ref };

/** What a page says, sent as these fields. */
function read(step: string, fields: readonly (readonly [string, string])[], said = nothing) {
	const form = new FormData();
	for (const [name, value] of fields) form.append(name, value);
	return readForm(edition, library.catalogue, said, step, form);
}

describe('about the enterprise', () => {
	test('takes texts without the blanks around them, and facts in their own type', () => {
		const fields = [
			['name', '  甲 公司 '],
			['creditCode', '91320900MA1XXXXX0X'],
			['region', '320000'],
			['region', '320900'],
			['region', '320900-yannan'],
			['facts.industry', 'C33'],
			['facts.applicant', 'manufacturer'],
			['facts.size', ''],
			['facts.above-scale', 'false']
		] as const;
		expect(read('about', fields)).toEqual({
			questionnaire: ref,
			name: '甲 公司',
			creditCode: '91320900MA1XXXXX0X',
			facts: {
				area: '320900-yannan',
				industry: 'C33',
				applicant: 'manufacturer',
				'above-scale': false
			}
		});
	});

	test('what was emptied is no longer said, and other facts stay', () => {
		const said = { ...nothing, name: '甲', facts: { size: 'small', 'service-sales': 12 } };
		expect(read('about', [['name', ' ']], said)).toEqual({
			questionnaire: ref,
			facts: { 'service-sales': 12 }
		});
	});

	test.each([
		[['441900', '441900003'], '441900003', 'a town of a city without districts'],
		[['440000', '320900', '320903'], '440000', 'what lies in the province chosen before'],
		[['320000', '320100', '320903'], '320100', 'what lies in the city chosen before'],
		[['', '320900'], '320900', 'a level that was left out'],
		[['nowhere'], 'nowhere', 'junk, for the fault to name it']
	])('region %j is %s: %s', (chosen, area) => {
		const { facts } = read(
			'about',
			chosen.map((code) => ['region', code] as const)
		);
		expect(facts).toEqual({ area });
	});
});

describe('a dimension', () => {
	const answered = (fields: readonly (readonly [string, string])[], said = nothing) =>
		read('digital-base', fields, said).answers;

	test('takes the value of a choice, a ladder’s as a number', () => {
		expect(answered([['answers.digital-rate', 'to-20']])).toEqual({ 'digital-rate': 'to-20' });
		expect(read('digital-operation', [['answers.scheduling', '2']]).answers).toEqual({
			scheduling: 2
		});
	});

	test('keeps a choice that does not exist as it came', () => {
		expect(answered([['answers.digital-rate', 'to-30']])).toEqual({ 'digital-rate': 'to-30' });
	});

	test('unanswers a radiogroup by its empty option', () => {
		const said = { ...nothing, answers: { 'digital-rate': 'to-20', equipment: { total: 5 } } };
		expect(answered([['answers.digital-rate', '']], said)).toEqual({ equipment: { total: 5 } });
	});

	test('lists what is chosen of a checkbox; nothing chosen is no answer, if the page showed it', () => {
		const two = [
			['answers.network-construction', 'application'],
			['answers.network-construction', '5g']
		] as const;
		expect(answered(two)).toEqual({ 'network-construction': ['application', '5g'] });
		const said = { ...nothing, answers: { 'network-construction': ['5g'] } };
		expect(answered([['asked', 'network-construction']], said)).toEqual({});
		expect(answered([['asked', 'data-security']], said)).toEqual(said.answers);
	});

	test.each([
		['120', 120],
		['１２０', 120],
		['1,200', 1200],
		['1，200.5', 1200.5],
		[' 1 200 ', 1200],
		['-3', -3],
		['.5', 0.5],
		['12台', '12台'],
		['1e5', '1e5'],
		['0x10', '0x10'],
		['∞', '∞']
	])('reads the figure %j as %j', (typed, figure) => {
		expect(answered([['answers.equipment.total', typed]])).toEqual({
			equipment: { total: figure }
		});
	});

	test('drops a figure that was emptied, and the answer with its last one', () => {
		const said = { ...nothing, answers: { equipment: { total: 5, digital: 1 } } };
		const fields = [
			['answers.equipment.total', ''],
			['answers.equipment.digital', '']
		] as const;
		expect(answered([fields[0], ['answers.equipment.digital', '2']], said)).toEqual({
			equipment: { digital: 2 }
		});
		expect(answered(fields, said)).toEqual({});
	});
});

describe('support', () => {
	const support = (fields: readonly (readonly [string, string])[], said = nothing) =>
		read('support', fields, said);

	test('takes projects with the money of each year; a year without any is left out', () => {
		const fields = [
			['projects', 'yes'],
			['projects.0.name', '改造'],
			['projects.0.facts.smart-upgrade', 'true'],
			['projects.0.years.2023.effective-investment', ''],
			['projects.0.years.2024.effective-investment', '５００'],
			['projects.0.years.2024.annual-investment', '500.5'],
			['projects.2.name', '二期']
		] as const;
		expect(support(fields).projects).toEqual([
			{
				name: '改造',
				facts: { 'smart-upgrade': true },
				years: { '2024': { 'effective-investment': 500, 'annual-investment': 500.5 } }
			},
			{ name: '二期', facts: {}, years: {} }
		]);
	});

	test('knows no projects, none asked, and not known apart', () => {
		const said = { ...nothing, projects: [{ name: '甲' }] };
		expect(support([['projects', 'no']], said).projects).toEqual([]);
		expect(support([], said).projects).toEqual(said.projects);
		expect(support([['projects', '']], said).projects).toBeUndefined();
	});

	test('takes titles that the page asked about, the others stay', () => {
		const said = { ...nothing, titles: [{ title: 'star-cloud', state: 'held' }, null] };
		const fields = [
			['titles.national-smart-factory.state', 'held'],
			['titles.national-smart-factory.awarded', '2023年6月30日'],
			['titles.national-smart-factory.level', ''],
			['titles.provincial-smart-factory.state', 'not-held'],
			['titles.specialised-sme.state', '']
		] as const;
		expect(support(fields, said).titles).toEqual([
			...said.titles,
			{ title: 'national-smart-factory', state: 'held', awarded: '2023-06-30' },
			{ title: 'provincial-smart-factory', state: 'not-held' }
		]);
	});

	test('titles keep their places, and what the page did not ask of one stays', () => {
		const held = { title: 'star-cloud', state: 'held', level: 'five-star', first: true };
		const said = { ...nothing, titles: [held, { title: 'dcmm', state: 'not-held' }] };
		const fields = [
			['titles.dcmm.state', 'held'],
			['titles.star-cloud.state', 'held'],
			['titles.star-cloud.awarded', '2023-06-30']
		] as const;
		expect(support(fields, said).titles).toEqual([
			{ ...held, awarded: '2023-06-30' },
			{ title: 'dcmm', state: 'held' }
		]);
	});

	test('a title is taken with its level, issuer, both days and whether it was the first', () => {
		const fields = [
			['titles.cmmm.state', 'held'],
			['titles.cmmm.level', 'level-3'],
			['titles.cmmm.issuer', ' 某评估机构 '],
			['titles.cmmm.awarded', '2023年6月30日'],
			['titles.cmmm.expires', '2026/6/29'],
			['titles.cmmm.first', 'true']
		] as const;
		const record = {
			title: 'cmmm',
			state: 'held',
			level: 'level-3',
			issuer: '某评估机构',
			awarded: '2023-06-30',
			expires: '2026-06-29',
			first: true
		};
		expect(support(fields, nothing).titles).toEqual([record]);
		const again = support([['titles.cmmm.state', 'held']], { ...nothing, titles: [record] });
		expect(again.titles).toEqual([
			{ title: 'cmmm', state: 'held', level: 'level-3', issuer: '某评估机构', first: true }
		]);
	});

	test('takes an area where the page asks for one', () => {
		const said = { ...nothing, facts: { area: '320903', size: 'small' } };
		const fields = [['region', '320000'] as const, ['region', '320900'] as const];
		expect(support(fields, said).facts).toEqual({ area: '320900', size: 'small' });
		expect(support([], said).facts).toEqual(said.facts);
	});

	test('takes the facts that the page asked for, and whether an award was the first', () => {
		const fields = [
			['facts.in-cultivation-library', 'true'],
			['facts.service-sales', '一百万'],
			['titles.provincial-leading-provider.state', 'held'],
			['titles.provincial-leading-provider.first', 'false']
		] as const;
		const said = support(fields, { ...nothing, facts: { area: '320903' } });
		expect(said.facts).toEqual({
			area: '320903',
			'in-cultivation-library': true,
			'service-sales': '一百万'
		});
		expect(said.titles).toEqual([
			{ title: 'provincial-leading-provider', state: 'held', first: false }
		]);
	});
});

test('a step that does not exist changes nothing', () => {
	const said = { ...nothing, name: '甲' };
	expect(read('elsewhere', [['name', '乙']], said)).toBe(said);
	expect(read('result', [['name', '乙']], said)).toBe(said);
});

test.each([
	['2024-10-15', '2024-10-15'],
	['２０２４/1/5', '2024-01-05'],
	['2024年12月31日', '2024-12-31'],
	['20241231', '2024-12-31'],
	['2023-02-29', '2023-02-29'],
	['昨天', '昨天']
])('a day typed as %s is %s', (typed, day) => {
	expect(readDay(typed)).toBe(day);
});
