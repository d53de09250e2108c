import { readFileSync } from 'node:fs';
import { describe as suite, expect, test } from 'vitest';
import type { CaseFile } from '#lib/diagnosis/case-file.ts';
import { describe } from '#lib/diagnosis/describe.ts';
import { openDossier } from '#lib/diagnosis/dossier.ts';
import { weakCapabilities } from '#lib/diagnosis/share.ts';
import { openPage } from '#lib/journey/page.ts';
import type { ResultPage } from '#lib/journey/result-page.ts';
import type { SupportPage } from '#lib/journey/support-page.ts';
import { parseYaml } from '#lib/library/yaml.ts';
import { openRegions } from '#lib/regions.ts';
import { reportBlocks } from '#lib/report/report.ts';
import { leafWords } from '#lib/words/condition.ts';
import { diagnose, type Locale } from '#scoring';
import { pickerTables, zonesOf } from '#server/areas.ts';
import { openContent } from '../../scripts/content.ts';

/** What is said of the measures of a day: near misses, what to ask first, in which order, and why. */
const library = openContent();
const documents = [...library.documents.values()].map((one) => one.document);
const sample = 'examples/yancheng-caster.yaml';
const caster = parseYaml(readFileSync(sample, 'utf8'), sample) as CaseFile;
const { edition } = library.editions.get(caster.questionnaire)!;
const regions = openRegions(pickerTables(zonesOf(library.catalogue)));
const day = '2024-10-15';
const world = { library, edition, regions, today: day };

const page = <T>(step: string, said: CaseFile, locale: Locale = 'zh-cn', on = day) =>
	openPage(world, { said, step, day: on }, locale).body as T;
const result = (said: CaseFile, locale?: Locale, on?: string) =>
	page<ResultPage>('result', said, locale, on).measures;
const linesOf = (said: CaseFile, locale?: Locale, on?: string) =>
	result(said, locale, on).groups.flatMap(({ outcome, measures }) =>
		measures.map((one) => ({ outcome, ...one }))
	);
const lineOf = (ref: string, said: CaseFile, locale?: Locale, on?: string) =>
	linesOf(said, locale, on).find((one) => one.ref === ref)!;
const shell = (said: CaseFile, locale: Locale) =>
	describe(diagnose({ edition, documents, catalogue: library.catalogue }, said, day), {
		edition,
		documents,
		capabilities: library.capabilities,
		projects: ['甲', '乙'],
		names: { catalogue: library.catalogue, edition, editions: [edition] },
		locale
	});
const factsOf = (said: CaseFile, locale: Locale) =>
	reportBlocks(openDossier(library, said, day), library, locale, { printedOn: day }).flatMap(
		(block) => (block.kind === 'facts' ? block.facts : [])
	);

/** 430 万元 of 500 in a smart upgrade, and a project that is none; not in the library of benchmarks. */
const missing: CaseFile = {
	questionnaire: edition.ref,
	facts: { area: '320903', applicant: 'manufacturer', 'in-cultivation-library': false },
	projects: [
		{
			name: '甲',
			facts: { 'smart-upgrade': true },
			years: { '2024': { 'effective-investment': 430, loan: 0 } }
		},
		{
			name: '乙',
			facts: { 'smart-upgrade': false },
			years: { '2024': { 'effective-investment': 430, loan: 0 } }
		}
	],
	titles: [{ title: 'star-cloud', level: 'four-star', awarded: '2023-05-01' }]
};
const investment = 'yancheng-2022/effective-investment';
const short = {
	'zh-cn': '年度有效投入：不低于 500万元（现为 430万元，差 70万元）',
	en: 'Effective investment of the year: at least CNY 5,000,000 (there is CNY 4,300,000, short by CNY 700,000)'
};

suite('a near miss', () => {
	test.each(['zh-cn', 'en'] as const)('is told on the page, by project: %s', (locale) => {
		const { outcome, units } = lineOf(investment, missing, locale);
		expect(outcome).toBe('unmet');
		// What is no smart upgrade does not become one by spending.
		expect(units.map(({ title, change }) => [title, change])).toEqual([
			['甲 · 2024', [short[locale]]],
			['乙 · 2024', []]
		]);
	});

	test('of a title is the lowest level that will do; of a yes or no the other', () => {
		expect(lineOf('yancheng-2022/five-star-cloud', missing).units[0]!.change).toEqual([
			'省星级上云企业（五星级及以上）：在政策有效期内获得'
		]);
		expect(lineOf('yancheng-2022/adviser', missing).units[0]!.change).toEqual([
			'已入标杆企业培育库：是（现为 否）'
		]);
	});

	test('more than nothing is short of nothing that could be said', () => {
		expect(lineOf('yancheng-2022/loan-interest', missing).units[0]!.change).toEqual([
			'项目贷款额：高于 0万元（现为 0万元）'
		]);
	});

	test.each(['zh-cn', 'en'] as const)('is told in the report and the shell: %s', (locale) => {
		const title = { 'zh-cn': '最小的改变', en: 'The smallest change that would meet it' }[locale];
		const told = factsOf(missing, locale).filter(({ term }) => term === title);
		expect(told.map(({ value }) => value)).toContain(short[locale]);
		const nothing = {
			'zh-cn': '差在行动改变不了的条件上',
			en: 'what is not met cannot be changed by acting'
		};
		const lines = shell(missing, locale);
		expect(lines).toContain(`      → 甲 · 2024 · ${title}: ${short[locale]}`);
		expect(lines).toContain(`      → 乙 · 2024 · ${title}: ${nothing[locale]}`);
	});
});

suite('the order of recommendations', () => {
	test('the weak capabilities of the example, with all that tie with the third', () => {
		const trace = diagnose(
			{ edition, documents: [], catalogue: library.catalogue },
			caster,
			day
		).trace!;
		const weak = weakCapabilities(edition, trace).map(({ id, share }) => [
			id,
			Math.round(share * 1000)
		]);
		expect(weak).toEqual([
			// 90 / 9000 = 1 %: 0 of 7.5 points.
			['funding', 0],
			// Marketing 1, after sales 1, finance 3, staff 2, office 1, decisions 0: 8 of 24.
			['management', 333],
			// (2 of 4 + 1 of 4) ÷ 2 each: the third lowest three times.
			['security', 375],
			['design', 375],
			['energy-safety', 375]
		]);
	});

	test('what strengthens funding first, then by the most, then what states no sum', () => {
		const order = (outcome: string) =>
			linesOf(caster).flatMap((one) => (one.outcome === outcome ? one.ref.split('/')[1]! : []));
		// Funding: bank-products, leasing (500), loan-interest (200), green-channel; the rest by its sum.
		expect(order('met')).toEqual(['bank-products', 'effective-investment', 'free-diagnosis']);
		expect(order('unknown')).toEqual([
			...['leasing', 'loan-interest', 'green-channel'],
			...['national-benchmark', 'provincial-benchmark'],
			// 50 万元 each, and they end on one day: by name.
			...['first-set-equipment', 'five-star-cloud', 'scene-case', 'training-base'],
			'adviser'
		]);
	});

	test('every recommendation says why it stands there, on the page, in the report and the shell', () => {
		const reason = '针对较弱的能力：资金；最多500万元；2024年12月31日截止';
		expect(lineOf('yancheng-2022/leasing', caster).rank).toBe(reason);
		expect(lineOf(investment, caster, 'en').rank).toBe(
			'addresses nothing weak; at most CNY 500,000; ends 31 December 2024'
		);
		const places = factsOf(caster, 'zh-cn').filter(({ term }) => term === '排序');
		expect(places[0]!.value).toBe('针对较弱的能力：资金；没有可比的金额；2024年12月31日截止');
		expect(shell(caster, 'zh-cn')).toContain(`      排序: ${reason}`);
	});

	test('the report lists what is met in the same order', () => {
		const blocks = reportBlocks(openDossier(library, caster, day), library, 'zh-cn', {
			printedOn: day
		});
		const met = blocks.flatMap((block) =>
			block.kind === 'table' && block.caption.endsWith('符合条件的措施')
				? block.rows.map(({ cells }) => cells[0])
				: []
		);
		expect(met).toEqual(['专属金融产品', '项目有效投入补助', '免费诊断服务']);
	});
});

suite('what to ask first', () => {
	test('the page asks one thing for the most money first, and what takes three last', () => {
		const { order, projects, titles } = page<SupportPage>('support', caster);
		expect(order.slice(0, 2)).toEqual(['projects', 'provincial-first-set']);
		expect(order.slice(-6)).toEqual([
			...['national-smart-factory', 'national-industrial-internet-pilot'],
			...['national-integration-pilot', 'provincial-industrial-internet-platform'],
			...['provincial-industrial-internet-factory', 'provincial-smart-factory']
		]);
		// The leasing fee (500) and the loan (200) are asked of the project.
		expect(projects).toMatchObject({
			why: ['融资租赁费用补助', '贷款贴息补助'],
			stake: '合计不超过700万元',
			decides: ['融资租赁费用补助', '贷款贴息补助']
		});
		const national = titles.filter(({ why }) => why.includes('国家级标杆奖励'));
		expect(national.map(({ stake, decides }) => [stake, decides])).toEqual([
			['合计不超过300万元', []],
			['合计不超过300万元', []],
			['合计不超过300万元', ['国家级标杆奖励']]
		]);
	});

	test('what was said and decides nothing more stands last', () => {
		const facts = { ...(caster.facts as object), 'in-cultivation-library': false };
		const { order } = page<SupportPage>('support', { ...caster, facts });
		expect(order.at(-1)).toBe('in-cultivation-library');
	});

	test('the shell lists the same', () => {
		const lines = shell(caster, 'en');
		const at = lines.indexOf('What to ask first:');
		expect(lines.slice(at + 1, at + 3)).toEqual([
			'  1. Finance leasing fees of the year → decides Support for finance leasing (up to CNY 5,000,000 in all)',
			'  2. Loan of the project → decides Interest subsidy on loans (up to CNY 2,000,000 in all)'
		]);
	});
});

suite('areas', () => {
	const located = (area: string | undefined): CaseFile => ({
		...caster,
		facts: { ...(caster.facts as object), area }
	});

	test('a zone that has no code is met, and is told by its name', () => {
		expect(lineOf(investment, located('320900-yannan'))).toMatchObject({
			outcome: 'met',
			amount: '50万元'
		});
		const names = { catalogue: library.catalogue, editions: [] };
		const leaf = { fact: 'area', within: ['320900-yannan', '320971'] };
		expect(leafWords(leaf, names, 'zh-cn').needed).toBe('盐南高新区、盐城经济技术开发区');
		expect(regions.path('320900-yannan').at(-1)).toBe('盐南高新区');
	});

	test.each([
		['zh-cn', '请查看本县（市）自己的政策措施；本文件要求其标准不低于这里的标准。'],
		['en', "See the county's own measures, which the document wants not lower than these."]
	] as const)('a county is told to look at its own measures: %s', (locale, said) => {
		const outside = result(located('320924'), locale).beside.find(
			({ outcome }) => outcome === 'out-of-area'
		)!;
		expect(outside.documents.find(({ id }) => id === 'yancheng-2022')!.elsewhere).toBe(said);
		expect(factsOf(located('320924'), locale).map(({ value }) => value)).toContain(said);
	});

	test('where only the city is known the town is asked for, and nothing is refused', () => {
		for (const area of ['320900', undefined]) {
			const line = lineOf(investment, located(area));
			expect(line).toMatchObject({ outcome: 'unknown', amount: '0–50万元' });
			expect(line.asks).toMatchObject([{ step: 'about', anchor: 'region' }]);
		}
		// A city without districts is one area: its towns need not be known.
		const inDongguan = linesOf(located('441900'));
		expect(inDongguan.some(({ ref }) => ref.startsWith('dongguan-2023/'))).toBe(true);
		expect(inDongguan.flatMap(({ asks }) => asks.map(({ anchor }) => anchor))).not.toContain(
			'region'
		);
	});
});

suite('titles', () => {
	const dcmm = (level: string, more: object = {}): CaseFile => ({
		questionnaire: edition.ref,
		facts: { area: '441900004', applicant: 'manufacturer' },
		titles: [{ title: 'dcmm', level, awarded: '2023-02-01', expires: '2026-01-31', ...more }]
	});
	const certificate = 'dongguan-2023/dcmm-certificate';

	test('a higher award after a lower one is an open question, shown as such', () => {
		const first = '“首次”是指第一次取得DCMM证书，还是每一级各算一次？';
		const later = lineOf(certificate, dcmm('level-3', { first: false }));
		expect(later.outcome).toBe('unknown');
		expect(later.open[0]).toContain(first);
		expect(later.asks).toEqual([]);
		// Zhanjiang's question does not decide the condition, and is shown all the same.
		const zhanjiang = { ...dcmm('level-3'), facts: { area: '440803', applicant: 'manufacturer' } };
		expect(lineOf('zhanjiang-2023/dcmm', zhanjiang as CaseFile).open.join()).toContain(
			'先获低一级、后获高一级的'
		);
	});

	test('one that has expired is held no more, and cannot be the first once again', () => {
		const expired = lineOf(certificate, dcmm('level-2', { first: true }), 'zh-cn', '2026-02-01');
		expect(expired.outcome).toBe('unmet');
		// Anew it would not be the first; whether that is enough the text leaves open.
		expect(expired.units[0]!.change).toEqual([
			'数据管理能力成熟度（DCMM）证书（二级（受管理级）及以上）：当日持有',
			expect.stringContaining('此外还不清楚：“首次”是指')
		]);
	});
});
