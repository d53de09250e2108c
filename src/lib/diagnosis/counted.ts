import type { OpenEdition, OpenQuestion, Text } from '#scoring';

/** A set of questions that tiers count by level, as an edition declares it. */
export interface Counted {
	readonly id: string;
	readonly title: Text;
	/** In document order. */
	readonly questions: readonly OpenQuestion[];
	/** A smaller set that lies within it and is counted on its own as well: its questions are marked. */
	readonly inner?: { readonly title: Text; readonly questions: readonly OpenQuestion[] };
}

/** The sets of an edition, each with what is marked in it; a set within another is no set of its own here. */
export function countedSets({ data, questions }: OpenEdition): readonly Counted[] {
	const sets = Object.entries(data.sets ?? {}).flatMap(([id, title]) => {
		const members = questions.filter((question) => question.sets.includes(id));
		return members.some(hasLevels) ? [{ id, title, questions: members }] : [];
	});
	type Set = (typeof sets)[number];
	const within = (inner: Set, outer: Set) =>
		inner.questions.length < outer.questions.length &&
		inner.questions.every((question) => outer.questions.includes(question));
	return sets
		.filter((set) => !sets.some((other) => within(set, other)))
		.map((set) => {
			const inner = sets.find((other) => within(other, set));
			return inner ? { ...set, inner } : set;
		});
}

function hasLevels(question: OpenQuestion): boolean {
	return question.type !== 'multipletext' && question.highestLevel > 0;
}

/** By question that is marked: the title of the set for which it is. */
export function markedQuestions(edition: OpenEdition): ReadonlyMap<string, Text> {
	return new Map(
		countedSets(edition).flatMap(({ inner }) =>
			inner ? inner.questions.map(({ name }) => [name, inner.title] as const) : []
		)
	);
}
