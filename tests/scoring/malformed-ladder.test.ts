import { describe, expect, it } from 'vitest';
import { sentence, type Condition } from '#scoring';
import { dimension, editionData, faultsOf, halves, one, rungs } from '../support/edition.ts';

const dimensions = [
	dimension('d', [halves('a'), rungs('s', 2, ['scenes']), rungs('t', 2, ['scenes'])], {
		combine: 'sum'
	})
];
const faults = (requires: Condition) =>
	faultsOf(editionData(dimensions, { top: requires })).map(sentence);

describe('a gate', () => {
	it.each<[string, Condition, string]>([
		[
			'on no node',
			{ score: 'gone', atLeast: 1 },
			'expected total, a dimension, a panel or a question, received "gone"'
		],
		[
			'on points in words',
			{ score: 'total', atLeast: 'much' },
			'expected a comparison with points, received "atLeast"'
		],
		[
			'on points too fine',
			{ score: 'total', atLeast: 0.0004 },
			'expected points with at most three decimals, received 0.0004'
		],
		[
			'on points without end',
			{ score: 'total', atLeast: Infinity },
			'expected points with at most three decimals, received Infinity'
		],
		[
			'on no set',
			{ count: 'rooms', level: 1, atLeast: 1 },
			'expected a set that questions are in, received "rooms"'
		],
		[
			'on more than there are',
			{ count: 'scenes', level: 1, atLeast: 3 },
			'expected 0 to 2, received 3'
		],
		['on less than none', { count: 'scenes', level: 1, over: -1 }, 'expected 0 to 2, received -1'],
		[
			'on half a scene',
			{ count: 'scenes', level: 1, atLeast: 1.5 },
			'expected a comparison with a whole number, received "atLeast"'
		],
		[
			'on no fact',
			{ fact: 'gone', is: true },
			'expected a fact of measures/facts.yaml, received "gone"'
		],
		[
			'on a fact of a project',
			{ fact: 'upgrade', is: true },
			'expected a fact of enterprise, received "upgrade"'
		],
		[
			'on a value a fact cannot have',
			{ fact: 'applicant', in: ['park', 'school'] },
			'expected one of manufacturer, provider, park, received "school"'
		],
		[
			'on the order of yes and no',
			{ fact: 'listed', atLeast: 1 },
			'expected true or false, received 1'
		],
		[
			'on an area by its code alone',
			{ fact: 'area', is: '320903' },
			'expected a comparison for a fact of type area, received "is"'
		],
		[
			'within a fact that is no tree',
			{ fact: 'industry', within: ['C33'] },
			'expected a comparison for a fact of type industry, received "within"'
		],
		[
			'on money too fine',
			{ fact: 'revenue', atLeast: 0.0000001 },
			'expected at most 6 decimals (万元), received 1e-7'
		],
		[
			'on no title',
			{ title: 'moon', is: 'held' },
			'expected a title of measures/titles.yaml, received "moon"'
		],
		[
			'on no level of a title',
			{ title: 'star', level: 'six', is: 'held' },
			'expected one of the levels of star: three, four, five, received "six"'
		],
		[
			'on no instrument',
			{ tier: 'gone', atLeast: 'one' },
			'expected an instrument, received "gone"'
		],
		[
			'on what a text leaves open',
			{ open: 'period' },
			'expected an entry of open, received "period"'
		]
	])('%s', (_, requires, fault) => {
		expect(faults(requires)).toEqual([`tiers.top.requires: ${fault}`]);
	});

	it('says where in it, and all at once', () => {
		const gone: Condition = { score: 'gone', atLeast: 1 };
		const paths = faultsOf(
			editionData(dimensions, { low: { all: [gone, { not: gone }] }, top: { any: [gone] } })
		).map((fault) => fault.path);
		expect(paths).toEqual([
			...['tiers.low.requires.all.0', 'tiers.low.requires.all.1.not', 'tiers.top.requires.any.0']
		]);
	});
});

describe('tiers', () => {
	const tiersOf = (...ids: string[]) => {
		const data = editionData(dimensions, { one: { score: 'total', atLeast: 1 } });
		const [tier] = data.ladder.tiers;
		const tiers = ids.map((id) => ({ ...tier!, id }));
		return faultsOf({ ...data, ladder: { ...data.ladder, tiers } }).map(sentence);
	};

	it('bear each id once, and none is called none', () => {
		const expected = 'expected each id once, none of them "none"';
		expect(tiersOf('one', 'one')).toEqual([`tiers: ${expected}, received "one, one"`]);
		expect(tiersOf('none')).toEqual([`tiers: ${expected}, received "none"`]);
		expect(tiersOf('one', 'two')).toEqual([]);
	});
});

describe('a number of our own', () => {
	const own = { authority: 'own' as const };
	const gate: Condition = { all: [{ score: 'total', atLeast: 1, source: own }] };
	const expected = 'expected no number of our own on a ladder that is not, received "own"';
	const question = (points: number) =>
		one('q', { no: { points: 0, source: own }, yes: { points, source: own }, full: 5 });
	const withQuestion = (points: number, authority: 'official' | 'derived' | 'own') =>
		faultsOf(
			editionData(
				[dimension('d', [question(points)], { combine: 'sum' })],
				{ one: { score: 'total', atLeast: 1 } },
				{ ladder: { source: { authority } } }
			)
		).map(sentence);

	it('decides no tier of an official ladder', () => {
		expect(faults(gate)).toEqual([`tiers.top.requires.all.0: ${expected}`]);
		expect(withQuestion(2, 'official')).toEqual([`q.yes: ${expected}`]);
		expect(withQuestion(2, 'derived')).toEqual([`q.yes: ${expected}`]);
	});

	it('may be a "none" without points, or stand on a ladder of our own', () => {
		expect(withQuestion(0, 'official')).toEqual([]);
		expect(withQuestion(2, 'own')).toEqual([]);
	});
});
