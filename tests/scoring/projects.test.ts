import { describe, expect, it } from 'vitest';
import { judged, measure, policy, supportOf, wan } from '../support/policy.ts';
import { text } from '../support/edition.ts';

const yearly = measure(
	{ kind: 'share', of: 'spent', rate: 10 },
	{
		judgedAt: 'project-year',
		requires: {
			all: [
				{ fact: 'upgrade', is: true },
				{ fact: 'spent', atLeast: 100 }
			]
		}
	}
);
const project = (upgrade: boolean | null, years: Record<string, number | null>) => ({
	facts: { upgrade },
	years: Object.fromEntries(Object.entries(years).map(([year, spent]) => [year, { spent }]))
});
const of = (...projects: object[]) => judged(yearly, { projects });

describe('a measure judged at the years of projects', () => {
	it.each([
		['one met', [project(true, { '2024': 100 })], 'met', 10],
		['one just under', [project(true, { '2024': 99.999999 })], 'unmet', undefined],
		// Each year by itself: 90 + 90 is not 180.
		['two years under', [project(true, { '2023': 90, '2024': 90 })], 'unmet', undefined],
		['one of two years', [project(true, { '2023': 90, '2024': 200 })], 'met', 20],
		[
			'one of two projects',
			[project(false, { '2024': 500 }), project(true, { '2024': 100 })],
			'met',
			10
		],
		// 10 certain; 300 × 10 % = 30 more if the second is an upgrade
		[
			'one met, one open',
			[project(true, { '2024': 100 }), project(null, { '2024': 300 })],
			'met',
			[10, 40]
		],
		[
			'one unmet, one open',
			[project(false, { '2024': 500 }), project(null, { '2024': 300 })],
			'unknown',
			[0, 30]
		],
		['no upgrade, the sum not known', [project(false, { '2024': null })], 'unmet', undefined]
	])('%s', (_, projects, outcome, amount) => {
		const found = of(...projects);
		expect(found.outcome).toBe(outcome);
		expect(wan(found.amount)).toEqual(amount);
	});

	it('asks for the projects where none is stated', () => {
		expect(judged(yearly, {})).toMatchObject({ outcome: 'unknown', asks: ['projects'] });
		expect(judged(yearly, { projects: [] })).toMatchObject({ outcome: 'unmet', asks: [] });
		expect(judged(yearly, { facts: { area: null } }).asks).toEqual(['area', 'projects']);
	});

	it('asks for the years where a project has none', () => {
		expect(judged(yearly, { projects: [{ facts: { upgrade: true } }] })).toMatchObject({
			outcome: 'unknown',
			asks: ['spent']
		});
		expect(judged(yearly, { projects: [{ facts: { upgrade: false } }] }).outcome).toBe('unmet');
	});

	it('asks what the sum still needs, even where one is met already', () => {
		expect(of(project(true, { '2023': 100, '2024': null })).asks).toEqual(['spent']);
		expect(of(project(true, { '2024': 100 })).asks).toEqual([]);
	});

	it('without a condition is still unknown where no year is stated: there may be none', () => {
		const free = measure({ kind: 'share', of: 'spent', rate: 10 }, { judgedAt: 'project-year' });
		expect(judged(free, { projects: [{}] }).outcome).toBe('unknown');
		expect(judged(free, { projects: [{ years: { '2024': {} } }] }).outcome).toBe('met');
	});
});

describe('several measures for one project', () => {
	const open = {
		id: 'same-project',
		question: text('?'),
		readings: [
			{ id: 'add-up', text: text('+') },
			{ id: 'higher-only', text: text('max') }
		],
		pays: { 'add-up': 'sum' as const, 'higher-only': 'highest' as const }
	};
	const stacking = { clause: '5', text: text('once'), open };
	const first = { ...yearly, id: 'first' };
	const second = measure(
		{ kind: 'share', of: 'budget', rate: 50 },
		{ id: 'second', judgedAt: 'project' }
	);
	const both = policy([first, second], { stacking });
	const together = (...projects: object[]) => supportOf(both, { projects }).together;

	it('come to their sum or to the higher, by reading', () => {
		const projects = [{ facts: { upgrade: true, budget: 60 }, years: { '2024': { spent: 500 } } }];
		const [found, ...more] = together(...projects);
		expect(more).toEqual([]);
		// 500 × 10 % = 50 and 60 × 50 % = 30: 80 or 50
		expect(found).toMatchObject({
			document: 'policy',
			project: 0,
			measures: ['policy/first', 'policy/second']
		});
		expect(wan(found!.readings['add-up'])).toBe(80);
		expect(wan(found!.readings['higher-only'])).toBe(50);
		expect(wan(found)).toEqual([50, 80]);
	});

	it('are bounded where one of them is open', () => {
		const projects = [{ facts: { budget: 60 }, years: { '2024': { spent: 500 } } }];
		const [found] = together(...projects);
		// first 0…50, second 30: sum 30…80, higher 30…50
		expect(wan(found!.readings['add-up'])).toEqual([30, 80]);
		expect(wan(found!.readings['higher-only'])).toEqual([30, 50]);
		expect(wan(found)).toEqual([30, 80]);
	});

	it('do not meet where they pay for different projects, or where no rule says so', () => {
		const apart = [
			{ facts: { upgrade: true, budget: 0 }, years: { '2024': { spent: 500 } } },
			{ facts: { upgrade: false, budget: 60 }, years: { '2024': { spent: 500 } } }
		];
		expect(together(...apart)).toEqual([]);
		const one = [{ facts: { upgrade: true, budget: 60 }, years: { '2024': { spent: 500 } } }];
		expect(supportOf(policy([first, second]), { projects: one }).together).toEqual([]);
	});
});

describe('the last day', () => {
	const until = (id: string, from: string, end: string) =>
		policy([measure({ kind: 'award', amount: 1 })], {
			id,
			inForce: { from, until: end, note: text('') }
		});
	const old = until('old', '2018-01-01', '2020-12-31');
	const recent = until('recent', '2022-01-28', '2024-12-31');
	const vague = until('vague', '2022-01-28', 'unknown');

	it('is named where nothing is in force today', () => {
		expect(supportOf([old, recent], {}, '2024-12-31')).toMatchObject({ anyInForce: true });
		expect(supportOf([old, recent], {}, '2025-01-01').lastDay).toBe('2024-12-31');
		expect(supportOf([old, recent], {}, '2022-01-27').lastDay).toBe('2020-12-31');
	});

	it('is none before the first document, and none while one is in force', () => {
		expect(supportOf([old, recent], {}, '2017-12-31')).not.toHaveProperty('lastDay');
		expect(supportOf([old, recent], {}, '2019-01-01')).not.toHaveProperty('lastDay');
		expect(supportOf([], {})).toEqual({
			day: '2024-10-15',
			recommendations: [],
			together: [],
			anyInForce: false
		});
	});

	it('a document whose end is not known is not certainly in force', () => {
		expect(supportOf([vague, old], {}, '2026-01-01')).toMatchObject({
			anyInForce: false,
			lastDay: '2020-12-31'
		});
	});
});
