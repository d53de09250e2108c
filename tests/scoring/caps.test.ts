import { describe, expect, it } from 'vitest';
import type { MeasureData } from '#scoring';
import { text } from '../support/edition.ts';
import { judged, measure, policyFaults, wan } from '../support/policy.ts';

type Cap = NonNullable<Extract<MeasureData['benefit'], { kind: 'share' }>['caps']>[number];

/** Half of what was spent in a year of a project, with caps on payment. */
function half(caps: [number, Cap['per']][], open: MeasureData['open'] = []): MeasureData {
	return measure(
		{
			kind: 'share',
			of: 'spent',
			rate: 50,
			caps: caps.map(([amount, per]) => ({ on: 'payment', amount, per }))
		},
		{ judgedAt: 'project-year', open }
	);
}
/** Projects by what was spent on them, year by year. */
const projects = (...each: Record<string, number>[]) => ({
	projects: each.map((years) => ({
		years: Object.fromEntries(Object.entries(years).map(([year, spent]) => [year, { spent }]))
	}))
});
const paid = (...args: Parameters<typeof judged>) => wan(judged(...args).amount);

// Half of it: 甲 100 + 60, 乙 80 + 10. By year 180 and 70; by project 160 and 90; in all 250.
const spending = projects({ '2023': 200, '2024': 120 }, { '2023': 160, '2024': 20 });

describe('a cap on payment', () => {
	it.each<[string, Cap['per'], number, number]>([
		['none bites', 'enterprise', 250, 250],
		// 70 + 60 + 70 + 10
		['per project and year', 'project-year', 70, 210],
		// 130 + 90
		['per project', 'project', 130, 220],
		// 150 + 70
		['per enterprise and year', 'enterprise-year', 150, 220],
		['per enterprise', 'enterprise', 200, 200]
	])('%s: %s %i', (_, per, amount, expected) => {
		expect(paid(half([[amount, per]]), spending)).toBe(expected);
	});

	it.each<[string, [number, Cap['per']][], number]>([
		// 70 + 60 + 70 + 10 → 甲 130 → 120, 乙 80 → 200
		[
			'year in project',
			[
				[120, 'project'],
				[70, 'project-year']
			],
			200
		],
		// 120 + 90 = 210 → 205
		[
			'project in enterprise',
			[
				[205, 'enterprise'],
				[120, 'project']
			],
			205
		],
		// 2023: 70 + 70 → 110; 2024: 60 + 10 → 70; 180 → 175
		[
			'all three',
			[
				[175, 'enterprise'],
				[110, 'enterprise-year'],
				[70, 'project-year']
			],
			175
		]
	])('the narrow one first, however they are written: %s', (_, caps, expected) => {
		expect(paid(half(caps), spending)).toBe(expected);
		expect(paid(half([...caps].reverse()), spending)).toBe(expected);
	});
});

describe('a cap whose period the text leaves open', () => {
	const open = [
		{
			id: 'period',
			question: text('?'),
			readings: [
				{ id: 'each-year', text: text('each year') },
				{ id: 'in-all', text: text('in all') }
			]
		}
	];
	const per = (each: 'project-year' | 'enterprise-year', all: 'project' | 'enterprise') => ({
		open: 'period',
		readings: { 'each-year': each, 'in-all': all }
	});

	it('gives an amount for each reading, and their bounds', () => {
		const { amount } = judged(half([[130, per('project-year', 'project')]], open), spending);
		// each year: none of 100, 60, 80, 10 above 130: 250; in all: 130 + 90 = 220
		expect(wan(amount)).toEqual([220, 250]);
		expect(wan(amount!.readings['each-year'])).toBe(250);
		expect(wan(amount!.readings['in-all'])).toBe(220);
	});

	it('is put in order under each reading by itself', () => {
		// each year: 70 + 60 + 70 + 10 = 210, by project 130 → 100 and 80: 180
		// in all: by project 160 → 100 and 90: 190, in the enterprise 190 → 70
		const caps: [number, Cap['per']][] = [
			[70, per('project-year', 'enterprise')],
			[100, 'project']
		];
		for (const order of [caps, [...caps].reverse()]) {
			const { readings } = judged(half(order, open), spending).amount!;
			expect(wan(readings['each-year'])).toBe(180);
			expect(wan(readings['in-all'])).toBe(70);
		}
	});

	it('is one entry of the text: two would have to be read together', () => {
		const second = { ...open[0]!, id: 'other' };
		const caps: [number, Cap['per']][] = [
			[70, per('project-year', 'project')],
			[90, { ...per('project-year', 'enterprise'), open: 'other' }]
		];
		expect(policyFaults([half(caps, [...open, second])])).toEqual([
			{ path: 'm.benefit.caps', expected: 'expected one open entry', received: '"period, other"' }
		]);
	});
});

it('caps that cut across each other are refused: no order of them is right', () => {
	const crossing = half([
		[70, 'project'],
		[90, 'enterprise-year']
	]);
	expect(policyFaults([crossing])).toEqual([
		{
			path: 'm.benefit.caps',
			expected: 'expected caps that lie within each other',
			received: '"project, enterprise-year"'
		}
	]);
});

describe('what is not stated may be any number of them', () => {
	const unstated = {};
	const noYears = { projects: [{}] };

	it.each<[Cap['per'], number | null, number | null]>([
		// How many projects, how many years: only a cap over all of them bounds the sum.
		['project-year', null, null],
		['project', null, 50],
		['enterprise-year', null, null],
		['enterprise', 50, 50]
	])('a cap per %s bounds unstated projects to %j, unstated years to %j', (per, most, ofOne) => {
		expect(paid(half([[50, per]]), unstated)).toEqual([0, most]);
		expect(paid(half([[50, per]]), noYears)).toEqual([0, ofOne]);
	});

	it('an award for each project is not bounded either', () => {
		const award = measure({ kind: 'award', amount: 50 }, { judgedAt: 'project' });
		expect(paid(award, unstated)).toEqual([0, null]);
		expect(judged(award, unstated).outcome).toBe('unknown');
		expect(judged(award, unstated).asks).toEqual(['projects']);
		expect(judged(award, { projects: [] }).outcome).toBe('unmet');
	});

	it('what is known beside it is certain', () => {
		const some = { projects: [{ years: { '2024': { spent: 20 } } }, {}] };
		// 甲 10 for certain; of 乙 no year is stated
		expect(paid(half([[50, 'project']]), some)).toEqual([10, 60]);
		expect(paid(half([]), some)).toEqual([10, null]);
	});
});
