import {
	compare,
	zero,
	type OpenCheckbox,
	type OpenEdition,
	type OpenQuestion,
	type OpenRadiogroup
} from '#scoring';

/**
 * What a rung takes where its question states no effort: the lower median of all that the edition states, 1 where
 * it states none (decision 26). Effort is ours, relative, and without a unit.
 */
export function usualEffort(edition: OpenEdition): number {
	const stated = edition.questions
		.flatMap((question) => (question.type === 'multipletext' ? [] : (question.data.effort ?? [])))
		.sort((a, b) => a - b);
	return stated[Math.floor((stated.length - 1) / 2)] ?? 1;
}

/**
 * The places of a radiogroup's choices from the lowest rung to the highest: by the number a ladder's choice
 * has, by the band of a ratio, by points, by level. Nothing where the edition puts none above another.
 */
export function rungsOf({ choices, of }: OpenRadiogroup): readonly number[] | undefined {
	const places = choices.map((_, place) => place);
	if (of) return places;
	if (choices.every(({ value }) => typeof value === 'number')) {
		return places.sort((a, b) => Number(choices[a]!.value) - Number(choices[b]!.value));
	}
	const points = (place: number) => choices[place]!.points.low;
	if (places.some((place) => compare(points(place), points(0)) !== 0)) {
		return places.sort((a, b) => compare(points(a), points(b)));
	}
	const level = (place: number) => choices[place]!.level;
	if (places.every((place) => level(place) === level(0))) return undefined;
	return places.sort((a, b) => level(a) - level(b));
}

/** What it takes from one rung to a higher one; rungs count from 0. */
export function climbEffort(question: OpenRadiogroup, from: number, to: number, usual: number) {
	const { effort } = question.data;
	let sum = 0;
	for (let rung = from; rung < to; rung++) sum += effort ? effort[rung]! : usual;
	return sum;
}

/** What each choice of a checkbox takes; one that stands alone takes nothing. */
export function choiceEfforts({ choices, data, exclusive }: OpenCheckbox, usual: number): number[] {
	let added = 0;
	return choices.map((_, place) => {
		if (exclusive & (1 << place)) return 0;
		const stated = data.effort?.[added++];
		return data.effort ? stated! : usual;
	});
}

/** Whether no higher rung gives fewer points or a lower level than one below it. */
export function rises(question: OpenQuestion): boolean {
	if (question.type === 'multipletext') return true;
	const { choices } = question;
	if (question.type === 'checkbox') {
		return choices.every(
			({ points, level }, place) =>
				!(question.exclusive & (1 << place)) || (compare(points.low, zero) === 0 && level === 0)
		);
	}
	const rungs = rungsOf(question);
	const above = rungs ?? choices.map((_, place) => place);
	return above.every((place, i) => {
		if (i === 0) return true;
		const [below, here] = [choices[above[i - 1]!]!, choices[place]!];
		return compare(below.points.low, here.points.low) <= 0 && below.level <= here.level;
	});
}

/** What it takes from one answer to another; nothing where that is no step up. */
export function effortBetween(
	question: Exclude<OpenQuestion, { type: 'multipletext' }>,
	from: number | undefined,
	to: number,
	usual: number
): number | undefined {
	if (from === to) return undefined;
	if (question.type === 'checkbox') {
		const isAlone = (to & question.exclusive) !== 0;
		const kept = (from ?? 0) & ~question.exclusive;
		if (isAlone ? from !== undefined : (to & kept) !== kept) return undefined;
		const efforts = choiceEfforts(question, usual);
		return efforts.reduce((sum, effort, i) => sum + (to & ~kept & (1 << i) ? effort : 0), 0);
	}
	const rungs = rungsOf(question);
	if (!rungs) return usual;
	const below = from === undefined ? 0 : rungs.indexOf(from);
	const above = rungs.indexOf(to);
	return above < below ? undefined : climbEffort(question, below, above, usual);
}
