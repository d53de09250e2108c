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
			against: 'all',
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

describe('rules between measures', () => {
	const readings = [
		{ id: 'yes', text: text('yes') },
		{ id: 'no', text: text('no') }
	];
	const open = [{ id: 'q', question: text('?'), readings }];
	const rule = { measure: 'policy/other', text: text('not both'), source: {} };
	const exclude = (more: object, of: Partial<MeasureData> = {}) =>
		faults(measure(award, { excludes: [{ ...rule, within: 'enterprise', ...more }], ...of }));

	it('an exclusion names another measure, where it is judged, and every reading', () => {
		expect(exclude({})).toEqual([]);
		expect(exclude({ measure: 'policy/m' })).toEqual([
			'm.excludes.0.measure: expected another measure, received "policy/m"'
		]);
		expect(exclude({ within: 'project' })).toEqual([
			'm.excludes.0.within: expected enterprise, where the measure is judged, received "project"'
		]);
		expect(exclude({ open: 'gone', pays: { yes: 'sum' } })).toEqual([
			'm.excludes.0.open: expected an open entry with readings, received "gone"'
		]);
		expect(exclude({ open: 'q', pays: { yes: 'sum' } }, { open })).toEqual([
			'm.excludes.0.pays: expected no, yes, received "yes"'
		]);
		expect(exclude({ pays: { yes: 'sum' } }, { open })).toEqual([
			'm.excludes.0.open: expected an open entry with readings, received nothing'
		]);
		const twice = [rule, rule].map((one) => ({ ...one, within: 'enterprise' as const }));
		expect(faults(measure(award, { excludes: twice }))).toEqual([
			'm.excludes.1.measure: expected it once, received "policy/other"'
		]);
	});

	it('a document whose rule speaks of its government says which it is', () => {
		const own = { ...open[0]!, pays: { yes: 'sum', no: 'highest' } as const };
		const stacking = {
			clause: '5',
			text: text('once'),
			against: 'same-government' as const,
			open: own
		};
		expect(faults(measure(award), { stacking })).toEqual([
			'document.government: expected it, for the rule on stacking speaks of it, received nothing'
		]);
		expect(faults(measure(award), { stacking, government: 'Yancheng' })).toEqual([
			'document.government: expected the code of an area that exists, in quotes, like "320903", received "Yancheng"'
		]);
		expect(faults(measure(award), { stacking, government: '320900' })).toEqual([]);
	});

	type Caps = NonNullable<Extract<MeasureData['benefit'], { kind: 'share' }>['caps']>;
	const other = measure(share({ caps: [{ on: 'payment', amount: 50, per: 'enterprise' }] }), {
		id: 'other',
		...atProject
	});
	const shared = (cap: Partial<Caps[number]>, covered: MeasureData = other, more = {}) =>
		policyFaults([
			measure(
				share({
					caps: [
						{ on: 'payment', amount: 100, per: 'enterprise', with: { measures: ['other'] }, ...cap }
					]
				}),
				{ ...atProject, ...more }
			),
			covered
		]).map(sentence);

	it('a shared cap covers measures of the document, and lies around all their caps', () => {
		const another = 'expected another measure that pays a share and shares no cap';
		expect(shared({})).toEqual([]);
		expect(shared({ with: { measures: ['gone', 'm'] } })).toEqual([
			`m.benefit.caps.with.measures: ${another}, received "gone"`,
			`m.benefit.caps.with.measures: ${another}, received "m"`
		]);
		expect(shared({}, measure(award, { id: 'other' }))).toEqual([
			`m.benefit.caps.with.measures: ${another}, received "other"`
		]);
		expect(shared({ per: 'project' })).toEqual([
			'm.benefit.caps.with: expected all caps to lie within it (project), received "enterprise"'
		]);
		expect(shared({ on: 'cost', per: 'project' })).toEqual([
			'm.benefit.caps.0.with: expected a cap on payment to be shared, received "cost"'
		]);
		const said: Caps[number]['with'] = {
			measures: ['other'],
			open: 'q',
			readings: { yes: 'shared' }
		};
		expect(shared({ with: said }, other, { open })).toEqual([
			'm.benefit.caps.with.readings: expected no, yes, received "yes"'
		]);
	});

	it('caps that ask one question have the same readings', () => {
		const per = (...ids: string[]) => ({
			open: 'q',
			readings: Object.fromEntries(ids.map((id) => [id, 'project' as const]))
		});
		const one = (id: string, ...ids: string[]) =>
			measure(share({ caps: [{ on: 'payment', amount: 1, per: per(...ids) }] }), {
				id,
				...atProject,
				open: [
					{
						id: 'q',
						question: text('?'),
						readings: ids.map((each) => ({ id: each, text: text('') }))
					}
				]
			});
		expect(policyFaults([one('a', 'yes', 'no'), one('b', 'yes', 'no')])).toEqual([]);
		expect(policyFaults([one('a', 'yes', 'no'), one('b', 'yes', 'not')]).map(sentence)).toEqual([
			'b.benefit.caps: expected the readings of q in a: no, yes, received "not, yes"'
		]);
	});
});
