export { actionsSchema, priorities, type Actions, type Priority } from './action.ts';
export { areaParent, isWithin } from './area.ts';
export { amountOf, bound, paymentsOf, type Amount, type Money, type Paid } from './amount.ts';
export { askOrder, atStake, type Ask } from './ask-order.ts';
export { casesSchema, exampleSchema, type Case, type Example } from './case.ts';
export { areaExpected, isArea, type Catalogue } from './catalogue.ts';
export { comparisonOf } from './comparison.ts';
export { conditionLeaves, type Comparison, type Condition, type Leaf } from './condition.ts';
export { daySchema, inForce, isDay, type Day, type InForce, type Period } from './day.ts';
export { diagnose, scoringVersion, type Diagnosis, type Said, type Standards } from './diagnose.ts';
export {
	dimensionSchema,
	headSchema,
	ladderSchema,
	type Combine,
	type Dimension,
	type EditionData,
	type Element,
	type Ladder
} from './edition.ts';
export { factsFileSchema, titlesFileSchema, type Fact, type Title } from './facts.ts';
export { named, parse, reporter, sentence, shown, type Fault, type Report } from './fault.ts';
export {
	add,
	compare,
	decimal,
	divide,
	exact,
	multiply,
	nearest,
	subtract,
	whole,
	zero,
	type Fraction
} from './fraction.ts';
export { contributions, countsIn, type Contribution, type Side } from './contribution.ts';
export { inPoints, isCertain, sum, thousandths, type Interval } from './interval.ts';
export { checkKnown, type Known, type TitleRecord } from './known.ts';
export type { KnownContext, TierBounds } from './known-leaf.ts';
export { climb, type Standing } from './ladder.ts';
export {
	applicants,
	documentSchema,
	measureSchema,
	type Benefit,
	type DocumentData,
	type Exclusion,
	type MeasureData,
	type Scope
} from './measure.ts';
export {
	liesWithin,
	openDocument,
	stated,
	type OpenDocument,
	type OpenMeasure,
	type PaymentCap
} from './open-measure.ts';
export { canBeMet, type Change, type Need, type NearMiss } from './near-miss.ts';
export { mostQuestions, openEdition, type OpenEdition, type Part } from './open-edition.ts';
export {
	levelOfChosen,
	pointsOfChosen,
	type OpenCheckbox,
	type OpenQuestion,
	type OpenRadiogroup
} from './open-question.ts';
export { gatesOf } from './own-number.ts';
export { rank, type Ranked } from './priority.ts';
export type { Choice, Item, Question } from './question.ts';
export {
	recommend,
	type JudgedUnit,
	type Outcome,
	type Recommendation,
	type Support
} from './recommend.ts';
export { scoreSheet, weightsInPlay, type Finding, type Scored } from './score.ts';
export {
	answerValue,
	checkSheet,
	standingAnswers,
	type Answer,
	type CheckedSheet
} from './sheet.ts';
export {
	authorities,
	inherit,
	sourceSchema,
	type Authority,
	type Confidence,
	type Source
} from './source.ts';
export { stepsOf, type Step } from './staircase.ts';
export { targetsFileSchema, type Target } from './target.ts';
export { idSchema, locales, textSchema, type Locale, type Text } from './text.ts';
export { nodesOf, trace, type TraceNode } from './trace.ts';
export {
	both,
	deciding,
	leaves,
	type Judgement,
	type LeafJudgement,
	type Verdict
} from './verdict.ts';
