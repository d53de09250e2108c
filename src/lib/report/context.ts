import type {
	Diagnosis,
	Locale,
	OpenDocument,
	OpenEdition,
	OpenMeasure,
	Recommendation,
	Text,
	TraceNode
} from '#scoring';
import type { Dossier } from '../diagnosis/dossier.ts';
import type { Library } from '../library/library.ts';
import type { Names } from '../words/condition.ts';

/** What every section of a report is made from. */
export interface Context {
	readonly dossier: Dossier;
	readonly library: Library;
	readonly locale: Locale;
	readonly edition: OpenEdition;
	readonly documents: readonly OpenDocument[];
	readonly diagnosis: Diagnosis;
	readonly trace: TraceNode;
	readonly names: Names;
	readonly options: ReportOptions;
	/** A text in the language of the report. */
	readonly say: (text: Text) => string;
	/** Several things in one sentence. */
	readonly list: (parts: readonly string[]) => string;
}

export interface ReportOptions {
	/** The file number, where the result is kept. */
	readonly number?: string;
	/** The day on which it is printed, `YYYY-MM-DD`. */
	readonly printedOn: string;
	/** The name of an area by its code, where the table is at hand. */
	readonly areaName?: (code: string) => string | undefined;
}

export function openContext(
	dossier: Dossier,
	library: Library,
	locale: Locale,
	options: ReportOptions
): Context {
	const { diagnosis } = dossier;
	const { edition } = library.editions.get(dossier.rests.edition.ref)!;
	const { areaName } = options;
	return {
		dossier,
		library,
		locale,
		edition,
		documents: [...library.documents.values()].map((one) => one.document),
		diagnosis,
		// A dossier always says why.
		trace: diagnosis.trace!,
		names: {
			catalogue: library.catalogue,
			edition,
			editions: [...library.editions.values()].map((one) => one.edition),
			...(areaName ? { areaName } : {})
		},
		options,
		say: (text) => text[locale],
		list: (parts) => parts.join(locale === 'en' ? ', ' : '、')
	};
}

/** A measure beside what was found of it. */
export interface Judged {
	readonly measure: OpenMeasure;
	readonly found: Recommendation;
	/** The names of its condition, its own open questions among them. */
	readonly names: Names;
}

/** The measures of a document in its order. */
export function judgedOf({ diagnosis, names }: Context, document: OpenDocument): Judged[] {
	return document.measures.map((measure) => {
		const found = diagnosis.support.recommendations.find((one) => one.measure === measure.ref)!;
		const open = new Map(measure.data.open?.map(({ id, question }) => [id, question]));
		return { measure, found, names: { ...names, open } };
	});
}

/** Every node of the trace, a part before the parts in it. */
export function nodesOf(node: TraceNode): TraceNode[] {
	return [node, ...node.parts.flatMap(nodesOf)];
}

/** The questions of the trace that apply, or may, in document order. */
export function applying(node: TraceNode): TraceNode[] {
	if (node.applies === 'unmet') return [];
	return node.kind === 'question' ? [node] : node.parts.flatMap(applying);
}
