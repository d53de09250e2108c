import type { Condition, EditionData, Element, Leaf, OpenEdition, Question } from '#scoring';
import type { Checkbox, Radiogroup } from '../../scoring/question.ts';
import { questionsOf, type Answers } from './figures.ts';
import type { SaidKnown } from './generate-known.ts';
import { judged } from './properties.ts';

/** The road to a tier found by trying every answer: slow, plain, and written from decision 26 alone. */

/** One answer that may be given in place of another. */
export interface Option {
	readonly value: unknown;
	readonly effort: number;
	readonly changes: number;
}
export interface Choice {
	readonly question: Radiogroup | Checkbox;
	readonly options: readonly Option[];
}

function leavesOf(condition: Condition): Leaf[] {
	if ('all' in condition) return condition.all.flatMap(leavesOf);
	if ('any' in condition) return condition.any.flatMap(leavesOf);
	return 'not' in condition ? leavesOf(condition.not) : [condition];
}

function askedIn(conditions: readonly Condition[]): string[] {
	return conditions.flatMap(leavesOf).flatMap((leaf) => ('answer' in leaf ? [leaf.answer] : []));
}

/** The questions that decide what applies and what anything weighs. */
export function scopeOf(data: EditionData): ReadonlySet<string> {
	type Group = Pick<EditionData, 'weights'> & { appliesIf?: Condition | undefined };
	const of = ({ appliesIf, weights }: Group): Condition[] => [
		...(appliesIf ? [appliesIf] : []),
		...(Array.isArray(weights)
			? (weights as { when?: Condition }[]).flatMap(({ when }) => when ?? [])
			: [])
	];
	const inside = (element: Element): Condition[] =>
		element.type === 'panel'
			? [...of(element), ...element.elements.flatMap(inside)]
			: of({ appliesIf: element.appliesIf, weights: undefined });
	const all = [
		...of({ weights: data.weights }),
		...data.dimensions.flatMap((one) => [...of(one), ...one.elements.flatMap(inside)])
	];
	return new Set(askedIn(all).map((name) => name.split('.')[0]!));
}

const figuresUsed = ({ of }: Radiogroup) =>
	of ? [of.numerator, of.denominator].map((one) => one.split('.')[0]!) : [];

/** The efforts of an edition in order, the one in the middle, or before it. */
function usual(data: EditionData): number {
	const all = questionsOf(data)
		.flatMap((one) => ('effort' in one ? (one.effort ?? []) : []))
		.sort((a, b) => a - b);
	return all.length === 0 ? 1 : all[Math.ceil(all.length / 2) - 1]!;
}

/** Every question that may be a step on a sheet, with every answer above the one that counts. */
export function choicesOf(
	edition: OpenEdition,
	answers: Answers,
	said: SaidKnown,
	forbidden: readonly string[] = []
): Choice[] {
	const { data } = edition;
	const { scored } = judged(edition, answers, said);
	const scope = scopeOf(data);
	const byTiers = new Set(
		askedIn(data.ladder.tiers.map(({ requires }) => requires))
			.filter((name) => name.includes('.'))
			.map((name) => name.split('.')[0]!)
	);
	const rung = usual(data);
	return questionsOf(data).flatMap((question): Choice[] => {
		if (question.type === 'multipletext' || question.outcome === true) return [];
		if (scope.has(question.name) || forbidden.includes(question.name)) return [];
		const asked = edition.byName.get(question.name)!;
		if (scored.applies[edition.partOf[asked.index]!.index] === 'unmet') return [];
		if (question.type === 'checkbox') {
			const given = answers[question.name] as string[] | undefined;
			return [{ question, options: ticks(question, given, rung) }];
		}
		if (figuresUsed(question).some((name) => scope.has(name) || byTiers.has(name))) return [];
		const place = scored.answers[asked.index] as number | undefined;
		return [{ question, options: rungs(question, place, rung) }];
	});
}

function rungs({ choices, effort, of }: Radiogroup, place: number | undefined, rung: number) {
	const order = choices.map((_, i) => i);
	const by = (key: (i: number) => number) => order.sort((a, b) => key(a) - key(b));
	const differ = (key: (i: number) => number) => order.some((i) => key(i) !== key(0));
	const points = (i: number) => choices[i]!.points ?? 0;
	const level = (i: number) => choices[i]!.level ?? 0;
	const isLadder = choices.every(({ value }) => typeof value === 'number');
	if (isLadder) by((i) => choices[i]!.value as number);
	else if (!of && differ(points)) by(points);
	else if (!of && differ(level)) by(level);
	else if (!of) {
		return order
			.filter((i) => i !== place)
			.map((i): Option => ({ value: choices[i]!.value, effort: rung, changes: 1 }));
	}
	const from = place === undefined ? -1 : order.indexOf(place);
	let sum = 0;
	return order.flatMap((i, at): Option[] => {
		if (at <= from) return [];
		if (at > 0) sum += effort?.[at - 1] ?? rung;
		return [{ value: choices[i]!.value, effort: sum, changes: 1 }];
	});
}

function ticks({ choices, effort }: Checkbox, given: string[] | undefined, rung: number) {
	const free = choices.filter((one) => !one.isExclusive).map(({ value }) => value);
	const kept = (given ?? []).filter((value) => free.includes(value));
	const options: Option[] = [];
	for (let bits = 1; bits < 1 << free.length; bits++) {
		const chosen = free.filter((_, i) => bits & (1 << i));
		const added = chosen.filter((value) => !kept.includes(String(value)));
		if (added.length === 0 || chosen.length !== kept.length + added.length) continue;
		const sum = added.reduce<number>(
			(all, value) => all + (effort?.[free.indexOf(value)] ?? rung),
			0
		);
		options.push({ value: chosen, effort: sum, changes: added.length });
	}
	if (given !== undefined) return options;
	const alone = choices.filter((one) => one.isExclusive);
	return [...options, ...alone.map(({ value }) => ({ value: [value], effort: 0, changes: 1 }))];
}

/** How many sheets would be tried. */
export function sizeOf(choices: readonly Choice[]): number {
	return choices.reduce((all, { options }) => all * (options.length + 1), 1);
}

/** The sheet with some answers changed: a ratio's figures give way to its option. */
export function answered(
	edition: OpenEdition,
	answers: Answers,
	said: SaidKnown,
	changed: readonly { readonly question: Question; readonly value: unknown }[]
): Answers {
	const { scored } = judged(edition, answers, said);
	const after: Record<string, unknown> = structuredClone(answers);
	for (const { question } of changed) {
		if (question.type !== 'radiogroup' || !question.of) continue;
		const { numerator } = question.of;
		const [name, item] = numerator.split('.') as [string, string];
		const figures = after[name] as Record<string, number> | undefined;
		if (figures) {
			after[name] = Object.fromEntries(Object.entries(figures).filter(([one]) => one !== item));
		}
		for (const other of questionsOf(edition.data)) {
			if (other.type !== 'radiogroup' || !other.of) continue;
			if (other.of.numerator !== numerator && other.of.denominator !== numerator) continue;
			const { index } = edition.byName.get(other.name)!;
			const place = scored.answers[index] as number | undefined;
			after[other.name] = place === undefined ? undefined : other.choices[place]!.value;
		}
	}
	for (const { question, value } of changed) after[question.name] = value;
	return after;
}

/** Every sheet within reach, with what it takes. */
export function* sheetsInReach(
	edition: OpenEdition,
	answers: Answers,
	said: SaidKnown,
	choices: readonly Choice[]
): Generator<{ effort: number; changes: number; changed: string[]; answers: Answers }> {
	const at = choices.map(() => 0);
	for (;;) {
		const taken = choices.flatMap(({ question, options }, i) =>
			at[i] === 0 ? [] : [{ question, ...options[at[i]! - 1]! }]
		);
		yield {
			effort: taken.reduce((all, { effort }) => all + effort, 0),
			changes: taken.reduce((all, { changes }) => all + changes, 0),
			changed: taken.map(({ question }) => question.name),
			answers: answered(edition, answers, said, taken)
		};
		let i = 0;
		while (i < at.length && at[i] === choices[i]!.options.length) at[i++] = 0;
		if (i === at.length) return;
		at[i]!++;
	}
}
