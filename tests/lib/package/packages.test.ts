import { describe, expect, it } from 'vitest';
import { packages, type Package, type Packages } from '#lib/package/packages.ts';
import { packagesWords } from '#lib/words/package.ts';
import { checkKnown, recommend, type MeasureData, type OpenDocument } from '#scoring';
import { openContent } from '../../../scripts/content.ts';
import { text } from '../../support/edition.ts';
import { measure, policy, supportOf } from '../../support/policy.ts';

const library = openContent();
const documents = [...library.documents.values()].map(({ document }) => document);

/** The packages of a manufacturer in the city districts of Yancheng, a year before the end. */
function yancheng(projects: object[], titles: object[] = []): Packages {
	const said = {
		facts: { area: '320903', applicant: 'manufacturer', 'above-scale': true },
		projects,
		titles: [
			...titles,
			...notHeld.filter(
				({ title }) => !titles.some((one) => title === (one as { title: string }).title)
			)
		]
	};
	const { known, faults } = checkKnown(library.catalogue, said);
	expect(faults).toEqual([]);
	return packages(documents, recommend(documents, known, {}, '2024-10-15', false));
}
const notHeld = [...library.catalogue.titles.keys()].map((title) => ({ title, state: 'not-held' }));
const year = (figures: object, of = '2024') => ({
	name: '',
	facts: { 'smart-upgrade': true },
	years: {
		[of]: {
			'effective-investment': 0,
			'annual-investment': 0,
			loan: 0,
			'leasing-fee': 0,
			...figures
		}
	}
});
const spent = (sum: number) => ({ 'effective-investment': sum, 'annual-investment': sum });

/** A package in 万元: its sum, what it takes and gives up as `measure project`. */
function inWan({ sum, chosen, givenUp }: Package) {
	const name = ({ measure, project }: { measure: string; project?: number }) =>
		[measure.split('/')[1], project].filter((part) => part !== undefined).join(' ');
	const wan = (fen: number) => fen / 1_000_000;
	return {
		sum: sum === null ? null : wan(sum),
		takes: Object.fromEntries(chosen.map((one) => [name(one), wan(one.money)])),
		givesUp: Object.fromEntries(givenUp.map((one) => [name(one), one.for.map(name).join()]))
	};
}
const readAs = ({ readings }: Packages) =>
	readings.map(({ read }) => read.map(({ reading }) => reading).join());

describe('in Yancheng, a project with a loan and an investment', () => {
	// 3000 × 1 % = 30; 900 × 10 % = 90.
	const found = yancheng([year({ ...spent(900), loan: 3000 })]);

	it('has both where they add up, the higher where only that is given', () => {
		expect(readAs(found)).toEqual(['add-up', 'higher-only']);
		const [both, higher] = found.readings;
		expect(inWan(both!.certain)).toEqual({
			sum: 120,
			takes: { 'effective-investment 0': 90, 'loan-interest 0': 30 },
			givesUp: {}
		});
		expect(inWan(higher!.certain)).toEqual({
			sum: 90,
			takes: { 'effective-investment 0': 90 },
			givesUp: { 'loan-interest 0': 'effective-investment 0' }
		});
		expect(both!.possible).toEqual(both!.certain);
	});

	it('says that this is a reading of the document’s own rule', () => {
		expect(found.readings[1]!.certain.givenUp[0]!.for[0]!.rule).toEqual({
			of: 'stacking',
			ref: 'yancheng-2022',
			place: 0,
			reading: 'higher-only'
		});
	});
});

it('in Yancheng a title award stands beside both: it is of the enterprise, not of a project', () => {
	const award = { title: 'provincial-smart-factory', awarded: '2023-05-05' };
	const { readings } = yancheng([year({ ...spent(900), loan: 3000 })], [award]);
	// 90 + 30 + 200; 90 + 200.
	expect(readings.map(({ certain }) => inWan(certain).sum)).toEqual([320, 290]);
});

it('in Yancheng two projects share what one enterprise may have for loans', () => {
	// 15000 × 1 % = 150 and 8000 × 1 % = 80: 200 together. Investments 800 × 10 % = 80 and 600 × 10 % = 60.
	const { readings } = yancheng([
		year({ ...spent(800), loan: 15_000 }),
		year({ ...spent(600), loan: 8000 })
	]);
	const [both, higher] = readings;
	expect(inWan(both!.certain)).toMatchObject({
		sum: 340,
		takes: { 'loan-interest 0': 150, 'loan-interest 1': 50 }
	});
	// Loans 200; loan and investment 150 + 60 = 210 or 80 + 80 = 160; investments 140.
	expect(inWan(higher!.certain)).toEqual({
		sum: 210,
		takes: { 'effective-investment 1': 60, 'loan-interest 0': 150 },
		givesUp: {
			'effective-investment 0': 'loan-interest 0',
			'loan-interest 1': 'effective-investment 1'
		}
	});
	// 200 is within 210 × 90 % = 189; 160 and 140 are not.
	expect(higher!.certain.alternatives).toEqual([
		{
			sum: 200_000_000,
			takes: [{ measure: 'yancheng-2022/loan-interest', project: 1, alone: 80_000_000 }],
			leaves: [{ measure: 'yancheng-2022/effective-investment', project: 1, alone: 60_000_000 }]
		}
	]);
	expect(higher!.certain.more).toBe(false);
});

it('in Yancheng the cap per project binds each project, in all its years or in each', () => {
	const project = {
		name: '',
		facts: { 'smart-upgrade': true },
		years: {
			'2023': { ...spent(4000), loan: 0, 'leasing-fee': 0 },
			'2024': { ...spent(3000), loan: 0, 'leasing-fee': 0 }
		}
	};
	const { readings } = yancheng([project, year(spent(6000))]);
	// 440 + 300 = 740: 500 in all, or 740; the other 600, cut to 500.
	expect(readings).toHaveLength(1);
	expect(inWan(readings[0]!.certain)).toMatchObject({ sum: 1000 });
	expect(inWan(readings[0]!.possible)).toMatchObject({ sum: 1240 });
});

it('in Yancheng buying and leasing in one project may share a cap, which is a reading', () => {
	// 4000 × 10 % = 400 and 2000 × 10 % = 200: 600, or 500 where they share, or 400.
	const found = yancheng([year({ ...spent(4000), 'leasing-fee': 2000 })]);
	expect(readAs(found)).toEqual(['add-up,own-cap', 'add-up,one-cap', 'higher-only']);
	expect(found.readings.map(({ certain }) => inWan(certain).sum)).toEqual([600, 500, 400]);
	expect(found.readings[1]!.certain.chosen.map(({ money, alone }) => [money, alone])).toEqual([
		[400_000_000, 400_000_000],
		[100_000_000, 200_000_000]
	]);
});

it('where nothing conflicts there is one package and no reading', () => {
	expect(readAs(yancheng([year(spent(900)), year({ loan: 3000 })]))).toEqual(['']);
	expect(yancheng([]).readings).toEqual([]);
});

const stacking = (against: 'same-government' | 'all') => ({
	clause: '9',
	text: text('only the higher'),
	against,
	open: {
		id: 'own',
		question: text('?'),
		readings: [
			{ id: 'sum', text: text('sum') },
			{ id: 'one', text: text('one') }
		],
		pays: { sum: 'sum' as const, one: 'highest' as const }
	}
});
const share = (id: string, rate: number, more: Partial<MeasureData> = {}) =>
	measure(
		{ kind: 'share', of: 'budget', rate },
		{ id, title: text(id), judgedAt: 'project', ...more }
	);
const found = (of: OpenDocument[], ...projects: object[]) =>
	packages(of, supportOf(of, { projects: projects.map((facts) => ({ facts })) }));

describe('policies of one government', () => {
	const one = (government: string, against?: 'same-government' | 'all') =>
		policy([share('a', 10), share('b', 20)], {
			id: 'one',
			government,
			...(against ? { stacking: stacking(against) } : {})
		});
	const two = policy([share('c', 25)], { id: 'two', government: '320900' });
	const sums = (...of: OpenDocument[]) =>
		found(of, { budget: 100 }).readings.map(({ certain }) => certain.sum! / 1_000_000);

	it('give one project the higher of what each document gives it', () => {
		// One document gives 10 + 20 = 30 or its higher 20, the other 25.
		expect(sums(one('320900', 'same-government'), two)).toEqual([30, 25]);
		const [rule] = found([one('320900', 'same-government'), two], { budget: 100 }).readings[0]!
			.certain.givenUp[0]!.for;
		expect(rule!.rule).toEqual({ of: 'stacking', ref: 'one', place: 0 });
	});

	it('do not meet those of another, but where the rule reaches all', () => {
		expect(sums(one('320000', 'same-government'), two)).toEqual([55, 45]);
		expect(sums(one('320000', 'all'), two)).toEqual([30, 25]);
		expect(sums(one('320900'), two)).toEqual([55]);
	});

	it('do not meet for different projects', () => {
		const away = { requires: { fact: 'upgrade', is: true } } as const;
		const here = policy([share('a', 10)], {
			id: 'one',
			government: '320900',
			stacking: stacking('all')
		});
		const there = policy([share('c', 25, away)], { id: 'two', government: '320900' });
		// The first has 10 of 100; the second 10 of 100 or 25: 10 + 25.
		const { readings } = found(
			[here, there],
			{ budget: 100, upgrade: false },
			{ budget: 100, upgrade: true }
		);
		expect(readings.map(({ certain }) => certain.sum)).toEqual([35_000_000]);
	});
});

describe('measures that exclude each other', () => {
	const rule = { measure: 'policy/b', text: text('not both'), source: { clause: '3' } };
	const projects = [{ budget: 100 }, { budget: 200 }];
	const sum = (...measures: MeasureData[]) =>
		found([policy(measures)], ...projects).readings.map(({ certain }) => certain.sum! / 1_000_000);

	it('for one project, or for the enterprise', () => {
		// Of 100 and 200: a 10 and 20, b 15 and 30, of which 32 are paid.
		const capped = measure(
			{
				kind: 'share',
				of: 'budget',
				rate: 15,
				caps: [{ on: 'payment', amount: 32, per: 'enterprise' }]
			},
			{ id: 'b', judgedAt: 'project' }
		);
		const a = (within: 'project' | 'enterprise') =>
			share('a', 10, { excludes: [{ ...rule, within }] });
		// By project: b twice 32, a twice 30, b and a 15 + 20, a and b 10 + 30. In all: a 30 or b 32.
		expect(sum(a('project'), capped)).toEqual([40]);
		expect(sum(a('enterprise'), capped)).toEqual([32]);
	});

	it('only under one reading, where the text leaves it open', () => {
		const open = [
			{
				id: 'both',
				question: text('?'),
				readings: [
					{ id: 'may', text: text('may') },
					{ id: 'not', text: text('may not') }
				]
			}
		];
		const excludes = [
			{ ...rule, within: 'project', open: 'both', pays: { may: 'sum', not: 'highest' } } as const
		];
		// a 10 % and b 20 % of 100 and 200: 30 + 60, or 20 + 40.
		expect(sum(share('a', 10, { excludes, open }), share('b', 20))).toEqual([90, 60]);
	});
});

describe('what is not certain', () => {
	it('bounds the sum: what a ceiling pays is never certain', () => {
		const ceiling = measure({ kind: 'ceiling', amount: 50 }, { id: 'b' });
		const [only] = found([policy([share('a', 10), ceiling])], { budget: 100 }).readings;
		expect([only!.certain.sum, only!.possible.sum]).toEqual([10_000_000, 60_000_000]);
	});

	it('and is not bounded has no sum, and is compared with nothing', () => {
		const { readings } = found([policy([share('a', 10), share('b', 20)])], { budget: 100 }, {});
		expect(readings[0]!.certain.sum).toBe(30_000_000);
		expect(readings[0]!.possible).toMatchObject({
			sum: null,
			unbounded: [
				{ measure: 'policy/a', project: 1 },
				{ measure: 'policy/b', project: 1 }
			]
		});
	});
});

describe('in words', () => {
	const told = { documents, projects: ['甲', ''], locale: 'zh-cn' as const };

	it('they say what is given up, for what and by which reading', () => {
		const words = packagesWords(yancheng([year({ ...spent(900), loan: 3000 })]), told)!;
		expect(words.conflicts).toContain('原文没有明确规定');
		const [higher] = words.readings[1]!.packages;
		expect(higher!.sum).toBe('90万元');
		expect(higher!.chosen).toEqual([{ title: '甲 · 项目有效投入补助', money: '90万元' }]);
		expect(higher!.givenUp).toEqual([
			'甲 · 贷款贴息补助（单独计算为30万元）：不能与甲 · 项目有效投入补助同时享受（一种读法，只给高的一项：不重复享受也适用于本文件之内。）'
		]);
	});

	it('they tell a rule of the text from a reading', () => {
		const one = policy([share('a', 10)], { id: 'one', stacking: stacking('all') });
		const two = policy([share('c', 25)], { id: 'two' });
		const words = packagesWords(found([one, two], { budget: 100 }), {
			documents: [one, two],
			projects: [],
			locale: 'en'
		})!;
		expect(words.conflicts).toBe(
			'Whatever is given up, a text says that it cannot be had together with the rest.'
		);
		expect(words.readings[0]!.packages[0]!.givenUp).toEqual([
			'#1 · a (CNY 100,000 by itself): not together with #1 · c (the text says so, 9, only the higher)'
		]);
	});

	it('what is only possible is never promised', () => {
		const words = packagesWords(
			yancheng([year({ ...spent(900) }), { ...year({}), years: {} }]),
			told
		)!;
		const possible = words.readings[0]!.packages.at(-1)!;
		expect(possible.title).toBe('最多可能');
		for (const { money } of possible.chosen) expect(money).toMatch(/^不超过/);
		expect(words.readings[0]!.packages[0]).toMatchObject({ title: '确定可得', sum: '90万元' });
	});

	it('nothing is said where nothing pays', () => {
		expect(packagesWords({ readings: [] }, told)).toBeUndefined();
	});
});
