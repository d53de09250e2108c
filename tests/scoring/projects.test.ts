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
			anyInForce: false
		});
	});

	it('is the last day that is certain, where an end is known to the month', () => {
		const month = until('month', '2021-06', '2024-06');
		expect(supportOf([month], {}, '2024-05-31')).toMatchObject({ anyInForce: true });
		expect(supportOf([month], {}, '2024-06-01').lastDay).toBe('2024-05-31');
		expect(supportOf([month], {}, '2024-07-01').lastDay).toBe('2024-05-31');
		const started = until('started', 'unknown', '2025-12-31');
		expect(supportOf([started], {}, '2026-01-01')).not.toHaveProperty('lastDay');
	});

	it('is that of documents that may reach the enterprise', () => {
		const away = { area: { within: ['440000'], title: text('') } };
		const inForce = { from: '2024-01-01', until: '2025-06-30', note: text('') };
		const [one] = [measure({ kind: 'award', amount: 1 })];
		const far = policy([one], { id: 'far', inForce, ...away });
		expect(supportOf([recent, far], {}, '2025-01-01')).toMatchObject({
			anyInForce: false,
			lastDay: '2024-12-31'
		});
		const unsaid = { facts: { area: null } };
		expect(supportOf([recent, far], unsaid, '2025-01-01').anyInForce).toBe(true);
		const reaching = { ...one, area: { within: ['320900'], title: text('') } };
		const wider = policy([reaching], { id: 'far', inForce, ...away });
		expect(supportOf([recent, wider], {}, '2025-01-01').anyInForce).toBe(true);
	});

	it('a document whose end is not known is not certainly in force', () => {
		expect(supportOf([vague, old], {}, '2026-01-01')).toMatchObject({
			anyInForce: false,
			lastDay: '2020-12-31'
		});
	});
});
