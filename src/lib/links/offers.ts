import {
	checkKnown,
	checkSheet,
	scoreSheet,
	standingAnswers,
	type Catalogue,
	type Day,
	type OpenEdition
} from '#scoring';
import type { CaseFile } from '../diagnosis/case-file.ts';
import { canonical } from '../library/hash.ts';
import { covers, type Link } from './link.ts';

/** Where an answer stands that is offered. */
export interface Origin {
	/** `instrument@edition`. */
	readonly from: string;
	readonly question: string;
	/** The answer that counts there. */
	readonly answer: unknown;
}

/** What another sheet says of a question. It is no answer until it is taken over. */
export interface Offer {
	readonly origin: Origin;
	readonly question: string;
	/** The answers that the other sheet leaves open, as SurveyJS stores them: never none. */
	readonly answers: readonly unknown[];
	/** There is one, and it follows: it may be taken over with all the others. Else it must be confirmed. */
	readonly settled: boolean;
	readonly why: Link['why'];
}

/** What offers are made from. */
export interface Offering {
	readonly library: {
		readonly editions: ReadonlyMap<string, { readonly edition: OpenEdition }>;
		readonly links: readonly Link[];
		readonly catalogue: Catalogue;
	};
	readonly edition: OpenEdition;
	/** Sheets of other instruments. */
	readonly beside?: readonly CaseFile[];
	readonly today: Day;
}

/**
 * What the sheets beside one say of its questions: in the order of its questions, what is settled first.
 * A sheet of another enterprise says nothing.
 */
export function offersTo(world: Offering, said: CaseFile): readonly Offer[] {
	const { edition, beside = [] } = world;
	const offers = beside
		.filter((sheet) => sheet.questionnaire !== edition.ref && isSameEnterprise(sheet, said))
		.flatMap((sheet) => offersOf(world, sheet));
	const place = ({ question }: Offer) => edition.byName.get(question)!.index;
	return offers.sort((a, b) => place(a) - place(b) || Number(b.settled) - Number(a.settled));
}

/** Whether nothing that both sheets say tells two enterprises apart. */
export function isSameEnterprise(one: CaseFile, other: CaseFile): boolean {
	if (one.creditCode && other.creditCode) return one.creditCode === other.creditCode;
	return !one.name || !other.name || one.name === other.name;
}

function offersOf(world: Offering, sheet: CaseFile): Offer[] {
	const { library, edition } = world;
	const from = library.editions.get(sheet.questionnaire)?.edition;
	if (!from) return [];
	const links = library.links.filter(
		(link) => covers(link.from, from.ref) && covers(link.to, edition.ref)
	);
	const answers = links.length === 0 ? {} : countedAnswers(world, from, sheet);
	return links.flatMap((link) => {
		const { question } = link.from;
		const answer = answers[question];
		const possible = answer === undefined ? [] : answersBy(link, edition, answer);
		if (possible.length === 0) return [];
		return {
			origin: { from: from.ref, question, answer },
			question: link.to.question,
			answers: possible,
			settled: possible.length === 1 && link.relation !== 'broader',
			why: link.why
		};
	});
}

/** The answers that count: those that apply, with the option that figures chose in place of the one given. */
export function countedAnswers(
	{ library, today }: Pick<Offering, 'library' | 'today'>,
	edition: OpenEdition,
	said: CaseFile
): Readonly<Record<string, unknown>> {
	const sheet = checkSheet(edition, said.answers ?? {});
	const { facts, titles } = checkKnown(library.catalogue, said).known;
	const scored = scoreSheet(edition, sheet, { facts, titles, tiers: {}, day: today });
	return standingAnswers(edition, { ...sheet, answers: scored.answers }, scored.applies);
}

/** The answers of the other question that can be right where this one is; those it does not have are left out. */
function answersBy({ to, choices, items }: Link, edition: OpenEdition, answer: unknown): unknown[] {
	const question = edition.byName.get(to.question);
	switch (question?.type) {
		case undefined:
			return [];
		case 'multipletext': {
			const given = answer as Readonly<Record<string, number>>;
			const figures = items.filter(
				([from, name]) => given[from] !== undefined && question.itemByName.has(name)
			);
			if (figures.length === 0) return [];
			return [Object.fromEntries(figures.map(([from, name]) => [name, given[from]]))];
		}
		case 'checkbox': {
			const chosen = answer as readonly unknown[];
			const counterparts = choices.filter(([from]) => chosen.includes(from)).map(([, to]) => to);
			const ticked = question.choices.map(({ value }) => value);
			const known = ticked.filter((value) => counterparts.includes(value));
			return known.length === 0 ? [] : [known];
		}
		case 'radiogroup': {
			const counterparts = choices.filter(([from]) => from === answer).map(([, to]) => to);
			// One that this edition lacks leaves the answer open: what else it would be is not known.
			return counterparts.every((value) => question.choiceByValue.has(value)) ? counterparts : [];
		}
	}
}

/** Whether an answer says what is offered: figures beside it do not matter. */
export function agrees(answer: unknown, offered: unknown): boolean {
	if (!isFigures(offered)) return canonical(answer ?? null) === canonical(offered);
	const given = isFigures(answer) ? answer : {};
	return Object.entries(offered).every(([name, figure]) => given[name] === figure);
}

/** An answer with what is offered in it; figures that are not offered stay. */
export function withOffer(answer: unknown, offered: unknown): unknown {
	return isFigures(offered) && isFigures(answer) ? { ...answer, ...offered } : offered;
}

/** Whether what is offered adds to an answer and replaces nothing of it. */
export function fills(answer: unknown, offered: unknown): boolean {
	if (answer === undefined || answer === null) return true;
	if (!isFigures(offered) || !isFigures(answer) || agrees(answer, offered)) return false;
	return Object.entries(offered).every(([name, figure]) =>
		[undefined, figure].includes(answer[name])
	);
}

function isFigures(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
