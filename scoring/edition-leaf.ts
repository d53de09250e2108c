import { comparisonOf, distance, isNumeric, within } from './comparison.ts';
import type { AnswerLeaf, CountLeaf, Leaf, ScoreLeaf } from './condition.ts';
import { shown, type Fault } from './fault.ts';
import { whole } from './fraction.ts';
import { exactly, hull, nothing, thousandths, type Interval } from './interval.ts';
import { compileKnownLeaf, tell, type KnownContext, type KnownScope } from './known-leaf.ts';
import type { Part } from './open-edition.ts';
import type { OpenQuestion } from './open-question.ts';
import type { Answer } from './sheet.ts';
import type { Judge, Verdict } from './verdict.ts';

/** What conditions of an edition look at while a sheet is scored. */
export interface EditionContext extends KnownContext {
	/** By question: the answer that counts (a ratio's option as its figures choose it). */
	readonly answers: (Answer | undefined)[];
	/** By question: the level reached, at least and at most. */
	readonly lowLevels: number[];
	readonly highLevels: number[];
	/** By part: whether it applies, everything around it considered. */
	readonly applies: Verdict[];
	/** By part, in thousandths. */
	readonly points: Interval[];
}

/** What a condition of an edition may mention. */
export interface EditionScope {
	readonly byName: ReadonlyMap<string, OpenQuestion>;
	readonly partByName: ReadonlyMap<string, Part>;
	/** The part of each question. */
	readonly partOf: readonly Part[];
	readonly sets: ReadonlyMap<string, readonly number[]>;
	readonly known: KnownScope;
	/** `answers`: earlier answers only, for what decides whether and how much a part counts. */
	readonly reads: 'answers' | 'everything';
}

/** Compiles a leaf of an edition's condition. */
export function compileEditionLeaf(
	scope: EditionScope,
	leaf: Leaf,
	path: string
): Judge<EditionContext> | Fault[] {
	const fail = (expected: string, received: unknown): Fault[] => [
		{ path, expected, received: shown(received) }
	];
	if ('answer' in leaf) return compileAnswer(scope, leaf, fail);
	if (scope.reads === 'answers') return fail('expected answer', Object.keys(leaf)[0]);
	if ('score' in leaf) return compileScore(scope, leaf, fail);
	if ('count' in leaf) return compileCount(scope, leaf, fail);
	if ('title' in leaf && leaf.is === 'awarded-in-period') {
		return fail('expected held or held-first-time, since an edition has no period', leaf.is);
	}
	return compileKnownLeaf(scope.known, leaf, path);
}

type Fail = (expected: string, received: unknown) => Fault[];
type Actual = string | number | readonly string[] | Interval;
interface Read {
	readonly verdict: Verdict;
	readonly actual?: Actual;
	readonly short?: Interval;
}

function compileAnswer(
	scope: EditionScope,
	leaf: AnswerLeaf,
	fail: Fail
): Judge<EditionContext> | Fault[] {
	const [name, item] = leaf.answer.split('.') as [string, string?];
	const question = scope.byName.get(name);
	if (!question) return fail('expected an earlier question', name);
	const read =
		question.type === 'multipletext'
			? readFigure(question.itemByName.get(item ?? ''), leaf, fail)
			: item === undefined
				? readChoice(question, leaf, scope.reads, fail)
				: fail('expected a question without items', leaf.answer);
	if (typeof read !== 'function') return read;
	const { index } = question;
	const part = scope.partOf[index]!.index;
	return (context, out) => {
		const applies = context.applies[part]!;
		const answer = context.answers[index];
		// A question that does not apply has no answer, whatever was once typed there.
		if (applies === 'unmet') return tell(out, { verdict: 'unmet', leaf });
		if (answer === undefined) return tell(out, { verdict: 'unknown', leaf });
		const judged = read(answer);
		const verdict = applies === 'unknown' && judged.verdict === 'met' ? 'unknown' : judged.verdict;
		return tell(out, { ...judged, verdict, leaf });
	};
}

function readFigure(
	item: number | undefined,
	leaf: AnswerLeaf,
	fail: Fail
): ((answer: Answer) => Read) | Fault[] {
	const comparison = comparisonOf(leaf);
	const bound = comparison && leaf[comparison];
	if (item === undefined) return fail('expected question.item', leaf.answer);
	if (!isNumeric(comparison) || typeof bound !== 'number') {
		return fail('expected a comparison with a number', comparison);
	}
	if (!isPoints(bound)) return fail('expected a number with at most three decimals', bound);
	const needed = whole(thousandths(bound));
	return (answer) => {
		const figure = (answer as readonly (number | undefined)[])[item];
		if (figure === undefined) return { verdict: 'unknown' };
		const actual = exactly(whole(figure));
		return {
			verdict: within(actual, comparison, needed),
			actual,
			short: distance(actual, comparison, needed)
		};
	};
}

function readChoice(
	question: Exclude<OpenQuestion, { type: 'multipletext' }>,
	leaf: AnswerLeaf,
	reads: EditionScope['reads'],
	fail: Fail
): ((answer: Answer) => Read) | Fault[] {
	if (reads === 'answers' && question.type === 'radiogroup' && question.of) {
		return fail('expected a question whose option is not chosen by figures', question.name);
	}
	const { choices, choiceByValue } = question;
	const comparison = comparisonOf(leaf)!;
	const wanted = [leaf[comparison]].flat();
	if (comparison === 'is' || comparison === 'in') {
		const strange = wanted.find((value) => !choiceByValue.has(value));
		if (strange !== undefined) return fail(`expected a choice of ${question.name}`, strange);
		// A checkbox keeps chosen choices as bits; a radiogroup's place becomes the one bit.
		const bits = wanted.reduce<number>((all, value) => all | (1 << choiceByValue.get(value)!), 0);
		return (answer) => {
			const chosen = question.type === 'checkbox' ? (answer as number) : 1 << (answer as number);
			const actual = choices.filter((_, i) => chosen & (1 << i)).map((c) => String(c.value));
			return { verdict: chosen & bits ? 'met' : 'unmet', actual };
		};
	}
	const ladder =
		question.type === 'radiogroup' && choices.every((c) => typeof c.value === 'number');
	const bound = wanted[0];
	if (!ladder || !isNumeric(comparison) || typeof bound !== 'number') {
		return fail(`expected is or in for ${question.name}`, comparison);
	}
	if (!Number.isSafeInteger(bound)) return fail('expected a whole number', bound);
	const needed = whole(bound);
	return (answer) => {
		const actual = exactly(whole(choices[answer as number]!.value as number));
		const verdict = within(actual, comparison, needed);
		return { verdict, actual, short: distance(actual, comparison, needed) };
	};
}

/** Whether a bound can be kept in thousandths as it is written. */
function isPoints(bound: number): boolean {
	return Math.abs(bound) <= 1e12 && Number(bound.toFixed(3)) === bound;
}

function compileScore(
	{ partByName }: EditionScope,
	leaf: ScoreLeaf,
	fail: Fail
): Judge<EditionContext> | Fault[] {
	const part = partByName.get(leaf.score);
	const comparison = comparisonOf(leaf);
	const bound = comparison && leaf[comparison];
	if (!part) return fail('expected total, a dimension, a panel or a question', leaf.score);
	if (!isNumeric(comparison) || typeof bound !== 'number') {
		return fail('expected a comparison with points', comparison);
	}
	if (!isPoints(bound)) return fail('expected points with at most three decimals', bound);
	const needed = whole(thousandths(bound));
	return (context, out) => {
		const applies = context.applies[part.index]!;
		const points = context.points[part.index]!;
		// What does not apply has no points; what may not has them or none.
		const actual =
			applies === 'met' ? points : applies === 'unmet' ? nothing : hull(points, nothing);
		const verdict = within(actual, comparison, needed);
		if (!out) return verdict;
		return tell(out, { verdict, leaf, actual, short: distance(actual, comparison, needed) });
	};
}

function compileCount(
	{ sets, partOf }: EditionScope,
	leaf: CountLeaf,
	fail: Fail
): Judge<EditionContext> | Fault[] {
	const questions = sets.get(leaf.count);
	const comparison = comparisonOf(leaf);
	const bound = comparison && leaf[comparison];
	if (!questions) return fail('expected a set that questions are in', leaf.count);
	if (!isNumeric(comparison) || typeof bound !== 'number' || !Number.isInteger(bound)) {
		return fail('expected a comparison with a whole number', comparison);
	}
	if (bound < 0 || bound > questions.length) {
		return fail(`expected 0 to ${questions.length}`, bound);
	}
	const { level } = leaf;
	const needed = whole(bound);
	const counted = questions.map((question) => ({ question, part: partOf[question]!.index }));
	return (context, out) => {
		let low = 0;
		let high = 0;
		for (const { question, part } of counted) {
			const applies = context.applies[part];
			if (applies === 'unmet') continue;
			if (applies === 'met' && context.lowLevels[question]! >= level) low++;
			if (context.highLevels[question]! >= level) high++;
		}
		const actual = { low: whole(low), high: whole(high) };
		const verdict = within(actual, comparison, needed);
		if (!out) return verdict;
		return tell(out, { verdict, leaf, actual, short: distance(actual, comparison, needed) });
	};
}
