import type { Diagnosis, Ladder, Locale } from '#scoring';
import type { CaseFile } from '../diagnosis/case-file.ts';
import {
	countedParts,
	tierPart,
	totalPart,
	type CountedPart,
	type TierPart,
	type TotalPart
} from './result-page.ts';
import {
	contradictionLines,
	findInTrace,
	gateLines,
	traceLines,
	type ContradictionLine,
	type GateLines,
	type TraceLine
} from './trace-lines.ts';
import type { World } from './world.ts';

/** The way from the answers to the tier, on a page of its own. */
export interface TracePage {
	readonly name: string;
	readonly edition: string;
	readonly day: string;
	readonly tier: TierPart;
	readonly total?: TotalPart;
	readonly rule: Ladder['rule'];
	readonly gates: readonly GateLines[];
	readonly counted: readonly CountedPart[];
	readonly contradictions: readonly ContradictionLine[];
	/** Where something was looked for: what it is in; left out where nothing was found. */
	readonly trace?: TraceLine;
	readonly looking: Looking;
	/** How many parts contain what was looked for. */
	readonly found?: number;
}

/** How the reader wants to see it. */
export interface Looking {
	/** What is looked for; empty for nothing. */
	readonly words: string;
	/** Whether every part is open. */
	readonly open: boolean;
}

/** No title is longer. */
const mostWords = 200;

/** How a form or an address says it; what closes everything again empties what was looked for. */
export function readLooking(fields: { get(name: string): unknown }): Looking {
	const open = fields.get('open');
	if (open === 'less') return { words: '', open: false };
	const typed = fields.get('q');
	const words = typeof typed === 'string' ? typed.trim().slice(0, mostWords) : '';
	return { words, open: open === 'all' };
}

/** @param diagnosis one that says why */
export function tracePage(
	world: World,
	said: CaseFile,
	diagnosis: Diagnosis,
	looking: Looking,
	locale: Locale
): TracePage {
	const { edition } = world;
	const contradictions = contradictionLines(world, said, diagnosis, locale);
	const whole = traceLines(world, diagnosis, contradictions, locale);
	const { trace, count } = looking.words
		? findInTrace(whole, looking.words)
		: { trace: whole, count: undefined };
	return {
		name: said.name ?? '',
		edition: edition.data.title[locale],
		day: diagnosis.day,
		tier: tierPart(edition, diagnosis, locale),
		...totalPart(edition, diagnosis),
		rule: edition.ladder.rule,
		gates: gateLines(world, diagnosis, locale),
		counted: countedParts(edition, diagnosis.trace!, locale),
		contradictions,
		...(trace ? { trace } : {}),
		looking,
		...(count === undefined ? {} : { found: count })
	};
}
