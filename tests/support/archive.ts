import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { CaseFile } from '#lib/diagnosis/case-file.ts';
import { openDossier, type Dossier } from '#lib/diagnosis/dossier.ts';
import { toJson } from '#lib/diagnosis/json.ts';
import {
	openFrozen as openContent,
	type FrozenDocument,
	type FrozenEdition,
	type Terms
} from '#lib/library/frozen.ts';
import { contentHash } from '#lib/library/hash.ts';
import type { Library } from '#lib/library/library.ts';
import type { Block } from '#lib/report/blocks.ts';
import { reportForm, reportForms, type ReportForm } from '#lib/report/form.ts';
import { openReport, type Report } from '#lib/report/report.ts';
import {
	diagnose,
	scoringVersion,
	type Case,
	type Day,
	type Diagnosis,
	type Locale
} from '#scoring';

/** Where frozen diagnoses lie for ever: nothing writes over what is there. */
export const archive = 'tests/archive';

/** One frozen diagnosis: what was said and found, and the name of all it rests on. */
export interface Frozen {
	readonly said: CaseFile;
	readonly day: Day;
	readonly printedOn: Day;
	/** The names of the areas that the report mentions, by code. */
	readonly areas: Readonly<Record<string, string>>;
	readonly rests: Dossier['rests'];
	/** When each policy was last compared with its text, which its hash does not cover. */
	readonly checked: Readonly<Record<string, Day>>;
	/** The hash of the words that rules are written in. */
	readonly terms: string;
	/** Of the dossier, as it stands on the cover. */
	readonly hash: string;
	/** From the worked case: the numbers, and how they were worked out by hand. */
	readonly arithmetic: string;
	readonly expect: Case['expect'];
}

/** The editions of which a diagnosis is frozen. */
export function frozenRefs(): string[] {
	const folders = readdirSync(archive, { withFileTypes: true });
	return folders.flatMap(({ name }) => (name.includes('@') ? [name] : [])).sort();
}

export function read(file: string): string {
	return readFileSync(`${archive}/${file}`, 'utf8');
}

export function readFrozen(ref: string): Frozen {
	return JSON.parse(read(`${ref}/dossier.json`)) as Frozen;
}

/** The file of what has a hash. */
export function fileOf(kind: 'policies' | 'terms', hash: string): string {
	return `${kind}/${hash.replace('sha256:', '')}.json`;
}

/** Where the report of a frozen diagnosis lies, as it is printed in a form. */
export function reportFile(ref: string, locale: Locale, form: ReportForm = reportForm): string {
	return form === 1 ? `${ref}/report.${locale}.txt` : `${ref}/report.${form}.${locale}.txt`;
}

/** The forms in which the report of a diagnosis is frozen: those there were since it was frozen. */
export function formsOf(ref: string): ReportForm[] {
	return reportForms.filter((form) => existsSync(`${archive}/${reportFile(ref, 'zh-cn', form)}`));
}

/**
 * What was found, by the newest version of scoring that is not newer than today's: a version that finds
 * something else adds a file, and what was told before stays.
 */
export function readResult(ref: string): string {
	const versions = readdirSync(`${archive}/${ref}`).flatMap((file) => {
		return /^result\.(.+)\.json$/.exec(file)?.[1] ?? [];
	});
	const order = new Intl.Collator('en', { numeric: true }).compare;
	const known = versions.sort(order).filter((one) => order(one, scoringVersion) <= 0);
	return read(`${ref}/result.${known.at(-1)}.json`);
}

/** A diagnosis without its version, as it is frozen. */
export function resultOf(diagnosis: Diagnosis): string {
	const { scoring: _scoring, ...found } = diagnosis;
	return `${toJson(found)}\n`;
}

/** The library of a frozen diagnosis, from frozen content alone; every hash is worked out anew. */
export function openFrozen(ref: string): Library {
	const { rests, checked, terms: hash } = readFrozen(ref);
	const terms = JSON.parse(read(fileOf('terms', hash))) as Terms;
	if (contentHash(terms) !== hash) throw new Error(`expected terms ${hash}`);
	const documents = rests.documents.map(({ hash: of }) => {
		return JSON.parse(read(fileOf('policies', of))) as FrozenDocument;
	});
	const editions = [JSON.parse(read(`${ref}/edition.json`)) as FrozenEdition];
	return openContent({ editions, documents, terms, checked });
}

/** What a library finds of what was said, without the whys. */
export function found(library: Library, { said, day }: Frozen): Diagnosis {
	const { edition } = library.editions.get(said.questionnaire)!;
	const documents = [...library.documents.values()].map((one) => one.document);
	return diagnose({ edition, documents, catalogue: library.catalogue }, said, day, false);
}

/**
 * The report of a frozen dossier as a library prints it: with what it rested on when it was told, the
 * version of scoring among that.
 *
 * @param said as it comes back from where it was kept
 */
export function printFrozen(
	library: Library,
	ref: string,
	locale: Locale,
	form: ReportForm = reportForm,
	said: CaseFile = readFrozen(ref).said
): string {
	const { day, printedOn, areas, rests, hash } = readFrozen(ref);
	const dossier: Dossier = { ...openDossier(library, said, day), rests, hash };
	const options = { form, printedOn, areaName: (code: string) => areas[code] };
	return textOf(openReport(dossier, library, locale, options));
}

/** A report as text, with its numbering: a line for each heading, sentence, row and fact. */
export function textOf({ title, running, blocks }: Report): string {
	return [title, running, ...blocks.flatMap(linesOf), ''].join('\n');
}

function linesOf(block: Block): string[] {
	switch (block.kind) {
		case 'cover': {
			const { product, name, status, statusMeaning, facts, table, seal, record } = block;
			const told = [...facts, seal, ...(record ? [record] : [])].map(
				({ term, value }) => `${term}: ${value}`
			);
			return [product, block.title, name, status, statusMeaning, ...told, ...linesOf(table)];
		}
		case 'heading':
			return ['', `${'#'.repeat(block.level)} ${block.number ?? ''} ${block.text}`];
		case 'list':
			return block.items.map((item) => `- ${item}`);
		case 'facts':
			return block.facts.map(({ term, value }) => `${term}: ${value}`);
		case 'statement':
			return [block.over, block.large, ...block.under];
		case 'table': {
			const rows = block.rows.map(({ cells }) => cells);
			const all = [block.columns.map(({ title }) => title), ...rows];
			return [block.caption, ...all.map((cells) => `| ${cells.join(' | ')} |`)];
		}
		case 'figure':
			return [block.caption, ...linesOf(block.table)];
		case 'signatures':
			return block.parties.flatMap(({ title, lines, seal }) => [
				title,
				...lines.map(({ term, value }) => `${term}: ${value}`),
				seal
			]);
		case 'page-break':
			return [];
		default:
			return [block.text];
	}
}

export function isFrozen(ref: string): boolean {
	return existsSync(`${archive}/${ref}`);
}
