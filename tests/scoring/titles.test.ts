import { describe, expect, it } from 'vitest';
import type { MeasureData, TitleRecord } from '#scoring';
import { text } from '../support/edition.ts';
import { judged, measure, policy, supportOf } from '../support/policy.ts';

type Leaf = Extract<MeasureData['requires'], { title: string }>;
type Said = Partial<TitleRecord>[];

const outcome = (leaf: Omit<Leaf, 'title'>, said: Said, day = '2024-10-15') =>
	judged(
		measure({ kind: 'award', amount: 50 }, { requires: { title: 'star', ...leaf } }),
		{ titles: said.map((record) => ({ title: 'star', ...record })) },
		day
	).outcome;

describe('held', () => {
	it.each<[string, Said, string]>([
		['nothing said', [], 'unknown'],
		['stated not held', [{ state: 'not-held' }], 'unmet'],
		['held', [{ awarded: '2023-09-01' }], 'met'],
		['held since nobody knows when', [{}], 'unknown'],
		['awarded on the day', [{ awarded: '2024-10-15' }], 'met'],
		['awarded the day after', [{ awarded: '2024-10-16' }], 'unmet'],
		['its last day', [{ awarded: '2021-10-16', expires: '2024-10-15' }], 'met'],
		['expired the day before', [{ awarded: '2021-10-15', expires: '2024-10-14' }], 'unmet'],
		['expired, awarded nobody knows when', [{ expires: '2024-10-14' }], 'unmet'],
		[
			'expired and renewed',
			[{ awarded: '2018-01-01', expires: '2020-12-31' }, { awarded: '2021-01-01' }],
			'met'
		],
		['awarded before anybody knew this document', [{ awarded: '2015-01-01' }], 'met']
	])('%s', (_, said, expected) => {
		expect(outcome({ is: 'held' }, said)).toBe(expected);
	});
});

describe('held at a level or above', () => {
	it.each<[string, Said, string]>([
		['below', [{ level: 'three', awarded: '2023-01-01' }], 'unmet'],
		['at it', [{ level: 'four', awarded: '2023-01-01' }], 'met'],
		['above', [{ level: 'five', awarded: '2023-01-01' }], 'met'],
		['level not known', [{ awarded: '2023-01-01' }], 'unknown'],
		[
			'one below, one above',
			[
				{ level: 'three', awarded: '2022-01-01' },
				{ level: 'five', awarded: '2024-01-01' }
			],
			'met'
		],
		[
			'one below, one not known',
			[{ level: 'three', awarded: '2022-01-01' }, { awarded: '2024-01-01' }],
			'unknown'
		],
		[
			'the high one expired',
			[
				{ level: 'three', awarded: '2022-01-01' },
				{ level: 'five', awarded: '2020-01-01', expires: '2023-01-01' }
			],
			'unmet'
		],
		['below, day not known', [{ level: 'three' }], 'unmet']
	])('%s', (_, said, expected) => {
		expect(outcome({ level: 'four', is: 'held' }, said)).toBe(expected);
	});
});

describe('awarded in the period of the document (2022-01-28 to 2024-12-31)', () => {
	it.each<[string, Said, string]>([
		['the day before', [{ awarded: '2022-01-27' }], 'unmet'],
		['the first day', [{ awarded: '2022-01-28' }], 'met'],
		['after the day asked', [{ awarded: '2024-10-16' }], 'unmet'],
		['expired since, but awarded then', [{ awarded: '2022-02-01', expires: '2023-02-01' }], 'met'],
		['nobody knows when', [{}], 'unknown'],
		['not held', [{ state: 'not-held' }], 'unmet'],
		['then, at a level nobody knows', [{ awarded: '2023-01-01' }], 'met']
	])('%s', (_, said, expected) => {
		expect(outcome({ is: 'awarded-in-period' }, said)).toBe(expected);
	});

	it('is not known within a month that the period ends in', () => {
		const requires = { title: 'star', is: 'awarded-in-period' as const };
		const from = (first: string) => ({
			inForce: { from: first, until: '2024-12-31', note: text('') }
		});
		const document = policy(
			[measure({ kind: 'award', amount: 50 }, { requires })],
			from('2022-01')
		);
		const awarded = (day: string) =>
			supportOf(document, { titles: [{ title: 'star', awarded: day }] }).recommendations[0]!
				.outcome;
		expect(awarded('2021-12-31')).toBe('unmet');
		expect(awarded('2022-01-15')).toBe('unknown');
		expect(awarded('2022-02-01')).toBe('met');
	});
});

describe('held for the first time', () => {
	it.each<[string, Said, string]>([
		['the first time', [{ awarded: '2023-01-01', first: true }], 'met'],
		['not the first time', [{ awarded: '2023-01-01', first: false }], 'unmet'],
		['not said', [{ awarded: '2023-01-01' }], 'unknown'],
		[
			'the first time, expired',
			[{ awarded: '2021-01-01', expires: '2022-01-01', first: true }],
			'unmet'
		],
		['not held', [{ state: 'not-held' }], 'unmet']
	])('%s', (_, said, expected) => {
		expect(outcome({ is: 'held-first-time' }, said)).toBe(expected);
	});
});

it('asks for the title by its id', () => {
	const requires = { title: 'star', is: 'held' as const };
	const found = judged(measure({ kind: 'award', amount: 50 }, { requires }));
	expect(found.asks).toEqual(['star']);
});

describe('a period whose ends the text does not tell', () => {
	const first = { is: 'held-first-time' as const };
	const four = { level: 'four', is: 'awarded-in-period' as const };
	const asks = (leaf: Omit<Leaf, 'title'>, said: Said) =>
		supportOf(
			policy([measure({ kind: 'award', amount: 50 }, { requires: { title: 'star', ...leaf } })], {
				inForce: { from: 'unknown', until: '2024-12-31', note: text('') }
			}),
			{ titles: said.map((record) => ({ title: 'star', ...record })) }
		).recommendations[0];

	it.each<[string, Omit<Leaf, 'title'>, Said, string[]]>([
		['nothing said', four, [], ['star']],
		['all said', four, [{ awarded: '2024-01-01', level: 'five' }], []],
		['no level', four, [{ awarded: '2024-01-01' }], ['star']],
		['no level, and none is wanted', { is: four.is }, [{ awarded: '2024-01-01' }], []],
		['no day', four, [{ level: 'five' }], ['star']],
		[
			'one record told, one not',
			four,
			[{ awarded: '2024-01-01', level: 'five' }, { level: 'four' }],
			['star']
		],
		[
			'one record told, one not held',
			four,
			[{ awarded: '2024-01-01', level: 'five' }, { state: 'not-held' }],
			[]
		],
		['not whether it was the first time', first, [{ awarded: '2024-01-01' }], ['star']],
		['the first time', first, [{ awarded: '2024-01-01', first: true }], []]
	])('%s: what can still be said is asked, and no more', (_, leaf, said, expected) => {
		expect(asks(leaf, said)).toMatchObject({ outcome: 'unknown', asks: expected });
	});
});
