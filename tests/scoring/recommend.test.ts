import { describe, expect, it } from 'vitest';
import { recommend, type DocumentData, type MeasureData } from '#scoring';
import { text } from '../support/edition.ts';
import { judged, measure, policy, supportOf, wan } from '../support/policy.ts';
import { known } from '../support/small-catalogue.ts';

const award: MeasureData['benefit'] = { kind: 'award', amount: 50 };
const listed = measure(award, { requires: { fact: 'listed', is: true } });
const period = (from: string, until: string): Partial<DocumentData> => ({
	inForce: { from, until, note: text('period') }
});
const on = (day: string, more: Partial<DocumentData>, facts: object = { listed: true }) =>
	supportOf(policy([listed], more), { facts }, day).recommendations[0]!;

describe('the area comes first, then the period, then the applicant', () => {
	it.each([
		['the day before', '2022-01-27', {}, 'not-yet'],
		['the first day', '2022-01-28', {}, 'met'],
		['the last day', '2024-12-31', {}, 'met'],
		['the day after', '2025-01-01', {}, 'ended'],
		['the day after, elsewhere', '2025-01-01', { area: '440000' }, 'out-of-area'],
		['the day after, area not known', '2025-01-01', { area: null }, 'ended'],
		[
			'elsewhere, and no applicant',
			'2024-10-15',
			{ area: '440000', applicant: 'park' },
			'out-of-area'
		],
		['another applicant', '2024-10-15', { applicant: 'park' }, 'other-applicant'],
		[
			'another applicant, area not known',
			'2024-10-15',
			{ applicant: 'park', area: null },
			'other-applicant'
		],
		['not listed, area not known', '2024-10-15', { listed: false, area: null }, 'unmet'],
		['not listed', '2024-10-15', { listed: false }, 'unmet']
	])('%s: %s', (_, day, facts, outcome) => {
		const found = on(day, {}, { listed: true, ...facts });
		expect(found.outcome).toBe(outcome);
		if (outcome !== 'met') expect(found).not.toHaveProperty('amount');
	});
});

describe('an end known to the month, or not at all', () => {
	it.each([
		['2022-01', '2024-12', '2022-01-15', 'unknown', [0, 50]],
		['2022-01', '2024-12', '2022-02-01', 'met', 50],
		['2022-01', '2024-12', '2024-12-01', 'unknown', [0, 50]],
		['2022-01', '2024-12', '2025-01-01', 'ended', undefined],
		['2022-01-28', 'unknown', '2026-01-01', 'unknown', [0, 50]],
		['unknown', '2024-12-31', '2019-01-01', 'unknown', [0, 50]],
		['unknown', '2024-12-31', '2025-01-01', 'ended', undefined]
	])('%s to %s on %s: %s', (from, until, day, outcome, amount) => {
		const found = on(day, period(from, until));
		expect(found.outcome).toBe(outcome);
		expect(wan(found.amount)).toEqual(amount);
	});

	it('asks nothing of the enterprise that only the text could answer', () => {
		expect(on('2026-01-01', period('2022-01-28', 'unknown'))).toMatchObject({
			period: 'unknown',
			asks: []
		});
	});
});

describe('the area', () => {
	const more = {
		area: {
			within: ['320902', '320903'],
			title: text(''),
			elsewhere: { within: ['320924'], say: text('county') }
		}
	};

	it.each([
		['a district', '320903', 'met', false],
		['a town of it', '320903050', 'met', false],
		['the city', '320900', 'unknown', false],
		['not said', null, 'unknown', false],
		['a county the document leaves to itself', '320924', 'out-of-area', true],
		['a town of that county', '320924100', 'out-of-area', true],
		['another province', '440000', 'out-of-area', false]
	])('%s', (_, area, outcome, elsewhere) => {
		const found = on('2024-10-15', more, { listed: true, area });
		expect(found.outcome).toBe(outcome);
		expect(found.elsewhere).toBe(elsewhere);
		expect(found.asks).toEqual(outcome === 'unknown' ? ['area'] : []);
	});
});

describe('a measure with an area of its own', () => {
	const reach = (...within: string[]) => ({ area: { within, title: text('reach') } });
	const wide = measure(award, { ...reach('320900'), requires: { fact: 'listed', is: true } });
	const narrow = measure(award, { ...reach('320903050'), requires: { fact: 'listed', is: true } });
	const elsewhere = {
		area: {
			within: ['320902', '320903'],
			title: text(''),
			elsewhere: { within: ['320924'], say: text('county') }
		}
	};
	const judgedIn = (one: MeasureData, area: string | null, day = '2024-10-15') =>
		supportOf(policy([one], elsewhere), { facts: { listed: true, area } }, day).recommendations[0]!;

	it.each<[string, string | null, string, string]>([
		['a district of the document', '320903', 'met', 'unknown'],
		['a town of it', '320903050', 'met', 'met'],
		['another town of it', '320903001', 'met', 'out-of-area'],
		['a county beside the document', '320924', 'met', 'out-of-area'],
		['the city', '320900', 'met', 'unknown'],
		['the province', '320000', 'unknown', 'unknown'],
		['another province', '440000', 'out-of-area', 'out-of-area'],
		['not said', null, 'unknown', 'unknown']
	])('%s', (_, area, inWide, inNarrow) => {
		expect(judgedIn(wide, area).outcome).toBe(inWide);
		expect(judgedIn(narrow, area).outcome).toBe(inNarrow);
		expect(judgedIn(wide, area).asks).toEqual(inWide === 'unknown' ? ['area'] : []);
	});

	it('is sent to the county only where it does not reach the county', () => {
		expect(judgedIn(wide, '320924').elsewhere).toBe(false);
		expect(judgedIn(narrow, '320924').elsewhere).toBe(true);
		expect(judgedIn(narrow, '320903001').elsewhere).toBe(false);
	});

	it('says why by its own area, not by that of the document', () => {
		const within = ({ around }: ReturnType<typeof judgedIn>) =>
			around!.flatMap((one) => ('leaf' in one && 'within' in one.leaf ? [one.leaf.within] : []));
		expect(within(judgedIn(wide, '320924'))).toEqual([['320900']]);
		expect(within(judgedIn(listed, '320924'))).toEqual([['320902', '320903']]);
	});

	it('ends with its document, and leaves the measures beside it alone', () => {
		expect(judgedIn(wide, '320924', '2025-01-01').outcome).toBe('ended');
		const both = policy([wide, { ...listed, id: 'other' }], elsewhere);
		const found = supportOf(both, { facts: { listed: true, area: '320924' } }).recommendations;
		expect(found.map((one) => one.outcome)).toEqual(['met', 'out-of-area']);
	});

	it('is the same whether anybody asks why or not', () => {
		for (const one of [wide, narrow, listed])
			for (const area of ['320903', '320924', '320900', '440000']) {
				const facts = { area, applicant: 'manufacturer', listed: true };
				const { outcome, elsewhere: sent } = judgedIn(one, area);
				const quiet = recommend(
					[policy([one], elsewhere)],
					known({ facts }),
					{},
					'2024-10-15',
					false
				);
				expect(quiet.recommendations[0]).toMatchObject({ outcome, elsewhere: sent });
			}
	});
});

describe('the offices', () => {
	const offices = [text('bureau')];
	const more = { articles: [{ clause: '1', title: text('1'), units: offices, measures: ['m'] }] };

	it('are those of the article, unless the measure has its own', () => {
		const own = measure(award, { units: [text('centre')] });
		expect(policy([measure(award)], more).measures[0]!.units).toEqual(offices);
		expect(policy([own], more).measures[0]!.units).toEqual([text('centre')]);
		expect(policy([measure(award)]).measures[0]!.units).toEqual([]);
	});
});

describe('unmet and unknown', () => {
	const big = measure(award, {
		requires: {
			all: [
				{ fact: 'revenue', atLeast: 500 },
				{
					any: [
						{ fact: 'listed', is: true },
						{ fact: 'staff', over: 20 }
					]
				}
			]
		}
	});

	it('unmet says by how much', () => {
		const { units, outcome } = judged(big, { facts: { revenue: 499.99, listed: true } });
		expect(outcome).toBe('unmet');
		// 500 − 499.99 = 0.01 万元 = 100 元 = 10 000 分
		expect(JSON.stringify(units[0]!.judgement)).toContain('"short":{"low":{"n":10000,"d":1}');
	});

	it.each([
		['nothing', {}, ['revenue', 'listed', 'staff']],
		['one way in is known', { listed: true }, ['revenue']],
		['one way in is shut', { listed: false }, ['revenue', 'staff']],
		['the first is known', { revenue: 500 }, ['listed', 'staff']]
	])('unknown asks for what decides: %s', (_, facts, asks) => {
		const found = judged(big, { facts });
		expect(found.outcome).toBe('unknown');
		expect(found.asks).toEqual(asks);
		expect(wan(found.amount)).toEqual([0, 50]);
	});

	it('a measure without a condition is met by everybody it speaks to', () => {
		expect(judged(measure(award)).outcome).toBe('met');
	});
});

describe('what the text leaves open', () => {
	const readings = [{ id: 'below', question: text('?') }];
	const vague = measure(award, {
		requires: { any: [{ fact: 'listed', is: true }, { open: 'below' }] },
		open: readings
	});

	it('stays unknown and is named, and nobody is asked', () => {
		expect(judged(vague, { facts: { listed: false } })).toMatchObject({
			outcome: 'unknown',
			open: ['below'],
			asks: []
		});
		expect(judged(vague, {})).toMatchObject({ open: ['below'], asks: ['listed'] });
		expect(judged(vague, { facts: { listed: true } })).toMatchObject({ outcome: 'met', open: [] });
	});
});

describe('the past', () => {
	const history = measure(
		{ kind: 'history', what: text('2019') },
		{ requires: { fact: 'listed', is: true } }
	);

	it('gives no right on any day to anybody, and is nothing to those whom it did not reach', () => {
		for (const day of ['2020-01-01', '2024-10-15', '2030-01-01']) {
			expect(judged(history, {}, day)).toMatchObject({ outcome: 'history', asks: [] });
			expect(judged(history, { facts: { area: '440000' } }, day)).toMatchObject({
				outcome: 'out-of-area',
				asks: []
			});
		}
	});
});
