import type { CaseFile } from '../diagnosis/case-file.ts';
import {
	agrees,
	fills,
	isSameEnterprise,
	offersTo,
	withOffer,
	type Offer
} from '../links/offers.ts';
import { originOf } from '../links/origins.ts';
import { valuesIn } from './about-page.ts';
import { merged } from './fields.ts';
import { followSupposed, nothingSupposed, type Supposed } from './supposed.ts';
import type { Turn } from './turn.ts';
import type { World } from './world.ts';

/** The button that takes over all that a sheet settles: `take-all.sme-digital-level@2024`. */
export function takeAll({ questionnaire }: CaseFile): string {
	return `take-all.${questionnaire}`;
}

/**
 * The button that takes over one offer, and so confirms it: `take.connected-rate.two-integration@2026.rate`.
 * There is none where a choice is left.
 */
export function takeOne({ question, origin, answers }: Offer): string | undefined {
	if (answers.length !== 1) return undefined;
	return `take.${question}.${origin.from}.${origin.question}`;
}

/**
 * What a button asks for, whichever part of the page it belongs to: an offer is taken over, or the page is
 * turned as `followSupposed` says.
 */
export function followGo(
	world: World,
	turn: Turn,
	supposed: Supposed,
	go: string
): { turn: Turn; supposed: Supposed } {
	const said = taken(world, turn.said, go);
	if (!said) return followSupposed(world, turn, supposed, go);
	return { turn: { ...turn, said }, supposed: nothingSupposed };
}

function taken(world: World, said: CaseFile, go: string): CaseFile | undefined {
	if (!/^take(-all)?\./.test(go)) return undefined;
	const sheet = (world.beside ?? []).find((one) => takeAll(one) === go);
	if (sheet) return isSameEnterprise(sheet, said) ? withSheet(world, said, sheet) : said;
	const offer = offersTo(world, said).find((one) => takeOne(one) === go);
	return offer ? withOne(said, offer) : said;
}

/**
 * The offers of a sheet that are taken over together: what is settled, and adds to what was said. Where
 * another sheet of the same enterprise settles something else neither is among them.
 */
export function fillable(world: World, said: CaseFile, sheet: CaseFile): readonly Offer[] {
	const beside = (world.beside ?? []).filter((one) => isSameEnterprise(one, sheet));
	const settled = offersTo({ ...world, beside }, said).filter((offer) => offer.settled);
	const before = valuesIn(said.answers);
	return settled
		.filter(({ origin }) => origin.from === sheet.questionnaire)
		.filter(({ question, answers: [answer] }) => fills(before[question], answer))
		.filter((offer) => !settled.some((other) => contradicts(offer, other)));
}

/** What is known of the enterprise goes over with the answers, where nothing was said of it. */
function withSheet(world: World, said: CaseFile, sheet: CaseFile): CaseFile {
	const { answers: _answers, origins: _origins, ...known } = sheet;
	return merged(fillable(world, said, sheet).reduce(withOne, said), known);
}

function contradicts(one: Offer, other: Offer): boolean {
	if (one.question !== other.question) return false;
	return !agrees(withOffer(other.answers[0], one.answers[0]), other.answers[0]);
}

function withOne(said: CaseFile, { question, origin, answers: [offered] }: Offer): CaseFile {
	const answers = valuesIn(said.answers);
	const before = originOf(said, question);
	// Of one question's figures some may come from one place and some from another: the last is told.
	const gave = before?.from === origin.from ? withOffer(before.gave, offered) : offered;
	return {
		...said,
		answers: { ...answers, [question]: withOffer(answers[question], offered) },
		origins: { ...valuesIn(said.origins), [question]: { ...origin, gave } }
	};
}
