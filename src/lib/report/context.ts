import type {
	Diagnosis,
	Locale,
	OpenDocument,
	OpenEdition,
	OpenMeasure,
	Ranked,
	Recommendation,
	Text,
	TraceNode
} from '#scoring';
import type { Dossier } from '../diagnosis/dossier.ts';
import { rankedOf } from '../diagnosis/ranked.ts';
import type { Library } from '../library/library.ts';
import { roadOf } from '../road/road-of.ts';
import type { Road } from '../road/road.ts';
import type { ShownRemark } from '../sheets/finding-remark.ts';
import type { Layer } from '../sheets/life.ts';
import type { Names } from '../words/condition.ts';
import type { EvidenceLine } from './evidence.ts';
import type { ReportForm } from './form.ts';

/** What every section of a report is made from. */
export interface Context {
	readonly dossier: Dossier;
	readonly library: Library;
	readonly locale: Locale;
	readonly edition: OpenEdition;
	readonly documents: readonly OpenDocument[];
	readonly diagnosis: Diagnosis;
	readonly trace: TraceNode;
	/** The recommendations in our order. */
	readonly ranked: readonly Ranked[];
	readonly names: Names;
	readonly options: ReportOptions;
	/** The road to the next tier, found when it is first asked for. */
	readonly road: () => Road;
	/** A text in the language of the report. */
	readonly say: (text: Text) => string;
	/** Several things in one sentence. */
	readonly list: (parts: readonly string[]) => string;
}

export interface ReportOptions {
	/** In which form; the newest unless told otherwise. */
	readonly form?: ReportForm;
	/** Of an issued report its code, where that is verified if the installation knows its address, and the hash of its record. */
	readonly issued?: {
		readonly code: string;
		readonly address: string | undefined;
		readonly record?: string;
	};
	/** A copy of an issued report that can be edited: it says that it is not the issued one, and nobody signs it. */
	readonly editable?: true;
	/** Who stands behind what is said; the enterprise itself unless told otherwise. */
	readonly layer?: Layer;
	/** The three layers of the sheet, where it has them: the report then says how they differ. */
	readonly layers?: Readonly<Record<Layer, Dossier>>;
	/** The last that was filed before it, and when: the report then says what changed since. */
	readonly earlier?: { readonly dossier: Dossier; readonly on: string };
	/** What consultants remarked on its findings, oldest first. */
	readonly remarks?: readonly ShownRemark[];
	/** The evidence of the sheet, where it can have any. */
	readonly evidence?: readonly EvidenceLine[];
	/** A copy that nobody signs: signs that our font lacks are written by their code. */
	readonly copy?: true;
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
	const documents = [...library.documents.values()].map((one) => one.document);
	let found: Road | undefined;
	const road = () =>
		(found ??= roadOf({ edition, catalogue: library.catalogue }, dossier.said, diagnosis.day));
	return {
		dossier,
		library,
		locale,
		edition,
		documents,
		diagnosis,
		ranked: rankedOf(edition, documents, diagnosis),
		// A dossier always says why.
		trace: diagnosis.trace!,
		names: {
			catalogue: library.catalogue,
			edition,
			editions: [...library.editions.values()].map((one) => one.edition),
			...(areaName ? { areaName } : {})
		},
		options,
		road,
		say: (text) => text[locale],
		list: (parts) => parts.join(locale === 'en' ? ', ' : '、')
	};
}

/** A measure beside what was found of it, and why it stands where it does. */
export interface Judged {
	readonly measure: OpenMeasure;
	readonly found: Recommendation;
	readonly ranked: Ranked;
	/** The names of its condition, its own open questions among them. */
	readonly names: Names;
}

/** The measures of all documents in our order. */
export function inOrder({ documents, ranked, names }: Context): Judged[] {
	const byRef = new Map(
		documents.flatMap(({ measures }) => measures.map((measure) => [measure.ref, measure]))
	);
	return ranked.map((one) => {
		const { recommendation: found } = one;
		const measure = byRef.get(found.measure)!;
		const open = new Map(measure.data.open?.map(({ id, question }) => [id, question]));
		return { measure, found, ranked: one, names: { ...names, open } };
	});
}

/** The measures of a document in our order. */
export function judgedOf(context: Context, document: OpenDocument): Judged[] {
	const own = new Set(document.measures);
	return inOrder(context).filter(({ measure }) => own.has(measure));
}

/** The questions of the trace that apply, or may, in document order. */
export function applying(node: TraceNode): TraceNode[] {
	if (node.applies === 'unmet') return [];
	return node.kind === 'question' ? [node] : node.parts.flatMap(applying);
}
