import { describe, expect, it } from 'vitest';
import { checkKnown, sentence } from '#scoring';
import { catalogue, known } from '../support/small-catalogue.ts';

const faultsOf = (said: Parameters<typeof checkKnown>[1]) =>
	checkKnown(catalogue, said).faults.map(sentence);

describe('what is known', () => {
	it('is kept as rules compare it: money in 分, numbers in thousandths', () => {
		const { facts } = known({
			facts: { area: '320903', applicant: 'park', listed: false, revenue: 499.99, staff: 12 }
		});
		// 499.99 万元 = 4 999 900 元 = 499 990 000 分
		expect(facts).toEqual({
			area: '320903',
			applicant: 'park',
			listed: false,
			revenue: 499_990_000,
			staff: 12_000
		});
	});

	it.each([
		['nothing', 0, 0],
		['nothing, from below', -0, 0],
		// 0.000001 万元 = 0.01 元
		['one 分', 0.000001, 1],
		['what binary cannot hold', 0.1, 100_000],
		// 10^9 万元 = 10^13 元 = 10^15 分
		['the most', 1_000_000_000, 1_000_000_000_000_000],
		['the most but one 分 times a hundred', 999_999_999.9999, 999_999_999_999_900]
	])('takes as money %s', (_, wan, fen) => {
		expect(known({ facts: { revenue: wan } }).facts).toEqual({ revenue: fen });
	});

	it('tells no projects from nothing said of projects', () => {
		expect(known({}).projects).toBeUndefined();
		expect(known({ projects: null }).projects).toBeUndefined();
		expect(known({ projects: [] }).projects).toEqual([]);
		expect(known({ projects: [{}] }).projects).toEqual([{ name: '', facts: {}, years: [] }]);
	});

	it('has the years of a project, oldest first', () => {
		const years = { '2024': { spent: 2 }, '2022': { spent: 1 }, '2023': {} };
		expect(known({ projects: [{ name: '甲', facts: { upgrade: true }, years }] }).projects).toEqual(
			[
				{
					name: '甲',
					facts: { upgrade: true },
					years: [
						{ year: 2022, facts: { spent: 1_000_000 } },
						{ year: 2023, facts: {} },
						{ year: 2024, facts: { spent: 2_000_000 } }
					]
				}
			]
		);
	});

	it('leaves out what is said to be nothing', () => {
		expect(known({ facts: { revenue: null, staff: undefined }, titles: null })).toEqual({
			facts: {},
			projects: undefined,
			titles: []
		});
	});
});

describe('a fact', () => {
	const money = 'expected a number from 0 to 1000000000 (万元)';
	it.each([
		['listed', 'yes', 'expected true or false, received "yes"'],
		['listed', 1, 'expected true or false, received 1'],
		['revenue', '500', `${money}, received "500"`],
		['revenue', -0.01, `${money}, received -0.01`],
		['revenue', 1_000_000_000.01, `${money}, received 1000000000.01`],
		['revenue', NaN, `${money}, received NaN`],
		['revenue', Infinity, `${money}, received Infinity`],
		['revenue', 0.0000001, 'expected at most 6 decimals (万元), received 1e-7'],
		['revenue', 1.2345678, 'expected at most 6 decimals (万元), received 1.2345678'],
		['staff', 0.0001, 'expected at most 3 decimals (persons), received 0.0001'],
		['staff', 1_000_001, 'expected a number from 0 to 1000000 (persons), received 1000001'],
		['applicant', 'school', 'expected one of manufacturer, provider, park, received "school"'],
		[
			'area',
			320903,
			'expected the code of an area that exists, in quotes, like "320903", received 320903'
		],
		[
			'area',
			'3209',
			'expected the code of an area that exists, in quotes, like "320903", received "3209"'
		],
		['industry', 'C99', 'expected a division of GB/T 4754-2017 like "C33", received "C99"'],
		[
			'area',
			['320903'],
			'expected the code of an area that exists, in quotes, like "320903", received a list'
		]
	])('%s refuses %j', (fact, value, fault) => {
		expect(checkKnown(catalogue, { facts: { [fact]: value } }).known.facts).toEqual({});
		expect(faultsOf({ facts: { [fact]: value } })).toEqual([`facts.${fact}: ${fault}`]);
	});

	it('is refused where it is not known or belongs to another', () => {
		expect(faultsOf({ facts: { reveneu: 1, spent: 1 } })).toEqual([
			'facts: expected a fact of the enterprise, received "reveneu"',
			'facts: expected a fact of the enterprise, received "spent"'
		]);
		const projects = [{ facts: { revenue: 1 }, years: { '2024': { budget: 1 } } }];
		expect(faultsOf({ projects })).toEqual([
			'projects.0.facts: expected a fact of the project, received "revenue"',
			'projects.0.years.2024: expected a fact of the project-year, received "budget"'
		]);
	});

	it('of every object is refused too', () => {
		const hostile = JSON.parse('{"__proto__": 1, "constructor": 2}') as object;
		const projects = [{ facts: hostile, years: { '2024': hostile } }];
		expect(faultsOf({ facts: hostile, projects })).toEqual([
			'facts: expected a fact of the enterprise, received "__proto__"',
			'facts: expected a fact of the enterprise, received "constructor"',
			'projects.0.facts: expected a fact of the project, received "__proto__"',
			'projects.0.facts: expected a fact of the project, received "constructor"',
			'projects.0.years.2024: expected a fact of the project-year, received "__proto__"',
			'projects.0.years.2024: expected a fact of the project-year, received "constructor"'
		]);
	});

	it('is checked against the areas that exist where a list of them is at hand', () => {
		const strict = { ...catalogue, hasArea: (code: string) => code === '320903' };
		const areaOf = (area: string) => checkKnown(strict, { facts: { area } }).known.facts['area'];
		expect(areaOf('320903')).toBe('320903');
		expect(areaOf('320900-yannan')).toBe('320900-yannan');
		expect(areaOf('320999')).toBeUndefined();
	});
});
