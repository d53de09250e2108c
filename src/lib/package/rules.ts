import type { OpenDocument, OpenMeasure, Paid } from '#scoring';

/** A measure for one project, for the enterprise, or for projects of which nothing is known. */
export interface Asking {
	readonly id: string;
	readonly document: OpenDocument;
	readonly measure: OpenMeasure;
	/** Place among the projects; left out for the enterprise and where none is stated. */
	readonly project: number | undefined;
	readonly payments: readonly Paid[];
}

/** Why two cannot be had together: the rule, and the reading of it where the text does not settle it. */
export interface Rule {
	/** Whose rule: the document's on stacking, or the measure's at this place of `excludes`. */
	readonly of: 'stacking' | 'exclusion';
	/** `document`, or `document/measure`. */
	readonly ref: string;
	readonly place: number;
	/** The named reading that makes it so; left out where the text says so. */
	readonly reading?: string;
}

/** A question a text leaves open, on which the best package may depend. */
export interface Question {
	/** `document`, or `document/measure` where the question stands at a measure. */
	readonly ref: string;
	readonly open: string;
	readonly readings: readonly string[];
}

/** The reading chosen for each question, by `keyOf`. */
export type Reading = ReadonlyMap<string, string>;

export const keyOf = (ref: string, open: string) => `${ref} ${open}`;

/** The open questions that decide which of these can be had together or share a cap. */
export function questionsOf(askings: readonly Asking[]): Question[] {
	const questions = new Map<string, Question>();
	const put = (ref: string, open: string, readings: readonly string[]) =>
		questions.set(keyOf(ref, open), { ref, open, readings });
	const present = new Set(askings.map(({ measure }) => measure.ref));
	for (const several of byProject(askings).values()) {
		for (const one of several) {
			const { stacking, id } = one.document.data;
			const beside = several.some((other) => other !== one && other.document === one.document);
			if (stacking && beside) put(id, stacking.open.id, Object.keys(stacking.open.pays));
		}
	}
	for (const { document, measure } of askings) {
		for (const { measure: other, open, pays } of measure.data.excludes ?? []) {
			if (open !== undefined && present.has(other)) put(measure.ref, open, Object.keys(pays!));
		}
		for (const { with: shared } of measure.caps[0]!) {
			const { open, readings, measures } = shared ?? {};
			const beside = measures?.some((id) => present.has(`${document.data.id}/${id}`));
			if (open !== undefined && beside) put(measure.ref, open, Object.keys(readings!));
		}
	}
	return [...questions.values()];
}

/** Every pair that cannot be had together under a reading, with the rule. */
export function conflictsOf(
	askings: readonly Asking[],
	reading: Reading
): readonly (readonly [Asking, Asking, Rule])[] {
	const conflicts = new Map<string, readonly [Asking, Asking, Rule]>();
	const put = (one: Asking, other: Asking, rule: Rule | undefined) => {
		const key = one.id < other.id ? `${one.id} ${other.id}` : `${other.id} ${one.id}`;
		if (rule && !conflicts.has(key)) conflicts.set(key, [one, other, rule]);
	};
	for (const one of askings) {
		one.measure.data.excludes?.forEach((exclusion, place) => {
			const rule = exclusionRule(one, exclusion, place, reading);
			for (const other of askings) {
				if (other.measure.ref !== exclusion.measure) continue;
				if (exclusion.within === 'enterprise' || sameProject(one, other)) put(one, other, rule);
			}
		});
	}
	for (const several of byProject(askings).values()) {
		several.forEach((one, i) => {
			for (const other of several.slice(i + 1)) put(one, other, stackingRule(one, other, reading));
		});
	}
	return [...conflicts.values()];
}

function byProject(askings: readonly Asking[]): ReadonlyMap<number, readonly Asking[]> {
	const projects = new Map<number, Asking[]>();
	for (const one of askings) {
		if (one.project === undefined) continue;
		const several = projects.get(one.project);
		if (several) several.push(one);
		else projects.set(one.project, [one]);
	}
	return projects;
}

function sameProject(one: Asking, other: Asking): boolean {
	return one.project !== undefined && one.project === other.project;
}

type Excluded = NonNullable<OpenMeasure['data']['excludes']>[number];

function exclusionRule(
	{ measure: { ref } }: Asking,
	{ open, pays }: Excluded,
	place: number,
	reading: Reading
): Rule | undefined {
	if (open === undefined) return { of: 'exclusion', ref, place };
	const read = reading.get(keyOf(ref, open))!;
	return pays![read] === 'highest' ? { of: 'exclusion', ref, place, reading: read } : undefined;
}

/** The rule of the higher support for two measures of one project. */
function stackingRule(one: Asking, other: Asking, reading: Reading): Rule | undefined {
	if (one.document === other.document) {
		const { stacking, id } = one.document.data;
		if (!stacking) return undefined;
		const read = reading.get(keyOf(id, stacking.open.id))!;
		const excludes = stacking.open.pays[read] === 'highest';
		return excludes ? { of: 'stacking', ref: id, place: 0, reading: read } : undefined;
	}
	const speaking = [one, other].find((each) =>
		reaches(each.document, each === one ? other.document : one.document)
	);
	return speaking && { of: 'stacking', ref: speaking.document.data.id, place: 0 };
}

/** Whether the stacking rule of a document speaks of another document. */
function reaches({ data }: OpenDocument, { data: other }: OpenDocument): boolean {
	if (!data.stacking) return false;
	return data.stacking.against === 'all' || data.government === other.government;
}
