import type { Day, Locale, Priority } from '#scoring';
import type { WithdrawalCategory } from '../file-decision.ts';
import type { RemarkKind } from '../sheets/finding-remark.ts';
import type { LayerPatch } from '../sheets/layers.ts';
import type { Layer, State } from '../sheets/life.ts';

export const packageFormat = 'qidang-package-1';

/** Who did it, by the id that stands for a person, and when, as `toISOString` writes it. */
interface Done {
	readonly by: string;
	readonly at: string;
}

/** What an enterprise said of itself, from then on. */
export interface PackedProfile {
	readonly name: string;
	readonly area: string | null;
	readonly facts: unknown;
	readonly titles: unknown;
	readonly by: string | null;
	readonly at: string;
}

export interface PackedEvidence extends Done {
	readonly id: string;
	readonly field: string;
	/** SHA-256 of its content, in hexadecimal. */
	readonly file: string;
	readonly name: string;
	readonly type: string;
	readonly bytes: number;
	readonly effectiveOn: Day | null;
	readonly replaces: string | null;
}

/** What stands in `data/file.json`: the filed sheet with all that was said and done of it, and whose it is. */
export interface PackedFile {
	readonly format: typeof packageFormat;
	readonly enterprise: {
		readonly id: string;
		readonly creditCode: string | null;
		readonly by: string | null;
		readonly at: string;
		/** Until the sheet was filed, oldest first. */
		readonly profiles: readonly PackedProfile[];
	};
	readonly sheet: Done & {
		readonly id: string;
		readonly questionnaire: string;
		/** The content hash of its edition. */
		readonly edition: string;
		readonly begunAt: string;
	};
	readonly patches: readonly (LayerPatch & { readonly receivedAt: string })[];
	readonly events: readonly (Done & {
		readonly state: State;
		readonly reason: string | null;
		readonly statement: unknown;
	})[];
	readonly decisions: readonly (Done & {
		readonly id: string;
		readonly field: string;
		readonly kind: 'comment' | 'accepted' | 'corrected' | 'rejected';
		readonly text: string;
	})[];
	readonly remarks: readonly (Done & {
		readonly id: string;
		readonly finding: string;
		readonly kind: RemarkKind;
		readonly priority: Priority | null;
		readonly text: string;
	})[];
	/** The dossiers themselves stand in files of their own. */
	readonly filed: readonly (Done & { readonly layer: Layer; readonly hash: string })[];
	readonly evidence: readonly PackedEvidence[];
	/** The records themselves stand in files of their own. */
	readonly reports: readonly (Done & {
		readonly code: string;
		readonly layer: Layer;
		readonly locale: Locale;
		readonly record: string;
	})[];
	/** Of its reports. */
	readonly withdrawals: readonly (Done & {
		readonly report: string;
		readonly category: WithdrawalCategory;
		readonly reason: string;
	})[];
	/** The hash of the enterprise's package before this one. */
	readonly previous: string | null;
}

/** Where the parts of a package lie in its bag. */
export const paths = {
	file: 'data/file.json',
	terms: 'data/content/terms.json',
	dossier: (layer: Layer) => `data/dossiers/${layer}.json`,
	answers: (layer: Layer) => `data/answers/${layer}.json`,
	trace: (layer: Layer) => `data/answers/${layer}-trace.json`,
	workbook: (layer: Layer) => `data/answers/${layer}.xlsx`,
	edition: (ref: string) => `data/content/editions/${ref}.json`,
	document: (id: string) => `data/content/documents/${id}.json`,
	record: (code: string) => `data/reports/${code}.json`,
	report: (code: string, ending: string) => `data/reports/${code}.${ending}`,
	evidence: ({ id, name }: Pick<PackedEvidence, 'id' | 'name'>) =>
		`data/evidence/${id}.${name.slice(name.lastIndexOf('.') + 1)}`
} as const;
