import { describe, expect, it } from 'vitest';
import { checkKnown, sentence } from '#scoring';
import { catalogue, known } from '../support/small-catalogue.ts';

const faultsOf = (said: Parameters<typeof checkKnown>[1]) =>
	checkKnown(catalogue, said).faults.map(sentence);

describe('projects', () => {
	it.each([
		['no list', { name: '甲' }, 'projects: expected a list, received an object'],
		['a number', [7], 'projects.0: expected an object, received 7'],
		['a name that is none', [{ name: 7 }], 'projects.0.name: expected string, received 7'],
		[
			'a long name',
			[{ name: 'x'.repeat(201) }],
			`projects.0.name: expected at most 200 characters, received "${'x'.repeat(40)}…" (201 characters)`
		],
		[
			'another key',
			[{}, { facts: {}, loan: 5 }],
			'projects.1.loan: expected no such key, received "loan"'
		],
		['facts in a list', [{ facts: [] }], 'projects.0.facts: expected facts by id, received a list'],
		[
			'years in a list',
			[{ years: [2024] }],
			'projects.0.years: expected facts by year, received a list'
		],
		[
			'a year without facts',
			[{ years: { '2024': 500 } }],
			'projects.0.years.2024: expected facts by id, received 500'
		],
		[
			'a negative year',
			[{ years: { '-2024': {} } }],
			'projects.0.years.-2024: expected a year like 2024, received "-2024"'
		],
		[
			'a year of two digits',
			[{ years: { '24': {} } }],
			'projects.0.years.24: expected a year like 2024, received "24"'
		],
		[
			'a year far away',
			[{ years: { '20245': {} } }],
			'projects.0.years.20245: expected a year like 2024, received "20245"'
		],
		[
			'a year of every object',
			[{ years: JSON.parse('{"__proto__": {}}') as unknown }],
			'projects.0.years.__proto__: expected a year like 2024, received "__proto__"'
		]
	])('refuse %s', (_, projects, fault) => {
		expect(faultsOf({ projects })).toEqual([fault]);
	});

	it('keep what is right beside what is wrong', () => {
		const projects = [
			{ facts: { upgrade: true, budget: '?' }, years: { x: {}, '2024': { spent: 1 } } }
		];
		expect(checkKnown(catalogue, { projects }).known.projects).toEqual([
			{ name: '', facts: { upgrade: true }, years: [{ year: 2024, facts: { spent: 1_000_000 } }] }
		]);
	});

	it('of a project that cannot be read leave one of which nothing is known', () => {
		const { projects } = checkKnown(catalogue, { projects: [7, {}] }).known;
		expect(projects).toHaveLength(2);
	});

	it('are at most a thousand', () => {
		const many = (length: number) => ({ projects: Array.from({ length }, () => ({})) });
		expect(known(many(1000)).projects).toHaveLength(1000);
		expect(checkKnown(catalogue, many(100_000)).known.projects).toBeUndefined();
		expect(faultsOf(many(100_000))).toEqual([
			'projects: expected at most 1000 entries, received 100000'
		]);
	});

	it('bear faults by the hundred thousand', () => {
		const years = Object.fromEntries(Array.from({ length: 150_000 }, (_, i) => [`y${i}`, i]));
		expect(faultsOf({ projects: [{ years }] })).toHaveLength(150_000);
	});
});

describe('titles', () => {
	it('are held where nothing else is said', () => {
		expect(
			known({ titles: [{ title: 'star', level: 'four', awarded: '2023-09-01' }] }).titles
		).toEqual([{ title: 'star', state: 'held', level: 'four', awarded: '2023-09-01' }]);
	});

	it('keep level, issuer, both days and whether it was the first', () => {
		const record = {
			title: 'star',
			state: 'held',
			level: 'four',
			issuer: '省工业和信息化厅',
			awarded: '2023-09-01',
			expires: '2026-08-31',
			first: true
		};
		expect(known({ titles: [record] }).titles).toEqual([record]);
	});

	it.each([
		['no list', 'star', 'titles: expected a list, received "star"'],
		['a word', ['star'], 'titles.0: expected an object, received "star"'],
		['none named', [{}], 'titles.0.title: expected this key, received nothing'],
		[
			'another title',
			[{ title: 'moon' }],
			'titles.0.title: expected a title of measures/titles.yaml, received "moon"'
		],
		[
			'another level',
			[{ title: 'star', level: 'six' }],
			'titles.0.level: expected one of three, four, five, received "six"'
		],
		[
			'a level where there is none',
			[{ title: 'demonstration', level: 'five' }],
			'titles.0.level: expected no level, received "five"'
		],
		[
			'a day that does not exist',
			[{ title: 'star', awarded: '2023-02-29' }],
			'titles.0.awarded: expected a day that exists, written YYYY-MM-DD, received "2023-02-29"'
		],
		[
			'an end before the beginning',
			[{ title: 'star', awarded: '2023-09-01', expires: '2023-08-31' }],
			'titles.0.expires: expected a day from 2023-09-01 on, received "2023-08-31"'
		],
		[
			'another state',
			[{ title: 'star', state: 'lost' }],
			'titles.0.state: expected "held" or "not-held", received "lost"'
		],
		[
			'another key',
			[{ title: 'star', constructor: 1 }],
			'titles.0.constructor: expected no such key, received "constructor"'
		],
		[
			'an issuer that is no text',
			[{ title: 'star', issuer: 7 }],
			'titles.0.issuer: expected string, received 7'
		],
		[
			'an issuer that is too long',
			[{ title: 'star', issuer: '厅'.repeat(201) }],
			expect.stringMatching(
				/^titles\.0\.issuer: expected at most 200 characters, received .* \(201 characters\)$/
			) as string
		],
		[
			'a first time that is no yes or no',
			[{ title: 'star', first: 'yes' }],
			'titles.0.first: expected true or false, received "yes"'
		]
	])('refuse %s', (_, titles, fault) => {
		expect(faultsOf({ titles })).toEqual([fault]);
		expect(checkKnown(catalogue, { titles }).known.titles).toEqual([]);
	});

	it('may end on the day of their award', () => {
		const titles = [{ title: 'star', awarded: '2023-09-01', expires: '2023-09-01' }];
		expect(known({ titles }).titles).toHaveLength(1);
	});

	it('of which one record is wrong are not known at all, since the records are all there is', () => {
		const { titles } = checkKnown(catalogue, {
			titles: [
				{ title: 'star', level: 'three' },
				{ title: 'star', level: 'fife' },
				{ title: 'demonstration', state: 'not-held' }
			]
		}).known;
		expect(titles.map((record) => record.title)).toEqual(['demonstration']);
	});

	it('are at most a thousand', () => {
		const titles = Array.from({ length: 1001 }, () => ({ title: 'star' }));
		expect(faultsOf({ titles })).toEqual(['titles: expected at most 1000 entries, received 1001']);
		expect(known({ titles: titles.slice(1) }).titles).toHaveLength(1000);
	});
});
