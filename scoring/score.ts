import { combine } from './combine.ts';
import type { EditionContext } from './edition-leaf.ts';
import { compareProducts } from './fraction.ts';
import { hull, nothing, type Interval } from './interval.ts';
import type { KnownContext } from './known-leaf.ts';
import type { OpenEdition, Part } from './open-edition.ts';
import {
	levelOfChosen,
	pointsOfChosen,
	type Figure,
	type OpenQuestion,
	type OpenRadiogroup,
	type OpenRatio
} from './open-question.ts';
import type { Answer, CheckedSheet } from './sheet.ts';
import { both, type Verdict } from './verdict.ts';

/** Something about the answers that a person should look at; it never changes a score by itself. */
export interface Finding {
	/**
	 * `ratio-contradicts`: the figures choose another option than the one chosen; the figures count.
	 * `ratio-outside`: the figures give a percentage that no option holds; the chosen option stands.
	 * `zero-denominator`: the figures give no percentage; the chosen option stands.
	 * `trend-contradicts`: the figures move otherwise than the option says; the option stands.
	 * `trend-not-flat`: "unchanged" is stated and the figures differ; the option stands.
	 */
	readonly kind:
		| 'ratio-contradicts'
		| 'ratio-outside'
		| 'zero-denominator'
		| 'trend-contradicts'
		| 'trend-not-flat';
	readonly question: string;
	/** The value of the option chosen, and of the one the figures speak for. */
	readonly chosen?: string | number;
	readonly figures?: string | number;
}

/** A scored sheet. Arrays are by part or by question of the edition. */
export interface Scored extends EditionContext {
	readonly edition: OpenEdition;
	/** By part: whether it applies, given that what it is in does. */
	readonly own: readonly Verdict[];
	readonly findings: readonly Finding[];
}

/**
 * Scores a sheet. Unanswered is unknown: every part has points between a low and a high bound, equal
 * once all that bears on it is answered. One walk in document order: a condition can only look back.
 *
 * @param known what the edition's conditions may ask of the enterprise (titles, facts, tiers)
 */
export function scoreSheet(edition: OpenEdition, sheet: CheckedSheet, known: KnownContext): Scored {
	const own = new Array<Verdict>(edition.parts.length).fill('met');
	const findings: Finding[] = [];
	const scored = {
		...known,
		edition,
		answers: [...sheet.answers],
		lowLevels: new Array<number>(edition.questions.length).fill(0),
		highLevels: new Array<number>(edition.questions.length).fill(0),
		applies: new Array<Verdict>(edition.parts.length).fill('met'),
		points: new Array<Interval>(edition.parts.length).fill(nothing),
		own,
		findings
	};
	walk(edition.root, 'met', scored, own, findings);
	return scored;
}

function walk(
	part: Part,
	around: Verdict,
	scored: Scored,
	own: Verdict[],
	findings: Finding[]
): void {
	const applies = part.appliesIf ? part.appliesIf(scored, null) : 'met';
	own[part.index] = applies;
	scored.applies[part.index] = both(around, applies);
	if (part.question) {
		// The answer to a question that does not apply is dropped: no points, no level, nothing odd.
		if (scored.applies[part.index] === 'unmet') return;
		scored.points[part.index] = answerQuestion(part.question, scored, findings);
		return;
	}
	for (const child of part.parts) walk(child, scored.applies[part.index]!, scored, own, findings);
	scored.points[part.index] = combineGroup(part, scored);
	// A group in which nothing applies does not apply itself.
	if (part.scored.length > 0) own[part.index] = both(applies, someApplies(part, own));
	scored.applies[part.index] = both(around, own[part.index]!);
	// Around the whole there is no group that would drop it: where nothing may apply, it may be 0.
	if (part.kind === 'edition' && own[part.index] === 'unknown') {
		scored.points[part.index] = hull(scored.points[part.index]!, nothing);
	}
}

function someApplies(group: Part, own: readonly Verdict[]): Verdict {
	let some: Verdict = 'unmet';
	for (const child of group.scored) {
		if (own[child.index] === 'met') return 'met';
		if (own[child.index] === 'unknown') some = 'unknown';
	}
	return some;
}

/** The weights in play: those of the first case that is met, and of every case before it that may be. */
export function weightsInPlay(group: Part, scored: EditionContext): readonly (readonly number[])[] {
	const first = group.weights[0]!;
	if (!first.when) return [first.weights];
	const inPlay: (readonly number[])[] = [];
	for (const { when, weights } of group.weights) {
		const verdict = when ? when(scored, null) : 'met';
		if (verdict !== 'unmet') inPlay.push(weights);
		if (verdict === 'met') break;
	}
	return inPlay;
}

function combineGroup(group: Part, scored: Scored): Interval {
	if (group.scored.length === 0) return nothing;
	const inPlay = weightsInPlay(group, scored);
	let points = combine(group, inPlay[0]!, scored);
	for (let i = 1; i < inPlay.length; i++) {
		points = hull(points, combine(group, inPlay[i]!, scored));
	}
	return points;
}

/** Settles which answer counts, notes its level and what is odd about it, and gives its points. */
function answerQuestion(question: OpenQuestion, scored: Scored, findings: Finding[]): Interval {
	const { index } = question;
	if (question.type === 'multipletext') return nothing;
	if (question.type === 'radiogroup') settle(question, scored, findings);
	const answer = scored.answers[index] as number | undefined;
	if (answer === undefined) {
		scored.lowLevels[index] = question.lowestLevel;
		scored.highLevels[index] = question.highestLevel;
		return question.unanswered;
	}
	const isCheckbox = question.type === 'checkbox';
	const level = isCheckbox ? levelOfChosen(question, answer) : question.choices[answer]!.level;
	scored.lowLevels[index] = level;
	scored.highLevels[index] = level;
	return isCheckbox ? pointsOfChosen(question, answer) : question.choices[answer]!.points;
}

/** Lets the figures of a ratio choose its option, and holds those of a trend against it. */
function settle(question: OpenRadiogroup, scored: Scored, findings: Finding[]): void {
	const { index, name, choices, of, trendOf } = question;
	const place = scored.answers[index] as number | undefined;
	const chosen = place === undefined ? undefined : choices[place]!;
	if (of) {
		const figures = quotient(of, scored);
		if (!figures) return;
		const band = figures[1] === 0 ? undefined : bandOf(question, figures);
		if (figureQuestionsApply(of, scored) === 'unknown') {
			// The option counts if the figures do not apply: where they say another, which is not known.
			if (band !== undefined && place !== band) scored.answers[index] = undefined;
			return;
		}
		if (band === undefined) {
			findings.push({
				kind: figures[1] === 0 ? 'zero-denominator' : 'ratio-outside',
				question: name
			});
			return;
		}
		if (chosen && place !== band) {
			const by = choices[band]!.value;
			findings.push({
				kind: 'ratio-contradicts',
				question: name,
				chosen: chosen.value,
				figures: by
			});
		}
		scored.answers[index] = band;
	}
	if (trendOf && chosen) {
		const now = quotient(trendOf.now, scored);
		const before = quotient(trendOf.before, scored);
		const apply = both(
			figureQuestionsApply(trendOf.now, scored),
			figureQuestionsApply(trendOf.before, scored)
		);
		if (!now || !before || apply === 'unknown') return;
		if (now[1] === 0 || before[1] === 0) {
			findings.push({ kind: 'zero-denominator', question: name });
			return;
		}
		const sign = compareProducts(now[0], before[1], before[0], now[1]);
		const moved = sign > 0 ? 'up' : sign < 0 ? 'down' : 'flat';
		if (moved === chosen.trend) return;
		const by = choices.find((choice) => choice.trend === moved);
		findings.push({
			kind: chosen.trend === 'flat' ? 'trend-not-flat' : 'trend-contradicts',
			question: name,
			chosen: chosen.value,
			...(by ? { figures: by.value } : {})
		});
	}
}

/** Numerator and denominator as given, or nothing where one is missing or does not apply. */
function quotient(of: Figure | OpenRatio, scored: Scored): [number, number] | undefined {
	if ('question' in of) {
		const figure = figureOf(of, scored);
		return figure === undefined ? undefined : [figure, 1];
	}
	const numerator = figureOf(of.numerator, scored);
	const denominator = figureOf(of.denominator, scored);
	if (numerator === undefined || denominator === undefined) return undefined;
	return [numerator, denominator];
}

/** Whether the questions apply that a figure or ratio is asked in. */
function figureQuestionsApply(of: Figure | OpenRatio, scored: Scored): Verdict {
	const applies = ({ question }: Figure) => scored.applies[scored.edition.partOf[question]!.index]!;
	if ('question' in of) return applies(of);
	return both(applies(of.numerator), applies(of.denominator));
}

function figureOf({ question, item }: Figure, scored: Scored): number | undefined {
	const part = scored.edition.partOf[question]!;
	if (scored.applies[part.index] === 'unmet') return undefined;
	return (scored.answers[question] as Exclude<Answer, number> | undefined)?.[item];
}

/** The option whose band holds numerator / denominator, compared in whole numbers. */
function bandOf({ choices }: OpenRadiogroup, figures: [number, number]): number | undefined {
	for (let place = 0; place < choices.length; place++) {
		const { upTo } = choices[place]!;
		// percent × 1000 = numerator / denominator × 100 000
		const within =
			upTo === undefined || compareProducts(figures[0], 100_000, upTo, figures[1]) <= 0;
		if (within) return place;
	}
	return undefined;
}
