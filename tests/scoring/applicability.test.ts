import { describe, expect, it } from 'vitest';
import { checkSheet, standingAnswers, type Condition } from '#scoring';
import { figures, forfeit, one, panel, rungs, several, simple } from '../support/edition.ts';
import { points, scored, tier } from '../support/scored.ts';

const chain = simple(
	[
		one('q1', { no: 0, yes: 1 }),
		one('q2', { no: 0, yes: 2 }, { appliesIf: { answer: 'q1', is: 'yes' } }),
		one('q3', { no: 0, yes: 4 }, { appliesIf: { answer: 'q2', is: 'yes' } })
	],
	{ combine: 'sum', tailoring: forfeit }
);
const applies = (answers: object) => {
	const { applies, edition } = scored(chain, { ...answers });
	return ['q2', 'q3'].map((name) => applies[edition.partByName.get(name)!.index]);
};

describe('a chain: the third question depends on the second, the second on the first', () => {
	it.each([
		['all yes: 1 + 2 + 4', { q1: 'yes', q2: 'yes', q3: 'yes' }, '7', ['met', 'met']],
		['the first no drops both: 0', { q1: 'no', q2: 'yes', q3: 'yes' }, '0', ['unmet', 'unmet']],
		[
			'the second no drops the third: 1 + 0',
			{ q1: 'yes', q2: 'no', q3: 'yes' },
			'1',
			['met', 'unmet']
		],
		// q1 0…1, q2 2 or dropped, q3 4 or dropped
		['the first not known', { q2: 'yes', q3: 'yes' }, '0…7', ['unknown', 'unknown']],
		['the second not known: 1 + 0…2 + 0…4', { q1: 'yes', q3: 'yes' }, '1…7', ['met', 'unknown']],
		// Whether q2 applies or not, q3 does not.
		['the first not known, the second no', { q2: 'no', q3: 'yes' }, '0…1', ['unknown', 'unmet']],
		['nothing known', {}, '0…7', ['unknown', 'unknown']],
		['the first no, the rest not asked', { q1: 'no' }, '0', ['unmet', 'unmet']]
	])('%s', (_, answers, sum, verdicts) => {
		expect(points(chain, answers)).toBe(sum);
		expect(applies(answers)).toEqual(verdicts);
	});

	it('leaves standing what certainly applies', () => {
		const standing = (answers: object) => {
			const sheet = checkSheet(chain, answers);
			return standingAnswers(chain, sheet, scored(chain, { ...answers }).applies);
		};
		expect(standing({ q1: 'no', q2: 'yes', q3: 'yes' })).toEqual({ q1: 'no' });
		expect(standing({ q1: 'yes', q2: 'no', q3: 'yes' })).toEqual({ q1: 'yes', q2: 'no' });
		expect(standing({ q2: 'no', q3: 'yes' })).toEqual({});
	});
});

describe('what a condition sees of a question that does not apply', () => {
	const judged = (appliesIf: Condition, answers: object) => {
		const edition = simple(
			[
				one('q1', { no: 0, yes: 0 }),
				one('q2', { no: 0, yes: 0 }, { appliesIf: { answer: 'q1', is: 'yes' } }),
				one('q3', { no: 0, yes: 1 }, { appliesIf })
			],
			{ combine: 'sum', tailoring: forfeit }
		);
		return scored(edition, { ...answers }).applies[edition.partByName.get('q3')!.index];
	};

	it('is no answer, so that "not" holds', () => {
		const not: Condition = { not: { answer: 'q2', is: 'yes' } };
		expect(judged(not, { q1: 'no', q2: 'yes' })).toBe('met');
		expect(judged(not, { q1: 'yes', q2: 'yes' })).toBe('unmet');
		expect(judged(not, { q2: 'yes' })).toBe('unknown');
		expect(judged(not, { q2: 'no' })).toBe('met');
		expect(judged(not, { q1: 'yes' })).toBe('unknown');
	});

	it('cannot be one of all answers there are, though every one of them is named', () => {
		const any: Condition = { answer: 'q2', in: ['no', 'yes'] };
		expect(judged(any, { q1: 'no', q2: 'yes' })).toBe('unmet');
		expect(judged(any, { q2: 'yes' })).toBe('unknown');
	});
});

describe('every kind of answer can be asked for', () => {
	const elements = [
		several('nets', { a: 0, b: 0 }),
		rungs('scene', 4, []),
		figures('staff', { total: {}, part: { decimals: 2 } })
	];
	const judged = (appliesIf: Condition, answers: object) => {
		const edition = simple([...elements, one('q', { no: 0, yes: 1 }, { appliesIf })], {
			combine: 'sum',
			tailoring: forfeit
		});
		return scored(edition, { ...answers }).applies[edition.partByName.get('q')!.index];
	};

	it.each<[Condition, object, string]>([
		[{ answer: 'nets', is: 'a' }, { nets: ['a', 'b'] }, 'met'],
		[{ answer: 'nets', is: 'a' }, { nets: ['b'] }, 'unmet'],
		[{ answer: 'nets', in: ['a', 'b'] }, { nets: ['b'] }, 'met'],
		[{ answer: 'nets', in: ['a', 'b'] }, { nets: ['none'] }, 'unmet'],
		[{ answer: 'nets', is: 'none' }, {}, 'unknown'],
		[{ answer: 'scene', atLeast: 2 }, { scene: 2 }, 'met'],
		[{ answer: 'scene', over: 2 }, { scene: 2 }, 'unmet'],
		[{ answer: 'scene', in: [0, 4] }, { scene: 4 }, 'met'],
		[{ answer: 'scene', under: 1 }, { scene: 0 }, 'met'],
		[{ answer: 'staff.total', atLeast: 20 }, { staff: { total: 20 } }, 'met'],
		[{ answer: 'staff.total', atLeast: 20 }, { staff: { total: 19 } }, 'unmet'],
		[{ answer: 'staff.total', atLeast: 20 }, { staff: { part: 19 } }, 'unknown'],
		[{ answer: 'staff.part', is: 0.07 }, { staff: { part: 0.07 } }, 'met'],
		[{ answer: 'staff.part', atMost: 0.06 }, { staff: { part: 0.07 } }, 'unmet']
	])('%j of %j is %s', (condition, answers, verdict) => {
		expect(judged(condition, answers)).toBe(verdict);
	});
});

describe('what does not apply', () => {
	const gated = { appliesIf: { answer: 'open', is: 'yes' } };
	const edition = simple(
		[
			one('open', { no: 0, yes: 0 }),
			panel('p', [one('a', { no: 0, yes: 5 }), rungs('s', 2, ['scenes'])], {
				combine: 'sum',
				...gated
			})
		],
		{ combine: 'sum', tailoring: forfeit },
		{
			points: { score: 'p', atLeast: 5 },
			scene: {
				all: [
					{ score: 'a', atLeast: 5 },
					{ count: 'scenes', level: 2, atLeast: 1 }
				]
			}
		}
	);
	const full = { a: 'yes', s: 2 };

	it('has no points and no level for a gate either, whatever was once typed there', () => {
		expect(tier(edition, { open: 'yes', ...full })).toBe('scene');
		expect(tier(edition, { open: 'no', ...full })).toBe('none');
		expect(points(edition, { open: 'no', ...full }, 'p')).toBe('0');
	});

	it('leaves the gate open while it is not known', () => {
		expect(tier(edition, full)).toBe('none…scene');
		expect(tier(edition, { a: 'no', s: 2 })).toBe('none');
	});
});
