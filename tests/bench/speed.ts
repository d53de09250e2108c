import type { Library } from '#lib/library/library.ts';
import { packages } from '#lib/package/packages.ts';
import { diagnose, type Standards } from '#scoring';
import { openContent } from '../../scripts/content.ts';
import {
	compare,
	compareMeasures,
	recommendAll,
	standardsByHand,
	type Shares
} from './agreement.ts';
import { diagnoseByHand } from './by-hand.ts';
import {
	incomplete,
	judgeAlone,
	largestOf,
	openingOf,
	parsingOf,
	publishedIn,
	sheetsOf,
	type SheetsOf
} from './editions.ts';
import { enterpriseMaker, type DatedEnterprise } from './enterprises.ts';
import { measuresByHand } from './measures-by-hand.ts';
import { packageByHand } from './package-by-hand.ts';
import { agreesByHand, twenty, type Twenty } from './package.ts';
import { largestSheets, roadsOf, scoredOnce } from './road.ts';
import { sheetMaker, type DatedSheet } from './sheets.ts';
import { surveyCore } from './survey-core.ts';
import { diagnosedTwice, oddUnderBoth, olderSheets, underBoth } from './two-editions.ts';

export const contenders = [
	'diagnose',
	'explained',
	'by-hand',
	'survey-form',
	'survey-bare',
	'measures',
	'measures-by-hand',
	'package',
	'package-by-hand',
	'opening',
	'opening-parsed',
	'under-both',
	'diagnosed-twice',
	'trace-scored',
	'trace-file',
	'trace-page',
	'road',
	'scored-once'
] as const;
export type Contender = (typeof contenders)[number];

const checked = 10_000;
const checkedBySurvey = 200;
const checkedPackages = 300;
const checkedUnderBoth = 1000;
/** Enough that neither the processor's caches nor its guesses know them all. */
const pooled = 1000;
const pooledPackages = 100;
const pooledTraces = 100;
/** Sheets of each edition that are looked at for being complete. */
const checkedOfEach = 300;

/**
 * Makes sure that all contenders compute the same.
 *
 * @returns what the sheets reach
 * @throws Error with a sheet on which two of them differ
 */
export function checkContenders(): Shares {
	const library = openContent();
	const standards = standardsByHand(library);
	const sheets = sheetsUpTo(checked, standards);
	const { differences, shares } = compare(standards, sheets);
	if (differences.length > 0)
		throw new Error(`By hand otherwise: ${JSON.stringify(differences[0])}`);
	for (const form of [true, false]) {
		const points = surveyCore(standards.edition, form);
		const other = sheets
			.slice(0, checkedBySurvey)
			.find((sheet) => points(sheet.answers) !== diagnoseByHand(sheet, sheet.day).points);
		if (other) throw new Error(`By survey-core otherwise: ${JSON.stringify(other)}`);
	}
	const [other] = compareMeasures(library, enterprisesUpTo(checked, library)).differences;
	if (other) throw new Error(`By hand other measures: ${JSON.stringify(other)}`);
	for (const edition of publishedIn(library)) {
		const [half] = incomplete(library, edition, checkedOfEach);
		if (half) throw new Error(`Not complete for ${edition.ref}: ${JSON.stringify(half)}`);
	}
	const odd = twenties(checkedPackages, standards).find((one) => !agreesByHand(standards, one));
	if (odd) throw new Error(`By hand another package: ${JSON.stringify(odd.projects)}`);
	const uneven = oddUnderBoth(library, checkedUnderBoth);
	if (uneven) throw new Error(`Under two editions otherwise: ${JSON.stringify(uneven)}`);
	return shares;
}

/**
 * Prepares a contender.
 *
 * @returns a function that keeps it at work for some seconds and gives the sheets it judged in a second, or
 *     the packages it found
 */
export async function prepare(
	contender: Contender | SheetsOf
): Promise<(seconds: number) => number> {
	const library = openContent();
	const edition = publishedIn(library).find((one) => sheetsOf(one) === contender);
	if (edition) {
		const sheets = sheetsUpTo(pooled, { edition });
		return measuring(judgeAlone(library, edition), asSent(sheets));
	}
	if (contender === 'trace-scored' || contender === 'trace-file' || contender === 'trace-page') {
		const { openTraces } = await import('./trace.ts');
		const { score, file, page } = await openTraces(library);
		const judge = { 'trace-scored': score, 'trace-file': file, 'trace-page': page }[contender];
		const sheets = sheetsUpTo(pooledTraces, { edition: largestOf(library) });
		return measuring<DatedSheet>(judge, asSent(sheets));
	}
	if (contender === 'opening' || contender === 'opening-parsed') {
		const open = contender === 'opening' ? openingOf : parsingOf;
		return measuring(open(library, largestOf(library)), [undefined]);
	}
	const standards = standardsByHand(library);
	if (contender === 'measures' || contender === 'measures-by-hand') {
		const judge =
			contender === 'measures'
				? (one: DatedEnterprise) => recommendAll(library, one)
				: (one: DatedEnterprise) => measuresByHand(one, one.day);
		return measuring(judge, asSent(enterprisesUpTo(pooled, library)));
	}
	if (contender === 'package' || contender === 'package-by-hand') {
		const { documents } = standards;
		const find =
			contender === 'package'
				? ({ support }: Twenty) => packages(documents, support)
				: ({ projects }: Twenty) => packageByHand(projects);
		return measuring(find, twenties(pooledPackages, standards));
	}
	if (contender === 'under-both' || contender === 'diagnosed-twice') {
		const judge = contender === 'under-both' ? underBoth(library) : diagnosedTwice(library);
		return measuring(judge, asSent(olderSheets(library, pooled)));
	}
	if (contender === 'road' || contender === 'scored-once') {
		const judge = contender === 'road' ? roadsOf(library) : scoredOnce(library);
		return measuring(judge, asSent(largestSheets(library, pooled)));
	}
	const judge = judgeOf(contender as OfSheets, standards);
	return measuring(judge, asSent(sheetsUpTo(pooled, standards)));
}

/** As they come from a file or a database. */
function asSent<T>(all: readonly T[]): T[] {
	return JSON.parse(JSON.stringify(all)) as T[];
}

function measuring<T>(judge: (one: T) => unknown, pool: readonly T[]): (seconds: number) => number {
	return (seconds) => {
		// A process that has been idle is slow at first: its caches are cold, its memory was given back.
		speedOf(judge, pool, seconds / 2);
		return speedOf(judge, pool, seconds);
	};
}

function sheetsUpTo(count: number, { edition }: Pick<Standards, 'edition'>): DatedSheet[] {
	const make = sheetMaker(edition);
	return Array.from({ length: count }, (_, i) => make(i));
}

function enterprisesUpTo(count: number, library: Library): DatedEnterprise[] {
	const make = enterpriseMaker(library);
	return Array.from({ length: count }, (_, i) => make(i));
}

function twenties(count: number, standards: Standards): Twenty[] {
	return Array.from({ length: count }, (_, i) => twenty(standards, i));
}

type OfSheets = 'diagnose' | 'explained' | 'by-hand' | 'survey-form' | 'survey-bare';

function judgeOf(contender: OfSheets, standards: Standards): (sheet: DatedSheet) => unknown {
	switch (contender) {
		case 'diagnose':
			return (sheet) => diagnose(standards, sheet, sheet.day, false);
		case 'explained':
			return (sheet) => diagnose(standards, sheet, sheet.day, true);
		case 'by-hand':
			return (sheet) => diagnoseByHand(sheet, sheet.day);
		case 'survey-form':
		case 'survey-bare': {
			const points = surveyCore(standards.edition, contender === 'survey-form');
			return ({ answers }) => points(answers);
		}
	}
}

/** Keeps results from being computed for nobody. */
let seen: unknown;

function speedOf<T>(judge: (sheet: T) => unknown, pool: readonly T[], seconds: number): number {
	const begun = processorSeconds();
	let count = 0;
	let spent = 0;
	while (spent < seconds) {
		// The clock is read now and then only: ten sheets are a while for the slowest, nothing to others.
		const batch = Math.max(10, Math.ceil(count / 10));
		for (let i = 0; i < batch; i++) seen = judge(pool[(count + i) % pool.length]!);
		count += batch;
		spent = processorSeconds() - begun;
	}
	if (seen === undefined) throw new Error('Nothing was judged');
	return count / spent;
}

/**
 * The processor time of all threads of this process, so that collecting garbage counts too: a second of
 * one core, whatever else the machine does meanwhile.
 */
function processorSeconds(): number {
	const { user, system } = process.cpuUsage();
	return (user + system) / 1e6;
}
