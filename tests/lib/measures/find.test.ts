import { describe, expect, test } from 'vitest';
import type { Filters } from '#lib/measures/filters.ts';
import { findMeasures } from '#lib/measures/find.ts';
import { openFold, openSearch } from '#lib/measures/search.ts';
import type { DocumentData, MeasureData } from '#scoring';
import { simplified } from '#server/simplified.ts';
import { text } from '../../support/edition.ts';
import { measure, policy } from '../../support/policy.ts';

const nothing = { text: text('what'), kind: 'service' as const };
const service = (id: string, more: Partial<MeasureData> = {}) =>
	measure({ kind: nothing.kind, what: nothing.text }, { id, title: text(id), ...more });
const period = (from: string, until: string) => ({ from, until, note: text('why') });

const documents = [
	document('a-history', [measure({ kind: 'history', what: text('past') }, { id: 'past' })]),
	document('b-ended', [service('old')], { inForce: period('2020-01-01', '2020-12-31') }),
	document('c-month', [service('month')], { inForce: period('2024-01', '2024-10') }),
	document('d-later', [service('later')], { inForce: period('2025-01-01', '2025-12-31') }),
	document(
		'e-now',
		[
			service('first', { capabilities: ['planning'], applicant: ['provider', 'park'] }),
			service('city', { area: { within: ['320900'], title: text('City') } }),
			measure({ kind: 'award', amount: 50 }, { id: 'award', title: text('Award') })
		],
		{
			articles: [
				{ clause: '1', title: text('1'), measures: ['award', 'first', 'city'] },
				{ clause: '2', title: text('2'), none: text('none') }
			],
			area: {
				within: ['320902', '320903'],
				title: text('Districts'),
				elsewhere: { within: ['320924'], say: text('Ask there') }
			}
		}
	)
];

function document(id: string, measures: MeasureData[], more: Partial<DocumentData> = {}) {
	return policy(measures, { id, ...more });
}

/** What is found, as `document: measures`, a star at what reaches the area in part. */
function find(change: Partial<Filters> = {}) {
	const filters: Filters = {
		...{ on: '2024-10-15', all: false, q: '' },
		...{ area: undefined, capability: undefined, applicant: undefined, kind: undefined },
		...change
	};
	const search = openSearch(documents, openFold(simplified));
	return findMeasures(documents, filters, search, 'zh-cn').map((one) => {
		const measures = one.measures.map(({ measure: { data }, inPart }) => data.id + (inPart ? '*' : ''));
		const { state, shown, elsewhere } = one;
		return [one.document.data.id, state, ...(shown ? [] : ['hidden']), ...measures].join(' ') + (elsewhere ? ' elsewhere' : '');
	});
}

describe('finding measures', () => {
	test('all documents with their state, in force first, history last; ended ones without being shown', () => {
		expect(find()).toEqual([
			'e-now in-force award first city',
			'c-month unknown month',
			'd-later not-yet hidden later',
			'b-ended ended hidden old',
			'a-history in-force past'
		]);
	});

	test('what is not in force is shown where all is asked for', () => {
		expect(find({ all: true }).filter((line) => line.includes('hidden'))).toEqual([]);
		expect(find({ all: true })).toHaveLength(5);
	});

	test('by capability, applicant, kind and word; what has nothing is left out', () => {
		expect(find({ capability: 'planning' })).toEqual(['e-now in-force first']);
		expect(find({ applicant: 'park' })).toEqual(['e-now in-force first']);
		expect(find({ kind: 'award' })).toEqual(['e-now in-force award']);
		expect(find({ kind: 'history' })).toEqual(['a-history in-force past']);
		expect(find({ q: 'OLD' })).toEqual(['b-ended ended hidden old']);
		expect(find({ kind: 'award', applicant: 'park' })).toEqual([]);
	});

	test('by area: its own reach before that of the document', () => {
		const [first] = find({ area: '320903' });
		expect(first).toBe('e-now in-force award first city');
		// In Sheyang only what reaches the whole city; the document leaves it to itself.
		expect(find({ area: '320924' })).toEqual(['e-now in-force city elsewhere']);
		expect(find({ area: '440000' })).toEqual([]);
	});

	test('an area around it is reached in part', () => {
		expect(find({ area: '320900', kind: 'award' })).toEqual(['e-now in-force award*']);
		expect(find({ area: '320900', q: 'city' })).toEqual(['e-now in-force city']);
		expect(find({ area: '320000', q: 'city' })).toEqual(['e-now in-force city*']);
	});

	test('a document that leaves the area to itself says so even where nothing fits', () => {
		expect(find({ area: '320924', kind: 'award' })).toEqual(['e-now in-force elsewhere']);
	});
});
