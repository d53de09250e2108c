import {
	openDocument,
	recommend,
	type Day,
	type DocumentData,
	type Fault,
	type MeasureData,
	type OpenDocument,
	type Recommendation,
	type Support,
	type TierBounds
} from '#scoring';
import { text } from './edition.ts';
import { catalogue, known } from './small-catalogue.ts';

/** Small policy documents for tests; what a test does not care about is filled in. */

const ladders = new Map([['test', ['one', 'two', 'three', 'retired']]]);

export function measure(
	benefit: MeasureData['benefit'],
	more: Partial<MeasureData> = {}
): MeasureData {
	return {
		id: 'm',
		title: text('m'),
		summary: text('m'),
		article: '1',
		applicant: ['manufacturer'],
		judgedAt: 'enterprise',
		benefit,
		capabilities: [],
		...more
	};
}

export function documentData(
	measures: readonly MeasureData[],
	more: Partial<DocumentData> = {}
): DocumentData {
	return {
		id: 'policy',
		title: text('Policy'),
		issuer: text('City'),
		issued: '2022-01-28',
		inForce: { from: '2022-01-28', until: '2024-12-31', note: text('period') },
		area: { within: ['320902', '320903'], title: text('Districts') },
		checked: '2024-01-01',
		source: { authority: 'official' },
		cites: [],
		unknown: [],
		articles: [{ clause: '1', title: text('1'), measures: measures.map((one) => one.id) }],
		...more
	};
}

export function policy(
	measures: readonly MeasureData[],
	more: Partial<DocumentData> = {}
): OpenDocument {
	const { document, faults } = openDocument(documentData(measures, more), measures, {
		catalogue,
		ladders
	});
	if (faults) throw new Error(JSON.stringify(faults));
	return document;
}

/** The faults of a document with these measures. */
export function policyFaults(
	measures: readonly MeasureData[],
	more: Partial<DocumentData> = {}
): Fault[] {
	const data = documentData(measures, more);
	return openDocument(data, measures, { catalogue, ladders }).faults ?? [];
}

/** What one document and more means for an enterprise in a district of it, a manufacturer. */
export function supportOf(
	documents: OpenDocument | readonly OpenDocument[],
	said: { facts?: object; projects?: unknown; titles?: unknown },
	day: Day = '2024-10-15',
	tiers: Readonly<Record<string, TierBounds>> = {}
): Support {
	const facts = { area: '320903', applicant: 'manufacturer', ...said.facts };
	return recommend([documents].flat(), known({ ...said, facts }), tiers, day, true);
}

/** The only measure of a document, judged. */
export function judged(
	one: MeasureData,
	said: Parameters<typeof supportOf>[1] = {},
	day?: Day,
	tiers?: Parameters<typeof supportOf>[3]
): Recommendation {
	return supportOf(policy([one]), said, day, tiers).recommendations[0]!;
}

/** Money in 万元 as one number, or as its bounds; `null` where nothing bounds it. */
export function wan(
	money: { low: number; high: number | null } | undefined
): number | readonly [number, number | null] | undefined {
	if (!money) return undefined;
	const { low, high } = money;
	return low === high
		? low / 1_000_000
		: [low / 1_000_000, high === null ? null : high / 1_000_000];
}
