import { applicants, isDay, type Benefit, type Day, type MeasureData } from '#scoring';
import { narrowest } from '../journey/region-levels.ts';

/** Which measures are asked for. */
export interface Filters {
	readonly on: Day;
	/** Also those of documents that certainly are not in force on the day. */
	readonly all: boolean;
	/** The code of an area or the id of a zone. */
	readonly area: string | undefined;
	/** An id of questionnaires/capabilities.yaml. */
	readonly capability: string | undefined;
	readonly applicant: MeasureData['applicant'][number] | undefined;
	readonly kind: Benefit['kind'] | undefined;
	/** What is searched for, as typed. */
	readonly q: string;
}

/** A parameter with a value that it does not know. */
export interface Ignored {
	readonly name: 'show' | 'area' | 'capability' | 'applicant' | 'kind';
	readonly value: string;
}

export const kinds = [
	'share',
	'award',
	'ceiling',
	'service',
	'unstated',
	'history'
] as const satisfies readonly Benefit['kind'][];

/** What the values of the parameters are checked against. */
export interface Choices {
	readonly today: Day;
	readonly hasArea: (code: string) => boolean;
	readonly hasCapability: (id: string) => boolean;
}

/**
 * Reads the filters of an address; without a day, today's. A value that is not known filters nothing and is
 * named; a day that does not exist is a fault.
 */
export function readFilters(
	params: URLSearchParams,
	{ today, hasArea, hasCapability }: Choices
):
	| { filters: Filters; ignored: readonly Ignored[]; wrongDay?: never }
	| { filters?: never; wrongDay: string } {
	const on = params.get('on')?.trim() || today;
	if (!isDay(on)) return { wrongDay: on };
	const ignored: Ignored[] = [];
	const known = <T extends string>(
		name: Ignored['name'],
		isKnown: (value: string) => value is T
	): T[] =>
		params.getAll(name).flatMap((value) => {
			if (value === '' || isKnown(value)) return value === '' ? [] : [value as T];
			ignored.push({ name, value });
			return [];
		});
	const isOne =
		<T extends string>(list: readonly T[]) =>
		(value: string): value is T =>
			(list as readonly string[]).includes(value);
	const filters: Filters = {
		on,
		all: known('show', isOne(shows)).at(-1) === 'all',
		area: narrowest(known('area', (code): code is string => hasArea(code))),
		capability: known('capability', (id): id is string => hasCapability(id)).at(-1),
		applicant: known('applicant', isOne(applicants)).at(-1),
		kind: known('kind', isOne(kinds)).at(-1),
		q: params.get('q')?.trim() ?? ''
	};
	return { filters, ignored };
}

const shows = ['in-force', 'all'] as const;

/** The filters as the query of an address: `?on=2024-10-15&kind=share`. */
export function queryOf({ all, ...values }: Partial<Filters>): string {
	const query = new URLSearchParams();
	for (const [name, value] of Object.entries(values)) if (value) query.set(name, value);
	if (all) query.set('show', 'all');
	return `?${query.toString()}`;
}
