import { conditionLeaves, type OpenEdition, type OpenQuestion, type Scored } from '#scoring';

/** A question whose answer a road may change. */
export type Steppable = Exclude<OpenQuestion, { type: 'multipletext' }>;

/** Why an answer is no step: it states an effect, it decides what applies, it is figures a rule looks at. */
export type NoStep = 'effect' | 'scope' | 'figures' | 'not-asked';

/** The questions whose answers decide what applies or what anything weighs. */
export function scopeQuestions(edition: OpenEdition): ReadonlySet<string> {
	return new Set(edition.parts.flatMap(({ reads }) => reads));
}

/**
 * Why the answer to a question cannot be a step on a sheet; nothing where it can. What decides applicability
 * is never a step, nor are the figures that a tier looks at, nor what they choose: so whatever a road
 * changes, the same questions apply and weigh the same.
 */
export function noStep(scored: Scored, question: OpenQuestion): NoStep | undefined {
	const { edition, applies } = scored;
	if (applies[edition.partOf[question.index]!.index] === 'unmet') return 'not-asked';
	if (question.type === 'multipletext') return 'figures';
	if (question.data.outcome) return 'effect';
	const scope = scopeQuestions(edition);
	if (scope.has(question.name)) return 'scope';
	const figures = figuresOf(edition, question);
	const looked = lookedAt(edition);
	return figures.some((name) => scope.has(name) || looked.has(name)) ? 'figures' : undefined;
}

/** The questions with the figures that choose a question's option. */
export function figuresOf(edition: OpenEdition, question: OpenQuestion): string[] {
	if (question.type !== 'radiogroup' || !question.of) return [];
	const { numerator, denominator } = question.of;
	const places = new Set([numerator.question, denominator.question]);
	return [...places].map((place) => edition.questions[place]!.name);
}

/** The questions whose figures a tier looks at. */
function lookedAt({ ladder }: OpenEdition): ReadonlySet<string> {
	const leaves = ladder.tiers.flatMap(({ requires }) => conditionLeaves(requires));
	return new Set(
		leaves.flatMap((leaf) =>
			'answer' in leaf && leaf.answer.includes('.') ? leaf.answer.split('.')[0]! : []
		)
	);
}
