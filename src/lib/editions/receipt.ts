import {
	answerValue,
	checkSheet,
	scoreSheet,
	type Answer,
	type Fault,
	type OpenQuestion
} from '#scoring';
import type { Link, Mapping, Way } from './mapping.ts';

/**
 * What becomes of the answers of one way: all of them go over, some of what they say does, nothing does, or
 * there is nothing to go over and the newer question is open.
 */
export type Fate = 'moved' | 'partly' | 'lost' | 'open';

/**
 * Why an answer does not go over: its question is gone, did not apply, has no counterpart for the choice; the
 * answer to another question that it is merged with is missing; the newer question does not take it.
 */
export type Loss = 'removed' | 'not-applying' | 'no-counterpart' | 'incomplete' | 'not-taken';

export interface ReceiptLine {
	readonly way: Way;
	readonly fate: Fate;
	/** As SurveyJS stores them, by question; only those that are answered. */
	readonly before: readonly Given[];
	readonly after: readonly Given[];
	readonly losses: readonly Loss[];
}
export interface Given {
	readonly question: OpenQuestion;
	readonly value: unknown;
}

/** What moving the answers of a sheet does, way by way, before it is done. */
export interface Receipt {
	/** In the order of the mapping; ways in which nothing was answered are there, too. */
	readonly lines: readonly ReceiptLine[];
	/** The answers to the newer edition, as SurveyJS stores them. */
	readonly answers: Readonly<Record<string, unknown>>;
	/** What the older edition could not take, and so cannot go over. */
	readonly faults: readonly Fault[];
}

/** @param answers to the older edition, as SurveyJS stores them; anything may arrive */
export function receipt({ older, newer, ways }: Mapping, answers: unknown): Receipt {
	const sheet = checkSheet(older, answers ?? {});
	// Whether a question applies rests on answers alone.
	const known = { facts: {}, titles: [], tiers: {}, day: older.data.issued };
	const { applies } = scoreSheet(older, sheet, known);
	const isDropped = ({ index }: OpenQuestion) => applies[older.partOf[index]!.index] === 'unmet';
	const drafted = ways.map((way) => {
		const before = way.from.flatMap((question) => {
			const answer = sheet.answers[question.index];
			return answer === undefined ? [] : [{ question, answer }];
		});
		const stands = new Map(
			before.flatMap(({ question, answer }) =>
				isDropped(question) ? [] : [[question, answer] as const]
			)
		);
		const losses = new Set<Loss>(stands.size < before.length ? ['not-applying'] : []);
		if (way.to.length === 0 && stands.size > 0) losses.add('removed');
		const after = way.to.flatMap((question): Given[] => {
			const value = valueFor(way, question, stands, losses);
			return value === undefined ? [] : [{ question, value }];
		});
		return { way, before, after, losses };
	});
	const taken = checkSheet(newer, byName(drafted)).answers;
	const lines = drafted.map(({ way, before, after: offered, losses }): ReceiptLine => {
		const after = offered.filter(({ question }) => taken[question.index] !== undefined);
		if (after.length < offered.length) losses.add('not-taken');
		const given = before.map(({ question, answer }) => {
			return { question, value: answerValue(question, answer) };
		});
		return {
			...{ way, before: given, after, losses: [...losses] },
			fate: fateOf(before.length, after.length, losses.size)
		};
	});
	return { lines, answers: byName(lines), faults: sheet.faults };
}

function byName(lines: readonly { after: readonly Given[] }[]): Record<string, unknown> {
	const given = lines.flatMap(({ after }) => after);
	return Object.fromEntries(given.map(({ question, value }) => [question.name, value]));
}

function fateOf(before: number, after: number, losses: number): Fate {
	if (before === 0) return 'open';
	if (after === 0) return 'lost';
	return losses > 0 ? 'partly' : 'moved';
}

/** The answer to a newer question, as SurveyJS stores it; nothing where it is not answered. */
function valueFor(
	{ links, take }: Way,
	question: OpenQuestion,
	stands: ReadonlyMap<OpenQuestion, Answer>,
	losses: Set<Loss>
): unknown {
	const mine = links.filter(({ to }) => to === question);
	const answered = mine.flatMap((link) => {
		const answer = stands.get(link.from);
		return answer === undefined ? [] : [{ link, answer }];
	});
	if (answered.length === 0) return undefined;
	if (question.type === 'multipletext') return figures(question, answered, losses);
	if (answered.length < mine.length) {
		losses.add('incomplete');
		return undefined;
	}
	const places = answered.map(({ link, answer }) => placesOf(link, answer as number, losses));
	// A choice of one of several questions that has no counterpart leaves what they say together unknown.
	if (places.some((some) => some.length === 0)) return undefined;
	const all = [...new Set(places.flat())].sort((a, b) => a - b);
	if (question.type === 'radiogroup') {
		const place = take.get(question) === 'last' ? all.at(-1)! : all[0]!;
		return question.choices[place]!.value;
	}
	const alone = all.filter((place) => question.exclusive & (1 << place));
	// "None of these" from one question gives way to what another one names.
	const together =
		alone.length < all.length ? all.filter((place) => !alone.includes(place)) : [alone[0]!];
	return together.map((place) => question.choices[place]!.value);
}

function placesOf({ from, choices }: Link, answer: number, losses: Set<Loss>): number[] {
	const chosen =
		from.type === 'checkbox'
			? from.choices.map((_, place) => place).filter((place) => answer & (1 << place))
			: [answer];
	if (chosen.some((place) => choices[place]!.length === 0)) losses.add('no-counterpart');
	return chosen.flatMap((place) => choices[place]!);
}

function figures(
	{ items }: Extract<OpenQuestion, { type: 'multipletext' }>,
	answered: readonly { link: Link; answer: Answer }[],
	losses: Set<Loss>
): Record<string, number> | undefined {
	const given: Record<string, number> = {};
	for (const { link, answer } of answered) {
		(answer as Exclude<Answer, number>).forEach((figure, place) => {
			if (figure === undefined) return;
			const target = link.items[place];
			if (target === undefined) losses.add('no-counterpart');
			else given[items[target]!.name] = figure / 1000;
		});
	}
	return Object.keys(given).length > 0 ? given : undefined;
}
