import {
	inForce,
	isWithin,
	type DocumentData,
	type InForce,
	type Locale,
	type OpenDocument,
	type OpenMeasure
} from '#scoring';
import type { Filters } from './filters.ts';
import type { Search } from './search.ts';

/** A document and what of it was found. */
export interface Found {
	readonly document: OpenDocument;
	/** Whether it is in force on the day. */
	readonly state: InForce;
	/** In the order of its articles. */
	readonly measures: readonly FoundMeasure[];
	/** Whether its measures are shown: those that are certainly not in force only where all were asked for. */
	readonly shown: boolean;
	/** Whether it leaves the area that was asked for to itself. */
	readonly elsewhere: boolean;
}

export interface FoundMeasure {
	readonly measure: OpenMeasure;
	/** Whether it reaches a part of the area asked for, and not all of it. */
	readonly inPart: boolean;
}

/**
 * The documents with the measures that fit, those in force first, history last. A document of which
 * nothing fits is left out, unless it has something to say to the area.
 */
export function findMeasures(
	documents: readonly OpenDocument[],
	filters: Filters,
	search: Search,
	locale: Locale
): Found[] {
	const isFound = search(filters.q, locale);
	return documents
		.map((document) => {
			const state = inForce(document.data.inForce, filters.on);
			return {
				document,
				state,
				measures: inArticleOrder(document)
					.filter((measure) => fits(measure, filters) && isFound(measure))
					.flatMap((measure) => inArea(document, measure, filters.area)),
				shown: filters.all || state === 'in-force' || state === 'unknown',
				elsewhere: isElsewhere(document.data, filters.area)
			};
		})
		.filter(({ measures, elsewhere }) => measures.length > 0 || elsewhere)
		.sort((a, b) => rankOf(a) - rankOf(b));
}

/** The measures as the articles of their document list them. */
function inArticleOrder({ data, measures }: OpenDocument): OpenMeasure[] {
	const listed = data.articles.flatMap((article) => ('measures' in article ? article.measures : []));
	return measures.toSorted((a, b) => listed.indexOf(a.data.id) - listed.indexOf(b.data.id));
}

function fits({ data }: OpenMeasure, { capability, applicant, kind }: Filters): boolean {
	return (
		(capability === undefined || data.capabilities.includes(capability)) &&
		(applicant === undefined || data.applicant.includes(applicant)) &&
		(kind === undefined || data.benefit.kind === kind)
	);
}

/** The measure, if it may reach an area: by its own reach where it has one, else by its document's. */
function inArea(
	{ data }: OpenDocument,
	measure: OpenMeasure,
	area: string | undefined
): FoundMeasure[] {
	if (area === undefined) return [{ measure, inPart: false }];
	const reach = isWithin(area, (measure.data.area ?? data.area).within);
	return reach === 'unmet' ? [] : [{ measure, inPart: reach === 'unknown' }];
}

function isElsewhere({ area: { elsewhere } }: DocumentData, area: string | undefined): boolean {
	return area !== undefined && elsewhere !== undefined && isWithin(area, elsewhere.within) === 'met';
}

const states: readonly InForce[] = ['in-force', 'unknown', 'not-yet', 'ended'];

function rankOf({ document, state }: Found): number {
	const isHistory = document.measures.every(({ data }) => data.benefit.kind === 'history');
	return isHistory ? states.length : states.indexOf(state);
}
