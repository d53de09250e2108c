import type { Locale } from '#scoring';
import type { CaseFile } from '../diagnosis/case-file.ts';
import { agrees, offersTo, type Offer } from '../links/offers.ts';
import { originOf } from '../links/origins.ts';
import { answerWords } from '../words/answer.ts';
import { originWords } from '../words/origin.ts';
import { valuesIn } from './about-page.ts';
import { questionsIn } from './form.ts';
import { placeOf, type Place } from './place.ts';
import { fillable, takeAll, takeOne } from './taking.ts';
import type { World } from './world.ts';

/** What other sheets say of the questions of this one. */
export interface Offered {
	/** By question. */
	readonly questions: Readonly<Record<string, readonly OfferField[]>>;
	/** By the sheet it comes from. */
	readonly sheets: readonly OfferedBy[];
	/** How many questions there are, figures apart. */
	readonly questionCount: number;
}

/** Beside a question: an answer of another sheet, and how it stands to the one given here. */
export interface OfferField {
	/** `offered` follows and can be taken over; `open` has to be confirmed; the others are answered. */
	readonly state: 'offered' | 'open' | 'taken' | 'agrees' | 'differs';
	/** The edition the other sheet answers. */
	readonly from: string;
	/** That sheet, its question, and the answer there, in words. */
	readonly sheet: string;
	readonly question: string;
	readonly answer: string;
	/** What can be right here, in words. */
	readonly answers: readonly string[];
	readonly why?: string;
	/** The button that takes it over; left out where there is a choice left or nothing to do. */
	readonly take?: string;
}

/** On the first page: how far one sheet answers this one. */
export interface OfferedBy {
	readonly from: string;
	readonly sheet: string;
	/** The enterprise it is of, where it says. */
	readonly name?: string;
	/** Questions, figures apart, that it settles, and that it leaves to be confirmed. */
	readonly settled: readonly OfferLine[];
	readonly open: readonly OfferLine[];
	/** Questions of figures it fills in, in whole or in part. */
	readonly figures: readonly OfferLine[];
	/** How many questions, figures among them, can be filled in at once, and the button that does it. */
	readonly left: number;
	readonly take: string;
}
export interface OfferLine extends OfferField {
	readonly place: Place;
}

export function offeredTo(world: World, said: CaseFile, locale: Locale): Offered {
	const { edition } = world;
	const offers = offersTo(world, said);
	const fields = new Map<string, OfferField[]>();
	for (const { name } of edition.questions) {
		const own = offers.filter((offer) => offer.question === name);
		const shown = own.map((offer) => offerField(world, said, offer, locale));
		const taken = takenField(world, said, name, locale);
		// What was taken over is told once, from where it came.
		const others = shown.filter(({ state }) => state !== 'taken');
		if (taken || others.length > 0) fields.set(name, taken ? [taken, ...others] : others);
	}
	return {
		questions: Object.fromEntries(fields),
		sheets: (world.beside ?? []).flatMap((sheet) => sheetOf(world, said, sheet, offers, locale)),
		questionCount: questionsIn(edition.root).filter(({ type }) => type !== 'multipletext').length
	};
}

function sheetOf(
	world: World,
	said: CaseFile,
	sheet: CaseFile,
	offers: readonly Offer[],
	locale: Locale
): OfferedBy[] {
	const { questionnaire, name } = sheet;
	const { edition, library } = world;
	const own = offers.filter(({ origin }) => origin.from === questionnaire);
	if (own.length === 0) return [];
	const isFigures = ({ question }: Offer) => edition.byName.get(question)!.type === 'multipletext';
	const isSettled = (offer: Offer) => !isFigures(offer) && offer.settled;
	const settled = new Set(own.filter(isSettled).map(({ question }) => question));
	const lines = (list: readonly Offer[]) =>
		firstOfEach(list).map((offer): OfferLine => ({
			...offerField(world, said, offer, locale),
			place: placeOf(edition, offer.question, locale)
		}));
	return [
		{
			from: questionnaire,
			sheet: library.editions.get(questionnaire)!.edition.data.title[locale],
			...(name ? { name } : {}),
			settled: lines(own.filter(isSettled)),
			open: lines(own.filter((one) => !isFigures(one) && !settled.has(one.question))),
			figures: lines(own.filter(isFigures)),
			left: new Set(fillable(world, said, sheet).map(({ question }) => question)).size,
			take: takeAll(sheet)
		}
	];
}

/** One offer for each question: a question is counted once. */
function firstOfEach(offers: readonly Offer[]): Offer[] {
	return [
		...new Map([...offers].reverse().map((offer) => [offer.question, offer])).values()
	].reverse();
}

function offerField(world: World, said: CaseFile, offer: Offer, locale: Locale): OfferField {
	const { question, origin, answers, settled, why } = offer;
	const asked = world.edition.byName.get(question)!;
	const given = valuesIn(said.answers)[question];
	const state = stateOf(said, offer, given);
	const take = state === 'taken' || state === 'agrees' ? undefined : takeOne(offer);
	return {
		state: state === 'offered' && !settled ? 'open' : state,
		...originWords(world.library, origin, locale),
		answers: answers.map((answer) => answerWords(asked, answer, locale)),
		why: why[locale],
		...(take === undefined ? {} : { take })
	};
}

function stateOf(said: CaseFile, { question, origin, answers }: Offer, given: unknown) {
	if (answers.some((answer) => agrees(given, answer))) {
		const taken = originOf(said, question);
		const isOrigin = taken?.from === origin.from && taken.question === origin.question;
		return isOrigin ? 'taken' : 'agrees';
	}
	return isAnswered(given, answers[0]) ? 'differs' : 'offered';
}

/** Whether something is said of what is offered. */
function isAnswered(given: unknown, offered: unknown): boolean {
	if (given === undefined || given === null) return false;
	if (Array.isArray(offered) || typeof offered !== 'object') return true;
	const figures = valuesIn(given);
	return Object.keys(valuesIn(offered)).some((name) => figures[name] !== undefined);
}

function takenField(
	world: World,
	said: CaseFile,
	question: string,
	locale: Locale
): OfferField | undefined {
	const taken = originOf(said, question);
	if (!taken) return undefined;
	const words = originWords(world.library, taken, locale);
	return { state: 'taken', ...words, answers: [] };
}
