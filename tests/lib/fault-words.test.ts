import { expect, test } from 'vitest';
import { faultWords } from '#lib/words/fault.ts';
import { diagnose } from '#scoring';
import { openContent } from '../../scripts/content.ts';

const library = openContent();
const { edition } = library.editions.get('sme-digital-level@2024')!;
const { catalogue } = library;

/** What the fields of a sheet are told that are wrong, by path. */
function told(said: Parameters<typeof diagnose>[1], locale: 'zh-cn' | 'en') {
	const { faults } = diagnose({ edition, documents: [], catalogue }, said, '2024-10-15');
	return faults.map((fault) => [fault.path, faultWords(fault, edition, catalogue, locale)]);
}

test('a figure is told its range, its unit, and what it may not exceed', () => {
	const answers = { equipment: { total: 10, connected: 11 } };
	expect(told({ answers }, 'zh-cn')).toEqual([
		[
			'answers.equipment.connected',
			'请填写 0 到 1,000,000 之间的整数，单位台，且不超过“生产设备总台数”。'
		]
	]);
	expect(told({ answers: { equipment: { total: 'many' } } }, 'en')).toEqual([
		['answers.equipment.total', 'Please give a whole number from 0 to 1,000,000 (machines).']
	]);
});

test('money, days and choices are told what they expect', () => {
	const said = {
		answers: { scheduling: 'five' },
		facts: { area: '999999' },
		projects: [{ years: { '2024': { loan: -1 } } }],
		titles: [{ title: 'star-cloud', awarded: '2023-02-29' }]
	};
	expect(told(said, 'zh-cn')).toEqual([
		['answers.scheduling', '请从列出的选项中选择。'],
		['facts.area', '请从列出的选项中选择。'],
		[
			'projects.0.years.2024.loan',
			'请填写 0 到 1,000,000,000 之间的数（最多 6 位小数），单位万元。'
		],
		['titles.0.awarded', '请填写存在的日期，如 2024-12-31。']
	]);
});

test('what no field stands for is told that it cannot be read', () => {
	expect(told({ answers: { nowhere: 1 } }, 'en')).toEqual([
		['answers', 'This entry cannot be read; please fill it in again.']
	]);
});
