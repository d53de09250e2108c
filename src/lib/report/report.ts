import type { Locale } from '#scoring';
import type { Dossier } from '../diagnosis/dossier.ts';
import type { Library } from '../library/library.ts';
import { actionList } from './action-list.ts';
import { actions } from './actions.ts';
import { annex } from './annex.ts';
import { pageBreak, type Block, type Heading } from './blocks.ts';
import { conclusion } from './conclusion.ts';
import { openContext, type Context, type ReportOptions } from './context.ts';
import { cover, runningWords, titleWords } from './cover.ts';
import { dimensions } from './dimensions.ts';
import { evidence } from './evidence.ts';
import { reportForm } from './form.ts';
import { gates } from './gates.ts';
import { grounds } from './grounds.ts';
import { layers } from './layers.ts';
import { printable } from './printable.ts';
import { profile } from './profile.ts';
import { result } from './result.ts';
import { road } from './road.ts';
import { signatures } from './signatures.ts';
import { since } from './since.ts';
import { support } from './support.ts';

/** A report, ready to be rendered: as a page or as a Word file. */
export interface Report {
	readonly locale: Locale;
	/** The title of the document. */
	readonly title: string;
	/** What stands at the foot of every page. */
	readonly running: string;
	readonly blocks: readonly Block[];
}

/** The sections in their order. To add one, write its function and name it here. */
const sections: readonly ((context: Context) => Block[])[] = [
	conclusion,
	profile,
	result,
	gates,
	dimensions,
	actions,
	road,
	actionList,
	since,
	layers,
	support,
	grounds,
	annex,
	evidence,
	signatures
];

/** The conclusion has a page of its own, the charts start on one, and so does what is signed. */
const onNewPage: ReadonlySet<(context: Context) => Block[]> = new Set([
	profile,
	result,
	signatures
]);

/** Of the second form on. */
const later: ReadonlySet<(context: Context) => Block[]> = new Set([road, actionList]);

/** A dossier as a report. */
export function openReport(
	dossier: Dossier,
	library: Library,
	locale: Locale,
	options: ReportOptions
): Report {
	const context = openContext(dossier, library, locale, options);
	return {
		locale,
		title: printable(titleWords(context)),
		running: printable(runningWords(context)),
		blocks: blocksOf(context)
	};
}

/** The blocks of a report; the same dossier and options give the same blocks. */
export function reportBlocks(
	dossier: Dossier,
	library: Library,
	locale: Locale,
	options: ReportOptions
): Block[] {
	return blocksOf(openContext(dossier, library, locale, options));
}

function blocksOf(context: Context): Block[] {
	const { form = reportForm } = context.options;
	const own = sections.filter((section) => form > 1 || !later.has(section));
	const body = own.flatMap((section) => {
		const blocks = section(context);
		return blocks.length > 0 && onNewPage.has(section) ? [pageBreak, ...blocks] : blocks;
	});
	return numbered([...cover(context), ...body]).map(inPrint);
}

/** Gives sections and the headings in them their numbers: 1, 1.1. */
function numbered(blocks: readonly Block[]): Block[] {
	let [section, inside] = [0, 0];
	return blocks.map((block) => {
		if (block.kind !== 'heading' || block.level === 3) return block;
		if (block.level === 1) [section, inside] = [section + 1, 0];
		else inside++;
		const number = block.level === 1 ? String(section) : `${section}.${inside}`;
		return { ...block, number } satisfies Heading;
	});
}

/** Every word as our font can print it. */
function inPrint<T>(value: T): T {
	if (typeof value === 'string') return printable(value) as T;
	if (Array.isArray(value)) return value.map((one: unknown) => inPrint(one)) as T;
	if (typeof value !== 'object' || value === null) return value;
	const entries = Object.entries(value).map(([key, inner]) => [key, inPrint(inner as unknown)]);
	return Object.fromEntries(entries) as T;
}
