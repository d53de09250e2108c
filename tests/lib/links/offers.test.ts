import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { CaseFile } from '#lib/diagnosis/case-file.ts';
import { openDossier } from '#lib/diagnosis/dossier.ts';
import { contentOf, openContent as openInBrowser } from '#lib/journey/content.ts';
import { readBeside, writeBeside } from '#lib/journey/beside.ts';
import { openDevice } from '#lib/journey/device.ts';
import { sheetsBeside, withOthers } from '#lib/journey/others.ts';
import { openPage } from '#lib/journey/page.ts';
import { nothingSupposed } from '#lib/journey/supposed.ts';
import { followGo } from '#lib/journey/taking.ts';
import { offersTo } from '#lib/links/offers.ts';
import { originOf } from '#lib/links/origins.ts';
import { reportBlocks } from '#lib/report/report.ts';
import { parseYaml } from '#lib/library/yaml.ts';
import { openRegions } from '#lib/regions.ts';
import { pickerTables, zonesOf } from '#server/areas.ts';
import { openContent } from '../../../scripts/content.ts';

const library = openContent();
const sample = 'examples/yancheng-caster.yaml';
const caster = parseYaml(readFileSync(sample, 'utf8'), sample) as CaseFile;
const sme = 'sme-digital-level@2024';
const dongguan = 'dongguan-industrial-internet@2026';
const twoIntegration = 'two-integration@2026';
const secondIntegration = 'two-integration@2026-2';
const yancheng = 'yancheng-diagnosis@2026';
const maturity = 'smart-manufacturing@2026';
const gradient = 'smart-factory-gradient@2025';
const regions = openRegions(pickerTables(zonesOf(library.catalogue)));
const day = '2024-10-15';
const take = `take-all.${sme}`;

const worldOf = (ref: string, ...beside: CaseFile[]) => {
	const { edition } = library.editions.get(ref)!;
	return { library, edition, regions, today: day, beside };
};
const offered = (ref: string, said: CaseFile, ...beside: CaseFile[]) =>
	openPage(worldOf(ref, ...beside), { said, step: 'about', day }, 'zh-cn').offered!;
const after = (said: CaseFile, go: string, ...beside: CaseFile[]) => {
	const world = worldOf(said.questionnaire, ...beside);
	return followGo(world, { said, step: 'about', day }, nothingSupposed, go).turn.said;
};
const sheet = (questionnaire: string, answers: object): CaseFile => ({ questionnaire, answers });
const nothing = { questionnaire: dongguan };
/** What other sheets say of one question. */
const say = (ref: string, question: string, ...beside: CaseFile[]) =>
	offersTo(worldOf(ref, ...beside), { questionnaire: ref })
		.filter((offer) => offer.question === question)
		.map(({ answers, settled }) => ({ answers, settled }));

describe('the sheet of the caster answers, of the Dongguan questionnaire,', () => {
	// 30 of 120 machines are connected: 25 %, which lies in the band of 20 to 40 % of both. Everything else
	// leaves rungs open: eight scenes, and the network of the workshop.
	test('one of 14 questions, leaves 9 to be confirmed and fills in one set of figures', () => {
		const { sheets, questionCount } = offered(dongguan, nothing, caster);
		const [{ settled, open, figures, name, left }] = sheets as [(typeof sheets)[number]];
		expect({ questionCount, left, name, of: sheets.length }).toEqual({
			questionCount: 14,
			left: 2,
			name: '示例压铸有限公司',
			of: 1
		});
		expect(settled.map(({ place, answers, answer }) => [place.anchor, answers, answer])).toEqual([
			['connected-rate', ['20 %以上至40 %'], '20 %以上至40 %']
		]);
		expect(figures.map(({ answers }) => answers)).toEqual([
			['生产设备总台数 120 台；其中已联网设备 30 台']
		]);
		expect(open.map(({ place }) => place.anchor)).toEqual([
			...['networks', 'product-process-design', 'planning-scheduling', 'production-execution'],
			...['quality-control', 'equipment-maintenance', 'warehousing-logistics', 'energy-safety'],
			'supply-sales'
		]);
	});

	test('and none of it counts before it is taken over', () => {
		const at = (beside: CaseFile[]) =>
			openPage(worldOf(dongguan, ...beside), { said: nothing, step: 'about', day }, 'zh-cn').live;
		expect(at([caster])).toEqual(at([]));
	});

	test('what follows is taken over at once, with where it came from, and nothing else', () => {
		const said = after(nothing, take, caster);
		const from = { from: sme, question: 'connected-rate', answer: 'to-40' };
		expect(said.answers).toEqual({
			equipment: { total: 120, connected: 30 },
			'connected-rate': 'to-40'
		});
		expect(originOf(said, 'connected-rate')).toEqual({ ...from, gave: 'to-40' });
		// What is known of the enterprise goes along.
		expect(said).toMatchObject({
			name: caster.name,
			facts: caster.facts,
			projects: caster.projects
		});
		expect(offered(dongguan, said, caster).sheets[0]!.left).toBe(0);
	});

	test('what has to be confirmed is taken over one by one, and only where one answer is left', () => {
		// product-design 2 speaks for 2, process-design 1 for 1: two buttons, neither pressed by itself.
		const go = `take.product-process-design.${sme}.process-design`;
		const said = after(nothing, go, caster);
		expect(said.answers).toEqual({ 'product-process-design': 1 });
		const fields = offered(dongguan, said, caster).questions['product-process-design']!;
		expect(fields.map(({ state, question }) => [state, question])).toEqual([
			['taken', '工艺设计'],
			['differs', '产品设计']
		]);
		// scheduling 2 leaves 1 and 2 open.
		expect(after(nothing, `take.planning-scheduling.${sme}.scheduling`, caster)).toEqual(nothing);
	});
});

/** What a sheet settles, leaves to be confirmed and fills in, by question. */
const answered = (ref: string, beside: CaseFile) => {
	const { sheets, questionCount } = offered(ref, { questionnaire: ref }, beside);
	const [{ settled, open, figures }] = sheets as [(typeof sheets)[number]];
	const [settles, leaves, fills] = [settled, open, figures].map((lines) =>
		lines.map(({ place }) => place.anchor)
	);
	return { questionCount, settles, leaves, fills };
};
const worked = (ref: string, start: string): CaseFile => {
	const { cases } = library.editions.get(ref)!;
	return sheet(ref, cases.find(({ name }) => name.startsWith(start))!.answers);
};

describe('of the 19 questions of the Yancheng diagnosis', () => {
	// Tools, pass rate and revenue per head are the same questions. Without design tools it may design all
	// the same; rungs and days of stock must be confirmed; ticked functions are no yes or no.
	test('a worked case of the second edition of two-integration settles 3 and leaves 7', () => {
		const case3 = worked(secondIntegration, '基础建设3分');
		expect(answered(yancheng, case3)).toEqual({
			questionCount: 19,
			settles: ['digital-design-tools', 'quality-trend', 'efficiency-trend'],
			leaves: [
				...['upgrade-plan', 'industrial-security', 'data-collection', 'energy-control'],
				...['safety-inspection', 'has-design', 'stock-trend']
			],
			fills: []
		});
		const said = after({ questionnaire: yancheng }, `take-all.${secondIntegration}`, case3);
		expect(said.answers).toEqual({
			'digital-design-tools': 'no',
			'quality-trend': 'down',
			'efficiency-trend': 'down'
		});
	});

	// Energy and the environment are one question of the first edition; "yes" to digital management goes over.
	test('a sheet of its first edition settles digital management, which the second has not', () => {
		const answers = { 'energy-environment': 2, 'digital-management': 'yes' };
		expect(answered(yancheng, sheet(twoIntegration, answers))).toEqual({
			questionCount: 19,
			settles: ['digital-management'],
			leaves: ['energy-control'],
			fills: []
		});
		// Of the second edition neither question exists, so that nothing is left of the sheet.
		const none = sheet(secondIntegration, answers);
		expect(offered(yancheng, { questionnaire: yancheng }, none).sheets).toEqual([]);
	});

	// It designs with CAD: level two. "Several links" have systems, which may or may not be the main ones.
	test('the sheet of the caster settles 1 and leaves 8', () => {
		expect(answered(yancheng, caster)).toEqual({
			questionCount: 19,
			settles: ['digital-design-tools'],
			leaves: [
				...['upgrade-plan', 'energy-control', 'safety-inspection', 'digital-management'],
				...['has-design', 'quality-trend', 'efficiency-trend', 'cost-trend']
			],
			fills: []
		});
	});

	test('whether anything is designed follows from tools in use, and not from tools missing', () => {
		const tools = (answer: string) =>
			say(yancheng, 'has-design', sheet(secondIntegration, { 'digital-design-tools': answer }));
		expect([tools('yes'), tools('no')]).toEqual([
			[{ answers: ['yes'], settled: true }],
			[{ answers: ['yes', 'no'], settled: false }]
		]);
	});
});

describe('a sheet of the Yancheng diagnosis', () => {
	const said = {
		'key-processes': { total: 40, controlled: 25 },
		'digital-management': 'yes',
		'has-design': 'no',
		'digital-design-tools': 'yes',
		'two-years': {
			'revenue-now': 5200,
			'revenue-before': 5000,
			'staff-now': 100,
			'staff-before': 100,
			'stock-now': 260,
			'stock-before': 300
		},
		'efficiency-trend': 'up',
		'stock-trend': 'down'
	};

	// 5 + 13 + 5 + 4 + 3 + 5 + 2 questions. Who designs nothing uses no tools, whatever was ticked before that
	// question fell away. Stock in revenue is not the days of stock, so that its fall must be confirmed.
	test('gives two-integration counts, revenue and staff as they stand, and what follows from them', () => {
		const here = sheet(yancheng, said);
		expect(answered(secondIntegration, here)).toEqual({
			questionCount: 37,
			settles: ['revenue-per-head', 'digital-design-tools'],
			leaves: ['stock-days'],
			fills: ['sales-revenue', 'staff-energy', 'key-processes']
		});
		const blank = { questionnaire: secondIntegration };
		expect(after(blank, `take-all.${yancheng}`, here).answers).toEqual({
			'sales-revenue': { 'last-year': 5200, 'year-before': 5000 },
			'staff-energy': { 'staff-last-year': 100, 'staff-year-before': 100 },
			'revenue-per-head': 'up',
			'key-processes': { total: 40, controlled: 25 },
			'digital-design-tools': 'no'
		});
	});
});

describe('statements of the maturity model', () => {
	// Twelve scenes and the plan stand beside one statement each; no level of them says "fully" by itself.
	test('are never settled by the sheet of the caster, which leaves 13 of 112', () => {
		expect(answered(maturity, caster)).toEqual({
			questionCount: 112,
			settles: [],
			leaves: [
				...['org-strategy-1', 'product-design-2', 'process-design-2', 'purchasing-2'],
				'operation-execution-2',
				...['operation-quality-2', 'equipment-management-2', 'warehousing-2'],
				...['safety-environment-2', 'energy-2', 'sales-2', 'customer-service-2', 'scheduling-3']
			],
			fills: []
		});
	});

	test.each([
		[dongguan, 'equipment-maintenance'],
		[twoIntegration, 'equipment-management'],
		[secondIntegration, 'asset-maintenance']
	])('checks, upkeep and spare parts in a system: %s %s says the same', (ref, question) => {
		const statement = 'equipment-management-2';
		expect(say(maturity, statement, sheet(ref, { [question]: 2 }))).toEqual([
			{ answers: ['full'], settled: true }
		]);
		// The way back leaves the rung above it open.
		expect(say(ref, question, sheet(maturity, { [statement]: 'full' }))).toEqual([
			{ answers: [2, 3], settled: false }
		]);
	});

	test('designing with computer aids settles the tools only where it is fully met', () => {
		const tools = (met: string) =>
			say(
				secondIntegration,
				'digital-design-tools',
				sheet(maturity, { business: ['product-design'], 'product-design-1': met })
			);
		expect([tools('full'), tools('mostly')]).toEqual([
			[{ answers: ['yes'], settled: true }],
			[{ answers: ['yes', 'no'], settled: false }]
		]);
	});
});

describe('the smart factory gradient', () => {
	test('takes artificial intelligence from the levels that name it, and from no other', () => {
		const tried = (question: string, level: number) =>
			say(gradient, 'artificial-intelligence', sheet(sme, { [question]: level }));
		for (const question of ['production-control', 'decision-support']) {
			expect(tried(question, 4)).toEqual([{ answers: ['yes'], settled: true }]);
			expect(tried(question, 3)).toEqual([{ answers: ['yes', 'no'], settled: false }]);
		}
		// Quality of level four may be a model or a camera.
		expect(tried('quality-management', 4)).toEqual([]);
	});

	test('takes no maturity level from the sheet that ends with one', () => {
		const whole = library.editions.get(maturity)!.cases.map(({ answers }) => answers);
		for (const answers of whole) {
			expect(say(gradient, 'cmmm-self-level', sheet(maturity, answers))).toEqual([]);
		}
	});
});

describe('questions that two-integration split, merged or renamed', () => {
	// The office has flows in a platform, staff is not in a system: both must be reached, so rung 0 is left.
	test('staff and office work are one question: staff without a system leaves the lowest rung', () => {
		const office = sheet(sme, { 'human-resources': 0, 'collaborative-office': 2 });
		expect(say(secondIntegration, 'administration', office)).toEqual([
			{ answers: [0], settled: false },
			{ answers: [0, 1, 2], settled: false }
		]);
		expect(say(twoIntegration, 'office', office)).toEqual([{ answers: [2], settled: true }]);
	});

	test('energy of another instrument answers energy and says nothing of the environment', () => {
		const energy = sheet(sme, { 'energy-management': 2 });
		expect(say(secondIntegration, 'energy', energy)).toEqual([{ answers: [1, 2], settled: false }]);
		expect(say(secondIntegration, 'environment', energy)).toEqual([]);
		expect(say(twoIntegration, 'energy-environment', energy)).toEqual([
			{ answers: [1, 2], settled: false }
		]);
	});

	test('maintenance keeps its rungs under its new name', () => {
		const kept = sheet(dongguan, { 'equipment-maintenance': 2 });
		for (const [ref, name] of [
			[twoIntegration, 'equipment-management'],
			[secondIntegration, 'asset-maintenance']
		] as const) {
			expect(say(ref, name, kept)).toEqual([{ answers: [2], settled: true }]);
		}
	});
});

describe('a rate in other bands', () => {
	test.each([
		[sme, 'to-10', dongguan, ['to-20']],
		[sme, 'to-20', dongguan, ['to-20']],
		[sme, 'to-100', dongguan, ['to-80', 'to-100']],
		[dongguan, 'to-20', sme, ['to-10', 'to-20']],
		[dongguan, 'to-80', sme, ['to-100']],
		[dongguan, 'to-100', sme, ['to-100']]
	])('%s %s is in %s one of %j', (from, band, to, answers) => {
		expect(say(to, 'connected-rate', sheet(from, { 'connected-rate': band }))).toEqual([
			{ answers, settled: answers.length === 1 }
		]);
	});

	test('is offered as the figures choose it, not as it was given', () => {
		// 90 of 100 is over 60 %; 20 to 40 % was chosen.
		const answers = { equipment: { total: 100, connected: 90 }, 'connected-rate': 'to-40' };
		expect(say(dongguan, 'connected-rate', sheet(sme, answers))).toEqual([
			{ answers: ['to-80', 'to-100'], settled: false }
		]);
	});
});

describe('one direction only', () => {
	test('who designs with CAD uses such tools; who uses such tools may stand at any level', () => {
		const tools = 'digital-design-tools';
		expect(say(twoIntegration, tools, sheet(sme, { 'product-design': 3 }))).toEqual([
			{ answers: ['yes'], settled: true }
		]);
		expect(say(sme, 'product-design', sheet(twoIntegration, { [tools]: 'yes' }))[0]).toEqual({
			answers: [0, 1, 2, 3, 4],
			settled: false
		});
		// Not even CAD: level 0. It is offered and has to be confirmed, since the question is the broader one.
		expect(say(sme, 'product-design', sheet(twoIntegration, { [tools]: 'no' }))[0]).toEqual({
			answers: [0],
			settled: false
		});
	});
});

describe('nothing is offered', () => {
	test('from a sheet of another enterprise', () => {
		const other = { ...nothing, name: '另一家厂' };
		expect(offered(dongguan, other, caster).sheets).toEqual([]);
		expect(after(other, take, caster)).toEqual(other);
		const codes = [{ creditCode: '91320900000000001X' }, { creditCode: '913209000000000028' }];
		expect(
			offered(dongguan, { ...nothing, ...codes[0] }, { ...caster, ...codes[1] }).sheets
		).toEqual([]);
		// The same code under an old name is the same enterprise.
		expect(
			offered(dongguan, { ...other, ...codes[0] }, { ...caster, ...codes[0] }).sheets.length
		).toBe(1);
	});

	test('twice: of sheets of two enterprises, the one taken over decides whose this sheet is', () => {
		const other = { ...sheet(twoIntegration, { 'digital-design-tools': 'yes' }), name: '另一家厂' };
		// A blank sheet may become that of either, and never of both.
		const from = (said: CaseFile) =>
			offered(dongguan, said, caster, other).sheets.map(({ name }) => name);
		expect(from(nothing)).toEqual([caster.name, other.name]);
		const said = after(nothing, take, caster, other);
		expect([said.name, from(said)]).toEqual([caster.name, [caster.name]]);
		expect(after(said, `take-all.${twoIntegration}`, caster, other)).toEqual(said);
	});

	test('from a sheet of the same questionnaire, of one that does not exist, or from nonsense', () => {
		for (const one of [
			sheet(dongguan, { 'connected-rate': 'to-40' }),
			sheet('sme-digital-level@1999', { 'connected-rate': 'to-40' }),
			sheet(sme, { 'connected-rate': 'to-41', equipment: { total: 'many' }, scheduling: [2] }),
			{ questionnaire: sme, answers: 'x' }
		]) {
			expect(offered(dongguan, nothing, one).sheets).toEqual([]);
		}
	});

	test('where two sheets settle different things: both are shown, neither is taken over', () => {
		const here = sheet(sme, { 'system-coverage': 'full', 'product-design': 1 });
		const there = sheet(dongguan, { 'product-process-design': 2 });
		const said = after({ questionnaire: twoIntegration }, take, here, there);
		// Both say that digital design tools are in use.
		expect(said.answers).toEqual({ 'digital-management': 'yes', 'digital-design-tools': 'yes' });
		const [one, other] = [20, 30].map((connected) =>
			sheet(sme, { equipment: { total: 100, connected } })
		) as [CaseFile, CaseFile];
		expect(after(nothing, take, one, other).answers).toBeUndefined();
		expect(offered(dongguan, nothing, one, other).questions.equipment!.length).toBe(2);
	});
});

describe('an answer that was given', () => {
	const given = sheet(dongguan, {
		'connected-rate': 'to-80',
		equipment: { total: 100, collecting: 5 }
	});

	test('stays, and the difference is told', () => {
		expect(after(given, take, caster).answers).toEqual(given.answers);
		const { questions } = offered(dongguan, given, caster);
		expect(questions['connected-rate']).toMatchObject([{ state: 'differs' }]);
		expect(questions.equipment).toMatchObject([{ state: 'differs' }]);
	});

	test('is replaced where that is asked for, figures beside it stay', () => {
		const said = after(given, `take.equipment.${sme}.equipment`, caster);
		expect(said.answers).toEqual({
			'connected-rate': 'to-80',
			equipment: { total: 120, connected: 30, collecting: 5 }
		});
	});

	test('that was taken over, while the other sheet says something else now, differs', () => {
		const said = after(nothing, take, caster);
		const now = sheet(sme, { equipment: { total: 120, digital: 66, connected: 60 } });
		const { questions } = offered(dongguan, said, now);
		// Taken from there once, 30 machines; there are 60 by now, half of them.
		expect(questions.equipment!.map(({ state }) => state)).toEqual(['taken', 'differs']);
		expect(questions['connected-rate']).toMatchObject([
			{ state: 'taken', answer: '20 %以上至40 %' },
			{ state: 'differs', answers: ['40 %以上至60 %'] }
		]);
	});

	test('that was taken over and then changed tells no origin any more', () => {
		const said = after(nothing, take, caster);
		const changed = {
			...said,
			answers: { ...(said.answers as object), 'connected-rate': 'to-60' }
		};
		expect(originOf(changed, 'connected-rate')).toBeUndefined();
		expect(originOf(changed, 'equipment')).toMatchObject({ from: sme });
	});
});

test('the report says beside the answer where it was taken over from', () => {
	const said = after(nothing, take, caster);
	for (const [locale, words] of [
		[
			'zh-cn',
			'20 %以上至40 %（沿用自《中小企业数字化水平评测指标（2024年版）》答卷：20 %以上至40 %）'
		],
		['en', 'Over 20 %, up to 40 % (taken over from the sheet of “']
	] as const) {
		const blocks = reportBlocks(openDossier(library, said, day), library, locale, {
			printedOn: day
		});
		expect(JSON.stringify(blocks)).toContain(words);
	}
});

describe('in a browser', () => {
	const storage = () => {
		const entries = new Map<string, string>();
		return {
			getItem: (key: string) => entries.get(key) ?? null,
			setItem: (key: string, value: string) => void entries.set(key, value),
			removeItem: (key: string) => void entries.delete(key),
			key: (place: number) => [...entries.keys()][place] ?? null,
			get length() {
				return entries.size;
			}
		};
	};
	const own = openInBrowser(contentOf(library, dongguan));
	const linked = [sme, twoIntegration].map((ref) => ({ ref, content: ref }));
	const fetched = (ref: string) => Promise.resolve(contentOf(library, ref));

	test('the sheet on the device is offered as on the server', async () => {
		const held = storage();
		openDevice(sme, () => held).save({ questionnaire: sme }, caster);
		const beside = sheetsBeside('', () => held);
		const browser = await withOthers(own, linked, beside, fetched);
		expect([...browser.editions.keys()]).toEqual([dongguan, sme]);
		const world = { ...worldOf(dongguan, ...beside), library: browser };
		const here = openPage(world, { said: nothing, step: 'about', day }, 'zh-cn').offered;
		expect(here).toEqual(offered(dongguan, nothing, caster));
	});

	test('a sheet that was sent along goes before the one on the device', () => {
		const held = storage();
		openDevice(sme, () => held).save({ questionnaire: sme }, caster);
		const sent = sheet(sme, { scheduling: 1 });
		expect(sheetsBeside(writeBeside([sent]), () => held)).toEqual([sent]);
	});

	test('where the other questionnaire cannot be fetched, all else works', async () => {
		const browser = await withOthers(own, linked, [caster], () =>
			Promise.reject(new Error('gone'))
		);
		expect([...browser.editions.keys()]).toEqual([dongguan]);
		const world = { ...worldOf(dongguan, caster), library: browser };
		const { offered, live } = openPage(world, { said: nothing, step: 'about', day }, 'zh-cn');
		expect([offered?.sheets, live.left]).toEqual([[], 14]);
	});
});

test.each([
	['no JSON', '{'],
	['no list', '{}'],
	['no sheet', '[1]'],
	['a field that no sheet has', '[{"questionnaire":"a@1","more":1}]'],
	['two sheets of one questionnaire', '[{"questionnaire":"a@1"},{"questionnaire":"a@1"}]'],
	[
		'more sheets than anybody fills in',
		JSON.stringify(Array.from({ length: 21 }, (_, i) => ({ questionnaire: `a@${i}` })))
	]
])('sheets that travel are refused as a whole where there is %s', (_, text) => {
	expect(readBeside(text)).toBeUndefined();
});
