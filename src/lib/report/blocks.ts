import type { LadderData } from '../charts/ladder.ts';
import type { PairsData } from '../charts/pairs.ts';
import type { RadarData } from '../charts/radar.ts';
import type { RoadData } from '../charts/road.ts';
import type { StaircaseData } from '../charts/staircase.ts';
import type { QrPicture } from '../qr.ts';

/**
 * What a report is made of. Plain data, words already in one language: the page and the Word file render
 * the same blocks, and neither knows what a diagnosis is.
 */
export type Block =
	| Cover
	| Heading
	| Paragraph
	| List
	| Facts
	| Statement
	| Table
	| Figure
	| Note
	| Signatures
	| PageBreak;

/** The first page. */
export interface Cover {
	readonly kind: 'cover';
	readonly product: string;
	readonly title: string;
	/** Of whom the report speaks. */
	readonly name: string;
	/** Who stands behind the answers, in one word, and what that means. */
	readonly status: string;
	readonly statusMeaning: string;
	readonly facts: readonly Fact[];
	readonly table: Table;
	/** What says that two prints are of the same content. */
	readonly seal: Fact;
	/** Of an issued report: what says that its record is whole. */
	readonly record?: Fact;
	/** Of an issued report: its code, to be verified by. */
	readonly code?: Code;
}

/** A code with what to do with it, and its address as a picture that a phone reads. */
export interface Code {
	readonly caption: string;
	readonly code: string;
	readonly lines: readonly string[];
	/** Left out where the address is not known. */
	readonly picture?: { readonly label: string; readonly drawn: QrPicture };
}

/** Level 1 is a section; 2 and 3 lie within it, and none is passed over. */
export interface Heading {
	readonly kind: 'heading';
	readonly level: 1 | 2 | 3;
	/** `3`, `3.1`, `附录`; the deepest headings have none. */
	readonly number?: string;
	readonly text: string;
}

export interface Paragraph {
	readonly kind: 'paragraph';
	readonly text: string;
	/** Said beside the matter: a rule, a source. */
	readonly aside?: true;
}

export interface List {
	readonly kind: 'list';
	readonly items: readonly string[];
	readonly ordered?: true;
}

export interface Fact {
	readonly term: string;
	readonly value: string;
}

/** Terms with what is known of each. */
export interface Facts {
	readonly kind: 'facts';
	readonly facts: readonly Fact[];
}

/** The one thing to remember, in large type, with how sure it is under it. */
export interface Statement {
	readonly kind: 'statement';
	readonly over: string;
	readonly large: string;
	readonly under: readonly string[];
}

export interface Column {
	readonly title: string;
	/** How wide, in twelfths of the table; together twelve. */
	readonly share: number;
	/** Numbers stand at the end of their cell. */
	readonly align?: 'end';
}

export interface Row {
	readonly cells: readonly string[];
	/** `part`: a heading within the table, or a sum. */
	readonly weight?: 'part';
	/** How deep the first cell is indented. */
	readonly depth?: number;
}

export interface Table {
	readonly kind: 'table';
	readonly caption: string;
	readonly columns: readonly Column[];
	readonly rows: readonly Row[];
}

/** A chart with the numbers it shows. */
export interface Figure {
	readonly kind: 'figure';
	readonly caption: string;
	readonly chart:
		| { readonly kind: 'radar'; readonly data: RadarData }
		| { readonly kind: 'ladder'; readonly data: LadderData }
		| { readonly kind: 'pairs'; readonly data: PairsData }
		| { readonly kind: 'road'; readonly data: RoadData }
		| { readonly kind: 'staircase'; readonly data: StaircaseData };
	readonly table: Table;
}

/** What a reader must not miss. */
export interface Note {
	readonly kind: 'note';
	readonly text: string;
}

/** Where those who answer for a report sign it and put their seals; nothing is ever drawn there. */
export interface Signatures {
	readonly kind: 'signatures';
	readonly parties: readonly {
		readonly title: string;
		/** What is to be written by hand has no value. */
		readonly lines: readonly Fact[];
		/** Marks the empty place of the seal. */
		readonly seal: string;
	}[];
}

export interface PageBreak {
	readonly kind: 'page-break';
}

export const pageBreak: PageBreak = { kind: 'page-break' };

export function section(text: string): Heading {
	return { kind: 'heading', level: 1, text };
}

export function subsection(text: string): Heading {
	return { kind: 'heading', level: 2, text };
}

export function item(text: string): Heading {
	return { kind: 'heading', level: 3, text };
}

export function paragraph(text: string): Paragraph {
	return { kind: 'paragraph', text };
}

export function aside(text: string): Paragraph {
	return { kind: 'paragraph', text, aside: true };
}

export function note(text: string): Note {
	return { kind: 'note', text };
}

/** A table, or nothing where it would have no rows. */
export function table(caption: string, columns: readonly Column[], rows: readonly Row[]): Table[] {
	return rows.length === 0 ? [] : [{ kind: 'table', caption, columns, rows }];
}
