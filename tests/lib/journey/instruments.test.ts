import { describe, expect, test } from 'vitest';
import type { AboutPage } from '#lib/journey/about-page.ts';
import type { DimensionPage } from '#lib/journey/dimension-page.ts';
import { openPage } from '#lib/journey/page.ts';
import type { ResultPage } from '#lib/journey/result-page.ts';
import { stepsOf } from '#lib/journey/steps.ts';
import type { SupportPage } from '#lib/journey/support-page.ts';
import { openRegions } from '#lib/regions.ts';
import { locales, type Locale } from '#scoring';
import { pickerTables, zonesOf } from '#server/areas.ts';
import { openContent } from '../../../scripts/content.ts';

const library = openContent();
const regions = openRegions(pickerTables(zonesOf(library.catalogue)));
const day = '2026-11-22';
const title = 'dongguan-industrial-internet-demonstration';

/** A page of the journey with what a worked case says; its English name finds the case. */
function pageOf(ref: string, name: string, step: string, locale: Locale = 'zh-cn') {
	const { edition, cases } = library.editions.get(ref)!;
	const one = cases.find((each) => each.name.endsWith(`（${name}）`))!;
	const said = {
		questionnaire: ref,
		answers: one.answers,
		...(one.facts ? { facts: one.facts } : {}),
		...(one.titles ? { titles: one.titles } : {})
	};
	return openPage({ library, edition, regions, today: day }, { said, step, day }, locale);
}
const dongguan = (name: string, step: string) =>
	pageOf('dongguan-industrial-internet@2026', name, step);
const integration = (name: string, step: string) => pageOf('two-integration@2026', name, step);
const resultOf = ({ body }: ReturnType<typeof pageOf>) => body as ResultPage;
const marksOf = (ref: string, step: string) =>
	(pageOf(ref, 'an empty sheet', step).body as DimensionPage).marks;

describe.each([...library.editions.values()])(
	'every page of $edition.ref',
	({ edition, cases }) => {
		test.each(locales)('opens for every worked case, in %s', (locale) => {
			for (const { name } of cases) {
				const short = /（(.*)）$/.exec(name)![1]!;
				for (const step of stepsOf(edition)) {
					const { body, live } = pageOf(edition.ref, short, step, locale);
					const said = JSON.stringify([body, live]);
					expect([name, step, /undefined|NaN|\[object/.exec(said)]).toEqual([name, step, null]);
				}
			}
		});
	}
);

describe('what is counted by level comes from the edition', () => {
	test('Dongguan counts its eight scenes of three levels and marks none', () => {
		const { counted } = resultOf(dongguan('grade A, no decision by the authority', 'result'));
		expect(counted.map(({ id, title, marked, top }) => [id, title, marked, top])).toEqual([
			['scenes', '工业场景', undefined, 3]
		]);
		// 0, 2, 3, 2, 3, 1, 1, 0 as the case answers them.
		expect(counted[0]!.lines.map(({ low, high }) => [low, high])).toEqual(
			[0, 2, 3, 2, 3, 1, 1, 0].map((level) => [level, level])
		);
		expect(counted[0]!.lines.some(({ marked }) => marked)).toBe(false);
	});

	test('two-integration counts nothing by level', () => {
		expect(resultOf(integration('everything at the top', 'result')).counted).toEqual([]);
	});

	test('a set that lies within another is marked with its own title, on its own pages only', () => {
		expect(marksOf('sme-digital-level@2024', 'digital-operation')).toEqual(['约束性场景']);
		expect(marksOf('sme-digital-level@2024', 'digital-base')).toEqual([]);
		expect(marksOf('dongguan-industrial-internet@2026', 'scene-applications')).toEqual([]);
	});
});

describe('a tier that rests on a decision of an authority', () => {
	const top = 'everything at the top, nothing said of a decision';

	test('is not reached by points: it stays open, and the result says on what it depends', () => {
		const { tier, unanswered, unstated } = resultOf(dongguan(top, 'result'));
		expect([tier.low, tier.high, tier.certain]).toEqual(['甲级', '创新示范', false]);
		expect(unanswered).toEqual([]);
		expect(unstated.map(({ step, anchor }) => [step, anchor])).toEqual([
			['support', `titles.${title}`]
		]);
	});

	test('is asked before anything else, and says for which tier', () => {
		const support = dongguan(top, 'support').body as SupportPage;
		expect(support.order[0]).toBe(title);
		expect(support.titles.find(({ id }) => id === title)).toMatchObject({
			tiers: ['创新示范'],
			why: []
		});
	});

	test('is not asked where no ladder and no measure needs it', () => {
		const support = integration('everything at the top', 'support').body as SupportPage;
		expect(support.order).not.toContain(title);
		expect(support.titles.every(({ tiers }) => tiers.length === 0)).toBe(true);
	});

	test('is reached with the decision, which the result tells in words', () => {
		const { tier, unstated, gates } = resultOf(
			dongguan('grade A with a decision by the authority', 'result')
		);
		expect([tier.low, tier.certain, unstated]).toEqual(['创新示范', true, []]);
		expect(gates.at(-1)!.leaves).toMatchObject([
			{ needed: '当日持有', actual: '持有，2025年6月30日获得', verdict: 'met' }
		]);
	});

	test('is out of reach where it is said that there is none', () => {
		const { tier, unstated, gates } = resultOf(
			dongguan('grade A, no decision by the authority', 'result')
		);
		expect([tier.low, tier.certain, unstated]).toEqual(['甲级', true, []]);
		expect(gates.at(-1)!.leaves).toMatchObject([{ actual: '未持有', verdict: 'unmet' }]);
	});
});

describe('a checklist without points', () => {
	const ref = 'smart-factory-gradient@2025';

	test('says that there are none, and shows no dimension of points', () => {
		const result = resultOf(pageOf(ref, 'advanced', 'result'));
		expect([result.tier.low, result.total, result.dimensions]).toEqual(['先进级', undefined, []]);
		expect([result.trace.points, result.tier.own]).toEqual([undefined, false]);
		expect(result.tier.source).toContain('由原文推得，仅一份副本');
		expect(pageOf(ref, 'advanced', 'links').live.points).toBeUndefined();
		// Not scored, and counted by level all the same: 0, 0, 2, 2, 2.
		expect(result.counted[0]!.lines.map(({ low }) => low)).toEqual([0, 0, 2, 2, 2]);
	});

	test('names of two ways the one that is met, and both where neither is', () => {
		const met = resultOf(pageOf(ref, 'just basic', 'result'));
		const lines = (tier: number, { gates }: ResultPage) =>
			gates[tier]!.leaves.filter(({ subject }) => subject.includes('成熟度')).map(
				({ subject, verdict, either = false }) => [subject.slice(0, 14), verdict, either]
			);
		expect(lines(0, met)).toEqual([['智能制造能力成熟度自评等级', 'met', false]]);
		expect(lines(2, met)).toEqual([
			['智能制造能力成熟度（CMMM', 'unmet', true],
			['智能制造能力成熟度自评等级', 'unmet', true]
		]);
	});

	test('depends on the decision alone where all else is there, and not on a way not taken', () => {
		const { edition, cases } = library.editions.get(ref)!;
		const { answers } = cases.find(({ name }) => name.includes('nothing said of titles'))!;
		const said = { questionnaire: ref, answers, facts: { 'above-scale': true } };
		const { body } = openPage(
			{ library, edition, regions, today: day },
			{ said, step: 'result', day },
			'zh-cn'
		);
		const { tier, unstated } = body as ResultPage;
		expect([tier.low, tier.high]).toEqual(['基础级', '领航级']);
		expect(unstated.map(({ anchor }) => anchor)).toEqual(['titles.smart-factory-gradient']);
	});

	test('says on the first page what there decides on the tier', () => {
		const about = (of: string) => pageOf(of, 'an empty sheet', 'about').body as AboutPage;
		expect(about(ref).forTier).toEqual(['规模以上工业企业']);
		expect(about('two-integration@2026').forTier).toEqual([]);
	});
});

describe('findings and actions come from the edition', () => {
	const diagnosed = (name: string) => resultOf(pageOf('yancheng-diagnosis@2026', name, 'result'));

	test('by priority, with the rule of each and the answers they rest on', () => {
		const { actions } = diagnosed('just applied');
		expect(
			actions!.priorities.map(({ priority, actions }) => [priority, actions.map(({ id }) => id)])
		).toEqual([
			['P0', ['secure-network']],
			[
				'P1',
				[
					...['inspect-online', 'meter-energy', 'control-processes', 'design-digitally'],
					...['raise-output', 'lower-cost', 'lower-stock']
				]
			],
			['P2', ['flexible-lines', 'remote-diagnosis']]
		]);
		const [first] = actions!.priorities;
		expect(first!.meaning).toContain('必须先做');
		expect(first!.actions[0]!.why.map(({ subject, actual }) => [subject, actual])).toEqual([
			['厂区网络', '主要设备接入内网'],
			['工业信息安全', '有制度，程序和数据定期备份']
		]);
		expect(actions!.source).toContain('本平台自拟');
		expect(actions!.open).toBe(0);
	});

	test('what cannot be told yet is counted and not recommended', () => {
		const { actions } = diagnosed('an empty sheet');
		// All 18 rest on answers, or on a scene count that is not known.
		expect([actions!.priorities, actions!.open]).toEqual([[], 18]);
	});

	test('an edition that recommends nothing says nothing of it', () => {
		expect(resultOf(integration('everything at the top', 'result')).actions).toBeUndefined();
	});
});

describe.each([
	'dongguan-industrial-internet@2026',
	'two-integration@2026',
	'yancheng-diagnosis@2026'
])('%s is our own', (ref) => {
	test('which the result says, with what is known of the numbers, gate by gate', () => {
		const { tier, gates } = resultOf(pageOf(ref, 'an empty sheet', 'result'));
		expect(tier.own).toBe(true);
		expect(tier.source).toContain('本平台自拟');
		expect(tier.note).toContain('自拟');
		const numbers = gates.flatMap(({ leaves }) => leaves.filter((leaf) => /\d/.test(leaf.needed)));
		expect(numbers.length).toBeGreaterThan(3);
		expect(numbers.filter(({ source }) => !source?.includes('本平台自拟'))).toEqual([]);
	});
});

test('72 is said to be no pass mark where two-integration says what its tiers need', () => {
	expect(resultOf(integration('everything at the top', 'result')).tier.note).toContain(
		'总分没有合格线；72是地方的平均目标'
	);
});

test('an enterprise outside any group is not asked about group control', () => {
	const { live } = integration('outside a group, enough', 'synergy-innovation');
	expect(live.applies['group-control']).toBe('unmet');
	expect(live.left).toBe(0);
});
