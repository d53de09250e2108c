import { describe, expect, it } from 'vitest';
import { answerValue, checkSheet, sentence } from '#scoring';
import { figures, one, rungs, several, simple } from '../support/edition.ts';

const edition = simple([
	several('networks', { a: 1, b: 2, c: 4 }),
	one('plan', { no: 0, yes: 5 }),
	rungs('scene', 4, ['scenes']),
	figures('equipment', {
		total: { max: 1_000_000 },
		digital: { max: 1_000_000, atMost: 'total' }
	}),
	figures('energy', { use: { decimals: 2, max: 1000 }, change: { min: -50, max: 50 } })
]);

/** The answers as they were taken, the way SurveyJS stores them. */
function taken(input: unknown): { answers: Record<string, unknown>; faults: string[] } {
	const { answers, faults } = checkSheet(edition, input);
	const given = edition.questions.flatMap((question) => {
		const answer = answers[question.index];
		return answer === undefined ? [] : [[question.name, answerValue(question, answer)] as const];
	});
	return { answers: Object.fromEntries(given), faults: faults.map(sentence) };
}

describe('a good sheet', () => {
	const good = {
		networks: ['a', 'c'],
		plan: 'yes',
		scene: 0,
		equipment: { total: 120, digital: 120 },
		energy: { use: 3.14, change: -7 }
	};

	it('is taken as it is', () => {
		expect(taken(good)).toEqual({ answers: good, faults: [] });
	});

	it('may have its answers in any order', () => {
		const backwards = Object.fromEntries(Object.entries(good).reverse());
		expect(checkSheet(edition, backwards).answers).toEqual(checkSheet(edition, good).answers);
		expect(taken({ networks: ['c', 'a'] }).answers).toEqual({ networks: ['a', 'c'] });
	});

	it('may leave out anything: empty is not answered', () => {
		const empty = { networks: [], plan: '', scene: null, equipment: {}, energy: undefined };
		expect(taken(empty)).toEqual({ answers: {}, faults: [] });
		expect(taken({})).toEqual({ answers: {}, faults: [] });
		expect(taken({ equipment: { total: 5, digital: null } })).toEqual({
			answers: { equipment: { total: 5 } },
			faults: []
		});
	});

	it('keeps 0 as an answer, and takes -0 for 0', () => {
		const { answers } = checkSheet(edition, { equipment: { total: -0 }, scene: -0 });
		const question = edition.byName.get('equipment')!;
		expect(answers[question.index]).toEqual([0, undefined]);
		expect(taken({ scene: -0 }).answers).toEqual({ scene: 0 });
	});

	it.each([
		['the lowest and the highest figure', { equipment: { total: 0 } }],
		['the highest figure', { equipment: { total: 1_000_000 } }],
		['the lowest negative figure', { energy: { change: -50 } }],
		['as many decimals as may be', { energy: { use: 0.01 } }],
		['a decimal that binary cannot hold', { energy: { use: 1.1 } }],
		['as much as there is in all', { equipment: { total: 7, digital: 7 } }],
		['a part of what is not known', { equipment: { digital: 7 } }]
	])('takes %s', (_, answers) => {
		expect(taken(answers)).toEqual({ answers, faults: [] });
	});
});

describe('a question that takes one choice', () => {
	it.each([
		['another word', 'maybe', 'expected one of no, yes, received "maybe"'],
		['a number', 1, 'expected one of no, yes, received 1'],
		['true', true, 'expected one of no, yes, received true'],
		['a list', ['yes'], 'expected one of no, yes, received a list'],
		['an object', { value: 'yes' }, 'expected one of no, yes, received an object'],
		['another case', 'YES', 'expected one of no, yes, received "YES"'],
		['blanks around it', ' yes', 'expected one of no, yes, received " yes"'],
		['a key of every object', 'constructor', 'expected one of no, yes, received "constructor"']
	])('refuses %s', (_, plan, fault) => {
		expect(taken({ plan })).toEqual({ answers: {}, faults: [`answers.plan: ${fault}`] });
	});

	it.each([
		['a string for a number', '2', 'received "2"'],
		['a level above', 5, 'received 5'],
		['a level below', -1, 'received -1'],
		['half a level', 1.5, 'received 1.5'],
		['no number', NaN, 'received NaN'],
		['no end', Infinity, 'received Infinity']
	])('with levels refuses %s', (_, scene, received) => {
		const fault = `answers.scene: expected one of 0, 1, 2, 3, 4, ${received}`;
		expect(taken({ scene })).toEqual({ answers: {}, faults: [fault] });
	});
});

describe('a question that takes several choices', () => {
	it.each([
		['one word', 'a', 'expected a list of choices, received "a"'],
		['a number', 3, 'expected a list of choices, received 3'],
		['an object', { 0: 'a' }, 'expected a list of choices, received an object'],
		['another word', ['a', 'x'], 'expected one of none, a, b, c, received "x"'],
		['a list in a list', [['a']], 'expected one of none, a, b, c, received a list'],
		['a choice twice', ['a', 'b', 'a'], 'expected each choice once, received "a"'],
		['"none" with another', ['a', 'none'], 'expected "none" to stand alone, received "none, a"'],
		['null', ['a', null], 'expected one of none, a, b, c, received null']
	])('refuses %s', (_, networks, fault) => {
		expect(taken({ networks })).toEqual({ answers: {}, faults: [`answers.networks: ${fault}`] });
	});

	it('says all that is wrong with a list at once', () => {
		expect(taken({ networks: ['a', 'x', 'a', 'none', 7] }).faults).toEqual([
			'answers.networks: expected one of none, a, b, c, received "x"',
			'answers.networks: expected each choice once, received "a"',
			'answers.networks: expected one of none, a, b, c, received 7',
			'answers.networks: expected "none" to stand alone, received "none, a"'
		]);
	});

	it('is not upset by what cannot be written as text', () => {
		const odd = { toString: null, valueOf: null };
		expect(taken({ networks: ['a', 'none', odd, Symbol('s')] }).faults).toHaveLength(3);
	});
});

describe('figures', () => {
	const of = (item: string, fault: string) => [`answers.${item}: ${fault}`];

	it.each([
		['a list', [1, 2], of('equipment', 'expected total, digital, received a list')],
		['a number', 5, of('equipment', 'expected total, digital, received 5')],
		[
			'another item',
			{ total: 5, lost: 1 },
			of('equipment', 'expected one of total, digital, received "lost"')
		],
		[
			'a string for a number',
			{ total: '12' },
			of('equipment.total', 'expected a number, received "12"')
		],
		[
			'a list for a number',
			{ total: [12] },
			of('equipment.total', 'expected a number, received a list')
		],
		[
			'true for a number',
			{ total: true },
			of('equipment.total', 'expected a number, received true')
		],
		[
			'a figure below',
			{ total: -1 },
			of('equipment.total', 'expected a number from 0 to 1000000, received -1')
		],
		[
			'a figure above',
			{ total: 1_000_001 },
			of('equipment.total', 'expected a number from 0 to 1000000, received 1000001')
		],
		[
			'no number',
			{ total: NaN },
			of('equipment.total', 'expected a number from 0 to 1000000, received NaN')
		],
		[
			'no end',
			{ total: -Infinity },
			of('equipment.total', 'expected a number from 0 to 1000000, received -Infinity')
		],
		[
			'a part of a whole',
			{ total: 2.5 },
			of('equipment.total', 'expected a whole number, received 2.5')
		],
		[
			'next to nothing',
			{ total: 1e-7 },
			of('equipment.total', 'expected a whole number, received 1e-7')
		],
		[
			'more than there is in all',
			{ total: 10, digital: 11 },
			of('equipment.digital', 'expected at most total (10), received 11')
		]
	])('refuse %s', (_, equipment, faults) => {
		expect(taken({ equipment })).toEqual({ answers: {}, faults });
	});

	it('refuse more decimals than the item has', () => {
		const fault = 'answers.energy.use: expected at most 2 decimals, received 0.125';
		expect(taken({ energy: { use: 0.125 } }).faults).toEqual([fault]);
	});
});
