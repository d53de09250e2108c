import { describe, expect, test } from 'vitest';
import { countedSets, markedQuestions } from '#lib/diagnosis/counted.ts';
import { ladderAsks } from '#lib/journey/ladder-asks.ts';
import { dimension, editionData, one, opened, rungs, text } from '../support/edition.ts';
import { openContent } from '../../scripts/content.ts';

/** An edition that asks nothing but ladders, each in the sets named. */
function edition(ladders: Readonly<Record<string, string[]>>, ...sets: string[]) {
	const elements = Object.entries(ladders).map(([name, within]) => rungs(name, 2, within));
	const scored = one('x', { no: 0, yes: 1 });
	const titles = Object.fromEntries(sets.map((set) => [set, text(`the ${set}`)]));
	const tiers = { first: { score: 'x', atLeast: 1 } };
	const dimensions = [dimension('all', [scored, ...elements], { combine: 'sum' })];
	return opened(editionData(dimensions, tiers, { sets: titles }));
}
const told = (...[ladders, ...sets]: Parameters<typeof edition>) =>
	countedSets(edition(ladders, ...sets)).map(({ id, questions, inner }) => [
		id,
		questions.map(({ name }) => name),
		inner && [inner.title.en, inner.questions.map(({ name }) => name)]
	]);

describe('the sets of an edition', () => {
	test('one within another is marked there, whichever is named first', () => {
		const ladders = { a: ['rooms', 'halls'], b: ['rooms'], c: ['halls', 'rooms'] };
		const expected = [['rooms', ['a', 'b', 'c'], ['the halls', ['a', 'c']]]];
		expect(told(ladders, 'rooms', 'halls')).toEqual(expected);
		expect(told(ladders, 'halls', 'rooms')).toEqual(expected);
		expect([...markedQuestions(edition(ladders, 'rooms', 'halls'))]).toEqual([
			['a', text('the halls')],
			['c', text('the halls')]
		]);
	});

	test('those that only overlap, or are the same, stand side by side', () => {
		expect(told({ a: ['p'], b: ['p', 'q'], c: ['q'] }, 'p', 'q')).toEqual([
			['p', ['a', 'b'], undefined],
			['q', ['b', 'c'], undefined]
		]);
		expect(told({ a: ['p', 'q'] }, 'p', 'q')).toEqual([
			['p', ['a'], undefined],
			['q', ['a'], undefined]
		]);
	});

	test('one whose questions have no levels is not counted by level', () => {
		const plain = opened(
			editionData(
				[dimension('all', [one('x', { no: 0, yes: 1 }, { sets: ['p'] })], { combine: 'sum' })],
				{ first: { score: 'x', atLeast: 1 } },
				{ sets: { p: text('the p') } }
			)
		);
		expect(countedSets(plain)).toEqual([]);
	});

	test('one without questions, or no set at all, shows nothing', () => {
		expect(told({ a: [] }, 'p')).toEqual([]);
		expect(told({ a: [] })).toEqual([]);
	});
});

test('a ladder asks the titles its tiers need, and nothing where it looks at answers alone', () => {
	const { editions } = openContent();
	const asked = [...editions.values()].map(({ edition }) => [
		edition.data.instrument,
		[...ladderAsks(edition)].map(([id, tiers]) => [id, tiers.map((tier) => tier['zh-cn'])])
	]);
	// In the order in which the ladder first names them.
	const gradient = [
		['above-scale', ['基础级']],
		['cmmm', ['基础级', '卓越级', '领航级']],
		['smart-factory-gradient', ['先进级', '卓越级', '领航级']]
	];
	expect(asked).toEqual([
		[
			'dongguan-industrial-internet',
			[['dongguan-industrial-internet-demonstration', ['创新示范']]]
		],
		['smart-factory-gradient', gradient],
		['smart-manufacturing', []],
		['sme-digital-level', []],
		['two-integration', []],
		['two-integration', []],
		['yancheng-diagnosis', []]
	]);
});
