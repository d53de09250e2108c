import {
	checkKnown,
	checkSheet,
	climb,
	scoreSheet,
	type Catalogue,
	type Condition,
	type Fault,
	type OpenEdition,
	type OpenQuestion,
	type TierBounds,
	type TitleRecord
} from '#scoring';
import type { LibraryEdition } from './editions.ts';

/** What is known beside the answers while a ladder is tried. */
interface Known {
	readonly facts: Readonly<Record<string, boolean | number | string>>;
	readonly titles: readonly TitleRecord[];
}
type Answers = Readonly<Record<string, unknown>>;

/** So few sheets are tried one by one, all of them. */
const fewSheets = 2000;

/**
 * Looks for tiers that no answers can reach, and for tiers that all reach.
 *
 * What is refused for certain follows from the empty sheet, whose bounds hold for every sheet. What is
 * left is shown by a witness: a worked case, or one of the sheets tried here. Where neither is found the
 * edition may be good all the same, and what is asked for is a worked case.
 */
export function checkTiers(
	{ edition, cases, folder }: LibraryEdition,
	catalogue: Catalogue
): Fault[] {
	const any = standing(edition, {}, { facts: {}, titles: [] });
	const worked = cases.map((one) => {
		return standing(edition, one.answers, checkKnown(catalogue, one).known);
	});
	const reached = new Set(worked.filter(isCertain).map(({ low }) => low));
	const ranks = edition.tiers.map((_, i) => i + 1);
	for (const tried of trials(edition)) {
		if (ranks.every((rank) => reached.has(rank)) && reached.has(0)) break;
		const found = standing(edition, tried.answers, tried.known);
		if (isCertain(found)) reached.add(found.low);
	}
	return ranks.flatMap((rank): Fault[] => {
		const fault = faultOf(rank, any, reached);
		if (!fault) return [];
		const path = `tiers.${edition.tiers[rank - 1]!.id}.requires`;
		return [{ file: `${folder}tiers.yaml`, path, ...fault }];
	});
}

function faultOf(
	rank: number,
	any: ReturnType<typeof standing>,
	reached: ReadonlySet<number>
): Pick<Fault, 'expected' | 'received'> | undefined {
	if (any.low >= rank) {
		return { expected: 'expected a tier that not all reach', received: 'one that all reach' };
	}
	if (any.high < rank || any.gates[rank - 1]!.verdict === 'unmet') {
		return {
			expected: 'expected a tier that some answers reach',
			received: 'one that none can reach'
		};
	}
	const received = 'none that does';
	if (!reached.has(rank)) {
		return { expected: 'expected a worked case that stands at this tier', received };
	}
	if (![...reached].some((other) => other < rank)) {
		return { expected: 'expected a worked case that stands below this tier', received };
	}
	return undefined;
}

function standing(edition: OpenEdition, answers: Answers, { facts, titles }: Known) {
	const context = { facts, titles, tiers: {}, day: edition.data.issued };
	return climb(edition, scoreSheet(edition, checkSheet(edition, answers), context), false);
}

function isCertain({ low, high }: TierBounds): boolean {
	return low === high;
}

/** Sheets that between them stand at most tiers of a usual ladder. */
function* trials(edition: OpenEdition): Generator<{ answers: Answers; known: Known }> {
	const questions = edition.questions.map((question) => rungsOf(question));
	const titles = titlesOf(edition);
	// None held, the first held, the first two …: a ladder asks for them from below.
	for (let held = 0; held <= titles.length; held++) {
		const records = new Map(titles.map(({ title }) => [title, notHeld(title)]));
		for (const one of titles.slice(0, held)) records.set(one.title, one);
		const known = { facts: {}, titles: [...records.values()] };
		for (const places of climbs(questions.map((rungs) => rungs.length))) {
			const given = edition.questions.flatMap(({ name }, i) => {
				const value = questions[i]![places[i]!];
				return value === undefined ? [] : [[name, value] as const];
			});
			yield { answers: Object.fromEntries(given), known };
		}
	}
}

/** The answers of a question that are tried, from the least to the most. */
function rungsOf(question: OpenQuestion): unknown[] {
	if (question.type === 'multipletext') return [];
	const height = ({ points, level }: (typeof question.choices)[number]) =>
		Number(points.high.n) * 10 + level;
	const sorted = [...question.choices].sort((a, b) => height(a) - height(b));
	if (question.type === 'radiogroup') return sorted.map(({ value }) => value);
	const alone = question.data.choices.filter(({ isExclusive }) => isExclusive);
	const together = sorted.filter(({ value }) => alone.every((one) => one.value !== value));
	return [
		...alone.map(({ value }) => [value]),
		...together.map((_, i) => together.slice(0, i + 1).map(({ value }) => value))
	];
}

/**
 * Ways up from the least of everything to the most, a step at a time: question by question from the
 * front, from the back, and rung by rung; and where there are few sheets, every one.
 */
function* climbs(sizes: readonly number[]): Generator<readonly number[]> {
	const tops = sizes.map((size) => Math.max(size - 1, 0));
	const each = (i: number) => Array.from({ length: tops[i]! }, () => i);
	const front = tops.flatMap((_, i) => each(i));
	const highest = tops.reduce((most, top) => Math.max(most, top), 0);
	const rungs = Array.from({ length: highest }, (_, rung) =>
		tops.flatMap((top, i) => (top > rung ? [i] : []))
	);
	for (const way of [front, front.toReversed(), rungs.flat()]) {
		const places = tops.map(() => 0);
		yield places;
		for (const i of way) {
			places[i]!++;
			yield places;
		}
	}
	const sheets = tops.reduce((all, top) => all * (top + 1), 1);
	for (let sheet = 0; sheets <= fewSheets && sheet < sheets; sheet++) {
		let rest = sheet;
		yield tops.map((top) => {
			const place = rest % (top + 1);
			rest = Math.floor(rest / (top + 1));
			return place;
		});
	}
}

/** The titles that the ladder asks for, from below, each as it would be held. */
function titlesOf(edition: OpenEdition): TitleRecord[] {
	const within = (condition: Condition): TitleRecord[] => {
		if ('not' in condition) return within(condition.not);
		if ('all' in condition) return condition.all.flatMap(within);
		if ('any' in condition) return condition.any.flatMap(within);
		if (!('title' in condition)) return [];
		const { title, level } = condition;
		return [{ title, level, state: 'held', awarded: edition.data.issued, first: true }];
	};
	return edition.ladder.tiers.flatMap(({ requires }) => within(requires));
}

function notHeld(title: string): TitleRecord {
	return { title, state: 'not-held' };
}
