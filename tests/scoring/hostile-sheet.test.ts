import { describe, expect, it } from 'vitest';
import { checkSheet, sentence, shown } from '#scoring';
import { figures, one, several, simple } from '../support/edition.ts';

const edition = simple([
	several('networks', { a: 1, b: 2 }),
	one('plan', { no: 0, yes: 5 }),
	figures('equipment', { total: {}, digital: { atMost: 'total' } })
]);

const faultsOf = (input: unknown) => checkSheet(edition, input).faults.map(sentence);

describe('what is no sheet', () => {
	it.each([
		[null, 'null'],
		['answers', '"answers"'],
		[12, '12'],
		[[{ plan: 'yes' }], 'a list'],
		[undefined, 'nothing']
	])('is told, and answers nothing: %j', (input, received) => {
		expect(faultsOf(input)).toEqual([
			`answers: expected answers by question name, received ${received}`
		]);
	});
});

describe('a question that is not there', () => {
	it.each([
		['unknown', { pla: 'yes' }, '"pla"'],
		['of every object', { constructor: 'yes' }, '"constructor"'],
		['the prototype', JSON.parse('{"__proto__": {"plan": "yes"}}') as unknown, '"__proto__"'],
		['without a name', { '': 'yes' }, '""'],
		['a path', { 'equipment.total': 5 }, '"equipment.total"']
	])('is told, and takes nothing: %s', (_, input, received) => {
		const { answers, faults } = checkSheet(edition, input);
		expect(faults.map(sentence)).toEqual([
			`answers: expected a question of test@2024, received ${received}`
		]);
		expect(answers).toEqual([undefined, undefined, undefined]);
	});

	it('among the figures', () => {
		const input = JSON.parse('{"equipment": {"__proto__": 1, "constructor": 2}}') as unknown;
		expect(faultsOf(input)).toEqual([
			'answers.equipment: expected one of total, digital, received "__proto__"',
			'answers.equipment: expected one of total, digital, received "constructor"'
		]);
	});

	it('changes no prototype', () => {
		faultsOf(JSON.parse('{"__proto__": {"polluted": true}, "equipment": {"__proto__": {"x": 1}}}'));
		expect({}).not.toHaveProperty('polluted');
		expect({}).not.toHaveProperty('x');
	});
});

describe('what a fault shows', () => {
	it('is short, however long the answer', () => {
		expect(faultsOf({ plan: '长'.repeat(10_000) })).toEqual([
			`answers.plan: expected one of no, yes, received "${'长'.repeat(40)}…" (10000 characters)`
		]);
		expect(faultsOf({ ['x'.repeat(10_000)]: 1 })[0]).toHaveLength(
			// the sentence up to the name, its quotes, 40 characters, the dots and their number
			'answers: expected a question of test@2024, received '.length +
				'""'.length +
				40 +
				'… (10000 characters)'.length
		);
	});

	it.each([
		['a bell and an escape', 'no\u0007\u001b[31m', '"no\\u{7}\\u{1b}[31m"'],
		['an end of line', 'no\r\nyes', '"no\\u{d}\\u{a}yes"'],
		['NUL', '\u0000', '"\\u{0}"'],
		['the other controls', '\u007f\u0085', '"\\u{7f}\\u{85}"'],
		['half a surrogate pair', 'a\ud83d', '"a\\u{d83d}"'],
		['the other half', '\udc00', '"\\u{dc00}"'],
		['words that run backwards', '\u202eon', '"\\u{202e}on"'],
		['a line separator', '\u2028', '"\\u{2028}"'],
		['a whole pair', '😀', '"😀"']
	])('is printable: %s', (_, plan, received) => {
		expect(faultsOf({ plan })).toEqual([
			`answers.plan: expected one of no, yes, received ${received}`
		]);
		expect(received).not.toMatch(/\p{Cc}|\p{Cs}/u);
	});

	it('has a word for every kind of value', () => {
		expect([undefined, null, 12n, false, {}, [], Symbol('s'), () => 0].map(shown)).toEqual([
			...['nothing', 'null', '12', 'false', 'an object', 'a list', 'a symbol', 'a function']
		]);
	});
});

it('gathers the faults of all questions, and keeps what is right', () => {
	const { answers, faults } = checkSheet(edition, {
		plan: 'yes',
		networks: 'a',
		equipment: { total: '5' },
		gone: 1
	});
	expect(answers).toEqual([undefined, 1, undefined]);
	expect(faults.map((fault) => fault.path)).toEqual([
		...['answers.networks', 'answers.equipment.total', 'answers']
	]);
});

it('reads a list of a hundred thousand', () => {
	const many = new Array<string>(100_000).fill('a');
	expect(checkSheet(edition, { networks: many }).answers[0]).toBeUndefined();
});
