import {
	nodesOf,
	type Diagnosis,
	type Fault,
	type Finding,
	type Locale,
	type OpenEdition,
	type TraceNode,
	type Verdict
} from '#scoring';
import type { CaseFile } from '../diagnosis/case-file.ts';
import { answerWords } from '../words/answer.ts';
import { faultWords } from '../words/fault.ts';
import { findingWords } from '../words/finding.ts';
import { intervalWords } from '../words/format.ts';
import { titleOf } from './form.ts';
import type { World } from './world.ts';

/** What the answers so far come to, told beside every page. */
export interface Live {
	/** The least and the most it can become: names of tiers, or what one says below the ladder. */
	readonly low: string;
	readonly high: string;
	readonly certain: boolean;
	/** Left out where the edition gives no points. */
	readonly points?: string;
	/** How many questions are left that can still count. */
	readonly left: number;
	/** How many more have no answer and need none. */
	readonly idle: number;
	/** By path of the field: what could not be taken. */
	readonly faults: Readonly<Record<string, string>>;
	/** By question: what a person should look at. */
	readonly findings: Readonly<Record<string, LiveFinding>>;
	/** By question: the option that figures chose, where it is not the one given. */
	readonly chosen: Readonly<Record<string, string>>;
	/** By part, where it is not certain that it applies. */
	readonly applies: Readonly<Record<string, Verdict>>;
}

export interface LiveFinding {
	readonly words: string;
	/** The option that was chosen, and the one that the figures speak for. */
	readonly chosen?: string;
	readonly figures?: string;
}

/** @param diagnosis one that says why */
export function liveOf(
	{ edition, library }: World,
	said: CaseFile,
	diagnosis: Diagnosis,
	locale: Locale
): Live {
	const { standing, points, unanswered, idle, findings, faults } = diagnosis;
	const nodes = nodesOf(diagnosis.trace!);
	const title = (rank: number) =>
		edition.ladder.tiers[rank - 1]?.title[locale] ?? edition.ladder.below[locale];
	return {
		low: title(standing.low),
		high: title(standing.high),
		certain: standing.low === standing.high,
		...(edition.root.scored.length > 0 ? { points: intervalWords(points) } : {}),
		left: unanswered.length,
		idle: idle.length,
		faults: faultsOf({ edition, library }, said, faults, locale),
		findings: Object.fromEntries(
			findings.map((finding) => [finding.question, findingOf(edition, finding, locale)])
		),
		chosen: Object.fromEntries(nodes.flatMap((node) => counted(edition, node, locale))),
		applies: Object.fromEntries(
			nodes.flatMap(({ name, applies }) => (applies === 'met' ? [] : [[name, applies] as const]))
		)
	};
}

/** What could not be taken, by path of the field. */
export function faultsOf(
	{ edition, library }: Pick<World, 'library'> & { readonly edition?: OpenEdition },
	{ titles }: Pick<CaseFile, 'titles'>,
	faults: readonly Fault[],
	locale: Locale
): Readonly<Record<string, string>> {
	const words = faults.map((fault) => [
		fieldOf(fault, titles),
		faultWords(fault, edition, library.catalogue, locale)
	]);
	return Object.fromEntries(words) as Record<string, string>;
}

/** A finding in words, with both options where there are two. */
export function findingOf(
	edition: OpenEdition,
	{ kind, question, chosen, figures }: Finding,
	locale: Locale
): LiveFinding {
	const option = (value: string | number) =>
		answerWords(edition.byName.get(question)!, value, locale);
	return {
		words: findingWords[kind][locale],
		...(chosen === undefined ? {} : { chosen: option(chosen) }),
		...(figures === undefined ? {} : { figures: option(figures) })
	};
}

/** The field of a form that a fault is of: a title is named there, not counted. */
function fieldOf({ path }: Fault, titles: unknown): string {
	const records: readonly unknown[] = Array.isArray(titles) ? titles : [];
	return path.replace(/^titles\.(\d+)/, (_, place) => `titles.${titleOf(records[Number(place)])}`);
}

function counted(
	edition: OpenEdition,
	{ name, counted: value }: TraceNode,
	locale: Locale
): [string, string][] {
	return value === undefined ? [] : [[name, answerWords(edition.byName.get(name)!, value, locale)]];
}
