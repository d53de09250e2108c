import type { EditionData, Question } from '#scoring';
import type { Checkbox, Choice, Multipletext, Radiogroup } from '../../scoring/question.ts';
import type { Draw } from './draw.ts';
import { bandOf, figuresIn, quantity, questionsOf, used, type Answers } from './figures.ts';
import { order } from './rational.ts';

/** How well an enterprise stands; without a leaning most sheets would end in the middle. */
const leanings = ['any', 'good', 'poor'] as const;
type Leaning = (typeof leanings)[number];

/**
 * A complete sheet: every question answered, also those that then do not apply. Figures and options
 * mostly agree, and often enough do not.
 */
export function drawAnswers(draw: Draw, data: EditionData): Answers {
	const leaning = draw.pick(leanings);
	const answers: Answers = {};
	for (const question of questionsOf(data))
		answers[question.name] = answer(draw, question, answers, leaning);
	return answers;
}

function answer(draw: Draw, question: Question, answers: Answers, leaning: Leaning): unknown {
	switch (question.type) {
		case 'multipletext':
			return figures(draw, question, leaning);
		case 'checkbox':
			return chosen(draw, question, leaning);
		case 'radiogroup': {
			const told = draw.chance(60) ? spoken(question, answers) : undefined;
			return told ?? choice(draw, question.choices, leaning).value;
		}
	}
}

/** What the figures say of a ratio or a trend. */
function spoken(question: Radiogroup, answers: Answers): string | number | undefined {
	if (question.of) return bandOf(question, answers);
	if (!question.trendOf) return undefined;
	const now = quantity(question.trendOf.now, answers);
	const before = quantity(question.trendOf.before, answers);
	if (!now || !before) return undefined;
	const moved = (['down', 'flat', 'up'] as const)[order(now, before) + 1];
	return question.choices.find((one) => one.trend === moved)?.value;
}

function choice(draw: Draw, choices: readonly Choice[], leaning: Leaning): Choice {
	if (leaning === 'any' || draw.chance(10)) return draw.pick(choices);
	const worth = (one: Choice) => (one.points ?? 0) * 10 + (one.level ?? 0);
	const sign = leaning === 'good' ? 1 : -1;
	return [...choices].sort((a, b) => sign * (worth(b) - worth(a)))[0]!;
}

function chosen(draw: Draw, { choices }: Checkbox, leaning: Leaning): unknown[] {
	const alone = choices.filter((one) => one.isExclusive);
	const others = choices.filter((one) => !one.isExclusive);
	const some = draw.some(others, { any: 50, good: 92, poor: 8 }[leaning]);
	const fallback = draw.pick(alone.length > 0 ? alone : others);
	return (some.length > 0 ? some : [fallback]).map((one) => one.value);
}

function figures(draw: Draw, { items }: Multipletext, leaning: Leaning): Record<string, number> {
	const given: Record<string, number> = {};
	for (const { name, min, max, decimals, atMost } of items) {
		const most = Math.min(max, atMost === undefined ? max : given[atMost]!);
		const least = leaning === 'good' && atMost !== undefined ? Math.floor(most / 2) : min;
		const whole = draw.chance(12) ? Math.max(min, 0) : draw.between(least, Math.floor(most));
		given[name] = decimals && whole < most && draw.chance(50) ? whole + 0.25 : whole;
	}
	return given;
}

/** One thing that can be left unsaid: an answer, or one figure of an answer. */
export interface Told {
	readonly question: string;
	readonly item?: string;
}

export function toldOf(answers: Answers): Told[] {
	return Object.entries(answers).flatMap(([question, value]) =>
		typeof value === 'object' && value !== null && !Array.isArray(value)
			? Object.keys(value).map((item) => ({ question, item }))
			: [{ question }]
	);
}

/** The sheet without one answer or figure. */
export function without(answers: Answers, { question, item }: Told): Answers {
	const { [question]: value, ...rest } = answers;
	if (item === undefined || value === undefined) return rest;
	const { [item]: _, ...left } = value as Record<string, number>;
	return Object.keys(left).length > 0 ? { ...answers, [question]: left } : rest;
}

/**
 * The order in which answers go so that, taken backwards, no answer added contradicts one that is
 * stated: an option that its figures contradict goes before any of these figures.
 */
export function leaving(data: EditionData, complete: Answers, going: readonly Told[]): Told[] {
	const questions = questionsOf(data);
	const contradicted = new Map(figuresIn(questions).map(({ name }) => [name, [] as string[]]));
	for (const question of questions) {
		if (question.type !== 'radiogroup' || !question.of) continue;
		const band = bandOf(question, complete);
		if (band === undefined || band === complete[question.name]) continue;
		for (const name of used(question)) contradicted.get(name)!.push(question.name);
	}
	const gone = new Set<string>();
	return going.flatMap((told) => {
		if (told.item === undefined) {
			if (gone.has(told.question)) return [];
			gone.add(told.question);
			return [told];
		}
		const first = contradicted.get(told.question)!.filter((name) => !gone.has(name));
		for (const name of first) gone.add(name);
		return [...first.map((question) => ({ question })), told];
	});
}

/** What is left of a complete sheet after a while of filling in: all of it, most, half or little. */
export function drawPart(draw: Draw, data: EditionData, complete: Answers): Answers {
	const missing = draw.pick([0, 20, 60, 85, 0, 0, 10]);
	const going = leaving(data, complete, draw.some(toldOf(complete), missing));
	return going.reduce(without, complete);
}
