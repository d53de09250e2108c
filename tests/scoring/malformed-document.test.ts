import { describe, expect, it } from 'vitest';
import { sentence, type DocumentData, type MeasureData } from '#scoring';
import { text } from '../support/edition.ts';
import { measure, policyFaults } from '../support/policy.ts';

const award: MeasureData['benefit'] = { kind: 'award', amount: 50 };
const faults = (one: MeasureData, more: Partial<DocumentData> = {}) =>
	policyFaults([one], more).map(sentence);
const share = (more: object): MeasureData['benefit'] => ({
	kind: 'share',
	of: 'budget',
	rate: 10,
	...more
});
const atProject = { judgedAt: 'project' as const };

describe('a document', () => {
	const article = (clause: string, ...measures: string[]) => ({
		clause,
		title: text(clause),
		measures
	});
	const stacking = (pays: Record<string, 'sum' | 'highest'>): Partial<DocumentData> => ({
		stacking: {
			clause: '5',
			text: text('once'),
			open: {
				id: 'same',
				question: text('?'),
				readings: [
					{ id: 'a', text: text('a') },
					{ id: 'b', text: text('b') }
				],
				pays
			}
		}
	});
	const period = (from: string, until: string) => ({ inForce: { from, until, note: text('') } });

	it.each<[string, Partial<DocumentData>, string[]]>([
		[
			'that does not list a measure in its article',
			{ articles: [article('1', 'other'), { clause: '2', title: text('2'), none: text('') }] },
			[
				'document.articles.1: expected it to list m, received nothing',
				'document.articles.1: expected a measure that stands there, received "other"'
			]
		],
		[
			'that lists a measure in another article',
			{ articles: [article('1', 'm'), article('2', 'm')] },
			['document.articles.2: expected a measure that stands there, received "m"']
		],
		[
			'that has no such article',
			{ articles: [article('2', 'm')] },
			[
				'document.articles.1: expected it to list m, received nothing',
				'document.articles.2: expected a measure that stands there, received "m"'
			]
		],
		[
			'that has a clause twice',
			{ articles: [article('1', 'm'), article('1', 'm')] },
			['document.articles: expected each clause once, received "1"']
		],
		[
			'that ends before it begins',
			period('2024-12-31', '2022-01-28'),
			['document.inForce.until: expected a day from 2024-12-31 on, received "2022-01-28"']
		],
		[
			'whose last month is before its first day',
			period('2024-12-31', '2024-11'),
			['document.inForce.until: expected a day from 2024-12-31 on, received "2024-11"']
		],
		[
			'in no area',
			{ area: { within: ['9'], title: text('') } },
			[
				'document.area.within: expected the code of an area that exists, in quotes, like "320903", received "9"'
			]
		],
		[
			'that says of one reading too few what is paid',
			stacking({ a: 'sum' }),
			['document.stacking.open.pays: expected a, b, received "a"']
		],
		[
			'that says what is paid under a reading it does not have',
			stacking({ a: 'sum', c: 'highest' }),
			['document.stacking.open.pays: expected a, b, received "a, c"']
		]
	])('%s', (_, more, expected) => {
		expect(faults(measure(award), more)).toEqual(expected);
	});

	it('may begin and end within one month', () => {
		expect(faults(measure(award), period('2024-06-15', '2024-06'))).toEqual([]);
		expect(faults(measure(award), period('2024-06', '2024-06'))).toEqual([]);
		expect(faults(measure(award), period('unknown', '2024-06'))).toEqual([]);
	});

	it('says all that is wrong with all its measures at once', () => {
		const first = measure(award, { id: 'first', requires: { fact: 'gone', is: true } });
		const second = measure(share({ of: 'gone' }), { id: 'second', ...atProject });
		expect(policyFaults([first, second]).map((fault) => fault.path)).toEqual([
			...['first.requires', 'second.benefit.of']
		]);
	});
});
