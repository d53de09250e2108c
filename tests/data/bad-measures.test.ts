import { describe, expect, it } from 'vitest';
import { checkWorked } from '#lib/library/worked.ts';
import { sentence, type Condition } from '#scoring';
import { faultsAfter, libraryAfter, libraryFiles, put } from '../support/library-files.ts';

/** What an author may write wrong in a measure, each by itself in a small library. */
const file = 'measures/policy/award.yaml';
const after = (path: string, value: unknown) =>
	faultsAfter((files) => put(files[file], path, value));
const share = { kind: 'share', of: 'revenue', rate: 10 };
const en = { 'zh-cn': '题', en: 'Q' };

describe('a condition whose parts contradict each other', () => {
	const fault = [
		`${file} requires: expected a condition that can be met, received "parts that contradict each other"`
	];
	const revenue = (said: object) => ({ fact: 'revenue', ...said }) as Condition;
	const industry = { fact: 'industry', in: ['C33'] } as Condition;

	it.each<[string, Condition]>([
		['at least 500 and under 500', { all: [revenue({ atLeast: 500 }), revenue({ under: 500 })] }],
		[
			'more than 500, and no more than 500 is not ruled out',
			{ all: [revenue({ over: 500 }), { not: revenue({ over: 500 }) }] }
		],
		['below nothing', revenue({ under: 0 })],
		[
			'listed and not',
			{
				all: [
					{ fact: 'listed', is: true },
					{ fact: 'listed', is: false }
				]
			}
		],
		[
			'two kinds at once',
			{
				all: [
					{ fact: 'applicant', is: 'park' },
					{ fact: 'applicant', is: 'provider' }
				]
			}
		],
		['an industry and not', { all: [industry, { not: industry }] }],
		[
			'each way by itself',
			{
				any: [
					{ all: [revenue({ over: 9 }), revenue({ under: 9 })] },
					{
						all: [
							{ fact: 'staff', over: 9 },
							{ fact: 'staff', atMost: 9 }
						]
					}
				]
			}
		]
	])('%s', (_, requires) => {
		expect(after('requires', requires)).toEqual(fault);
	});

	it.each<[string, Condition]>([
		['from 500 to 500', { all: [revenue({ atLeast: 500 }), revenue({ atMost: 500 })] }],
		['one way of two', { any: [{ all: [industry, { not: industry }] }, revenue({ over: 0 })] }],
		[
			'a district of a city',
			{
				all: [
					{ fact: 'area', within: ['320900'] },
					{ fact: 'area', within: ['320903'] }
				]
			}
		],
		[
			'a title held but not awarded in the period',
			{
				all: [{ title: 'star', is: 'held' }, { not: { title: 'star', is: 'awarded-in-period' } }]
			}
		]
	])('is not seen where there is none: %s', (_, requires) => {
		expect(after('requires', requires)).toEqual([]);
	});
});

describe('rules that contradict', () => {
	it('two measures that exclude each other twice, perhaps otherwise', () => {
		const exclude = (measure: string) => [{ measure, within: 'enterprise', text: en, source: {} }];
		const faults = faultsAfter((files) => {
			const first = files[file]!;
			files['measures/policy/second.yaml'] = {
				...structuredClone(first),
				id: 'second',
				excludes: exclude('policy/award')
			};
			first['excludes'] = exclude('policy/second');
			put(files['measures/policy/document.yaml'], 'articles.0.measures', ['award', 'second']);
		});
		expect(faults).toEqual([
			`${file} excludes.0.measure: expected it to be written at one of the two, received "policy/second"`,
			'measures/policy/second.yaml excludes.0.measure: expected it to be written at one of the two, received "policy/award"'
		]);
	});

	it('one rate for all years, and rates by year', () => {
		expect(after('benefit', { ...share, rates: { '2024': 10 } })).toContain(
			`${file} benefit: expected rate or rates, received an object`
		);
	});

	it('a document that ends before it begins', () => {
		const document = 'measures/policy/document.yaml';
		expect(faultsAfter((files) => put(files[document], 'inForce.until', '2021-12-31'))).toEqual([
			`${document} document.inForce.until: expected a day from 2022-01-28 on, received "2021-12-31"`
		]);
	});
});

describe('money and years', () => {
	it('a cap below zero', () => {
		const caps = [{ on: 'payment', amount: -5, per: 'enterprise' }];
		expect(after('benefit', { ...share, caps })).toContain(
			`${file} benefit.caps.0.amount: expected at least 0, received -5`
		);
	});

	it.each(['二〇二四', '2024年', 'this year', '24'])('a year written as text: %s', (year) => {
		const { rate: _, ...rated } = share;
		const faults = after('benefit', { ...rated, rates: { [year]: 10 } });
		expect(faults.filter((one) => one.startsWith(`${file} benefit.rates`))).toHaveLength(1);
	});
});

describe('a condition on what does not exist', () => {
	it.each([
		['fact', { fact: 'gone', is: true }, 'expected a fact of measures/facts.yaml, received "gone"'],
		[
			'title',
			{ title: 'gone', is: 'held' },
			'expected a title of measures/titles.yaml, received "gone"'
		],
		['tier', { tier: 'gone', atLeast: 'first' }, 'expected an instrument, received "gone"']
	])('%s', (_, leaf, fault) => {
		const requires = { any: [{ fact: 'listed', is: true }, leaf] };
		expect(after('requires', requires)).toEqual([`${file} award.requires.any.1: ${fault}`]);
	});
});

it('an example that does not hold is named with its file, its name and the field', () => {
	const { name } = libraryFiles()[file].examples[0]!;
	const library = libraryAfter((files) => put(files[file], 'examples.0.expect.amount', 49));
	expect(checkWorked(library).map(sentence)).toEqual([
		`${file} "${name}" amount: expected 49, received 50`
	]);
});
