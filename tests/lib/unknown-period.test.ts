import { describe as suite, expect, test } from 'vitest';
import { describe } from '#lib/diagnosis/describe.ts';
import { openDossier } from '#lib/diagnosis/dossier.ts';
import { openPage } from '#lib/journey/page.ts';
import type { ResultPage } from '#lib/journey/result-page.ts';
import { openRegions } from '#lib/regions.ts';
import { reportBlocks } from '#lib/report/report.ts';
import { diagnose } from '#scoring';
import { pickerTables, zonesOf } from '#server/areas.ts';
import { openContent } from '../../scripts/content.ts';

/** An enterprise of Dongguan, whose document shows no days, with two recognised workshops. */
const library = openContent();
const { edition } = library.editions.get('sme-digital-level@2024')!;
const day = '2023-06-30';
const recognised = { 'recognised-smart-workshop': true, 'recognised-smart-factory': false };
const said = {
	questionnaire: edition.ref,
	facts: { area: '441900401', applicant: 'manufacturer' },
	projects: [
		{ name: '甲', facts: { ...recognised, 'actual-input': 1600 } },
		{ name: '乙', facts: { ...recognised, 'actual-input': 2400 } }
	]
};
const { note } = library.documents.get('dongguan-2023')!.document.data.inForce;
const workshop = 'dongguan-2023/smart-workshop';

suite('where a document shows no days', () => {
	test('the page says that it cannot be told, and why, and what it would be at most', () => {
		const regions = openRegions(pickerTables(zonesOf(library.catalogue)));
		const world = { library, edition, regions, today: day };
		const { body } = openPage(world, { said, step: 'result', day }, 'zh-cn');
		const { groups, documents } = (body as ResultPage).measures;
		const lines = groups.flatMap(({ outcome, measures }) =>
			measures.map((one) => ({ outcome, ...one }))
		);
		// 1600 × 25 % = 400, 2400 × 25 % = 600: 400 + 500 by one reading, 1000 cut to 500 by the other.
		expect(lines.find(({ ref }) => ref === workshop)).toMatchObject({
			outcome: 'unknown',
			periodUnknown: true,
			amount: '不超过900万元',
			readings: [
				{ text: '每个项目最高500万元', money: '不超过900万元' },
				{ text: '一家企业合计最高500万元', money: '不超过500万元' }
			],
			asks: []
		});
		expect(lines.find(({ ref }) => ref === 'dongguan-2023/smart-factory')).toMatchObject({
			outcome: 'unmet',
			periodUnknown: false
		});
		const noted = documents.filter((one) => one.note === note['zh-cn']);
		expect(noted.map(({ period }) => period)).toEqual(['? – ?']);
		// Guangdong's holds on the day; Yancheng's and Zhanjiang's do not reach it and are not listed.
		const others = documents.filter((one) => !noted.includes(one));
		expect(others.map(({ number, note: why }) => [number, why === undefined])).toEqual([
			['东工信函〔2021〕173号', false],
			['粤府〔2021〕45号', true]
		]);
	});

	test('the report says so beside the document, and prints a ceiling as one', () => {
		const dossier = openDossier(library, said, day);
		const blocks = reportBlocks(dossier, library, 'en', { printedOn: '2026-11-22' });
		const facts = blocks.flatMap((block) => (block.kind === 'facts' ? block.facts : []));
		expect(facts.map(({ value }) => value)).toContain(
			`a day not known to a day not known; not known whether it was in force on the day; ${note.en}`
		);
		expect(facts.map(({ value }) => value)).toContain(
			'500万元 for each project: up to CNY 9,000,000; 500万元 for the enterprise in all: up to CNY 5,000,000'
		);
	});

	test('the shell says so under the document, and names the documents of clauses alike', () => {
		const documents = [...library.documents.values()].map((one) => one.document);
		const { catalogue } = library;
		const lines = describe(diagnose({ edition, documents, catalogue }, said, day, true), {
			edition,
			documents,
			capabilities: library.capabilities,
			names: { catalogue, edition, editions: [edition], areaName: () => undefined },
			locale: 'zh-cn'
		});
		const { title } = library.documents.get('dongguan-2023')!.document.data;
		const at = lines.findIndex((line) => line === `  ${title['zh-cn']} · 未知 – 未知`);
		expect(lines[at + 1]).toBe(`      ${note['zh-cn']}`);
		const unknown = lines.findIndex((line) => line.startsWith('  还不能判断'));
		expect(lines[unknown + 1]).toBe(`   ${title['zh-cn']}`);
		expect(lines).toContain('    智能车间项目补助 (二(三)): 不超过900万元');
		expect(lines).toContain('      一家企业合计最高500万元: 不超过500万元');
	});

	test('a ceiling that no number of projects bounds has no upper end', () => {
		const open = { ...said, projects: undefined };
		const { diagnosis } = openDossier(library, open, day);
		const found = diagnosis.support.recommendations.find(({ measure }) => measure === workshop)!;
		expect(found.amount).toMatchObject({ low: 0, high: null, upTo: true });
		const blocks = reportBlocks(openDossier(library, open, day), library, 'zh-cn', {
			printedOn: '2026-11-22'
		});
		const facts = blocks.flatMap((block) => (block.kind === 'facts' ? block.facts : []));
		expect(facts.filter(({ value }) => value === '上限未定').length).toBeGreaterThan(0);
	});
});
