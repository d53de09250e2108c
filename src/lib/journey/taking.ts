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

/** Takes over every settled offer. One alone, which confirms it: `take.connected-rate.two-integration@2026.rate`. */
export const takeAll = 'take';

/** The button that takes over an offer; nothing where there is a choice left. */
export function takeOne({ question, origin, answers }: Offer): string | undefined {
	if (answers.length !== 1) return undefined;
	return `${takeAll}.${question}.${origin.from}.${origin.question}`;
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
	if (go === takeAll) return withAll(world, said);
	if (!go.startsWith(`${takeAll}.`)) return undefined;
	const offer = offersTo(world, said).find((one) => takeOne(one) === go);
	return offer ? withOne(said, offer) : said;
}

/**
 * The offers that are taken over together: what is settled, and adds to what was said. Where two sheets say
 * different things neither is among them.
 */
export function fillable(offers: readonly Offer[], said: CaseFile): readonly Offer[] {
	const settled = offers.filter((offer) => offer.settled);
	const before = valuesIn(said.answers);
	return settled
		.filter(({ question, answers: [answer] }) => fills(before[question], answer))
		.filter((offer) => !settled.some((other) => contradicts(offer, other)));
}

/** What is known of the enterprise goes over with the answers, where nothing was said of it. */
function withAll(world: World, said: CaseFile): CaseFile {
	const filled = fillable(offersTo(world, said), said).reduce(withOne, said);
	return (world.beside ?? [])
		.filter((sheet) => isSameEnterprise(sheet, said))
		.reduce(
			(known, { answers: _answers, origins: _origins, ...rest }) => merged(known, rest),
			filled
		);
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
