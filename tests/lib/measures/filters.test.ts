import { describe, expect, test } from 'vitest';
import { queryOf, readFilters } from '#lib/measures/filters.ts';

const choices = {
	today: '2026-11-22',
	hasArea: (code: string) => /^(320000|320900|320924|440000)$/.test(code),
	hasCapability: (id: string) => id === 'funding'
};
const read = (query: string) => readFilters(new URLSearchParams(query), choices);
const none = {
	on: '2026-11-22',
	all: false,
	area: undefined,
	capability: undefined,
	applicant: undefined,
	kind: undefined,
	q: ''
};

describe('filters', () => {
	test.each(['', 'on=', 'on=%20&area=&q=+&kind=&show=in-force'])(
		'of “%s” are none, and the day is today',
		(query) => {
			expect(read(query)).toEqual({ filters: none, ignored: [] });
		}
	);

	test('are read from the address', () => {
		const query = 'on=2024-10-15&show=all&area=320924&capability=funding&applicant=park&kind=award&q=+a+b';
		expect(read(query)).toEqual({
			filters: {
				...{ on: '2024-10-15', all: true, area: '320924', capability: 'funding' },
				...{ applicant: 'park', kind: 'award', q: 'a b' }
			},
			ignored: []
		});
	});

	test('take the narrowest area of the lists; one left from another province is dropped', () => {
		expect(read('area=320000&area=320900&area=').filters?.area).toBe('320900');
		expect(read('area=440000&area=320900&area=320924').filters?.area).toBe('440000');
	});

	test('name what they do not know and go on without it', () => {
		expect(read('area=999999&capability=x&applicant=bank&kind=loan&show=some&q=x')).toEqual({
			filters: { ...none, q: 'x' },
			ignored: [
				{ name: 'show', value: 'some' },
				{ name: 'area', value: '999999' },
				{ name: 'capability', value: 'x' },
				{ name: 'applicant', value: 'bank' },
				{ name: 'kind', value: 'loan' }
			]
		});
	});

	test.each(['2025-02-30', '2024/10/15', 'yesterday'])('refuse %s, which is no day', (on) => {
		expect(read(`on=${on}&q=x`)).toEqual({ wrongDay: on });
	});

	test('make the address they are read from', () => {
		const query = '?on=2024-10-15&area=320900&kind=award&q=%E5%8A%A9+1&show=all';
		const { filters } = read(query);
		expect(queryOf(filters!)).toBe(query);
		expect(queryOf(none)).toBe('?on=2026-11-22');
	});
});
