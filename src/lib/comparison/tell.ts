import { compare as order, isCertain, nearest, type Interval, type Locale } from '#scoring';
import type { PairsData } from '../charts/pairs.ts';
import { signed, tierTold, type Both, type TierTold } from '../editions/tell.ts';
import type { Result } from '../editions/under-both.ts';
import { answerWords } from '../words/answer.ts';
import { fieldWords } from '../words/field.ts';
import { intervalWords, pointsWords } from '../words/format.ts';
import { tierWords } from '../words/tier.ts';
import { between, type Comparison, type DimensionPair, type Line, type Stage } from './compare.ts';
import type { Shared } from './shared.ts';

/** What page and report show of a comparison: plain data, in one language. */
export interface ComparisonTold {
	readonly from: SideTold;
	readonly to: SideTold;
	/** With its sign; left out for two instruments. */
	readonly difference?: { readonly by: string; readonly isCertain: boolean };
	readonly stages: readonly StageTold[];
	readonly quiet: readonly AnswersTold[];
	readonly dimensions: readonly DimensionTold[];
	/** Nothing where there are no dimensions with points. */
	readonly chart?: PairsData;
	readonly tiers: readonly TierTold[];
	readonly otherRule: boolean;
	/** What the page alone has a name for has no title. */
	readonly facts: readonly (AnswersTold & { readonly field: string })[];
	readonly shared: readonly SharedTold[];
}
interface SideTold {
	readonly title: string;
	readonly edition: string;
	readonly tier: string;
	/** The highest that is possible, where the tier is not certain. */
	readonly best?: string;
	readonly points: string;
	readonly max: string;
}
export interface StageTold {
	readonly cause: Stage['cause'];
	readonly by: string;
	/** Of `edition`: from which to which. */
	readonly editions?: { readonly older: string; readonly newer: string };
	readonly lines: readonly LineTold[];
}
interface AnswersTold {
	readonly title?: string;
	/** In words; nothing where nothing counts. */
	readonly was?: string;
	readonly is?: string;
}
interface LineTold extends AnswersTold {
	readonly kind: Line['kind'];
	readonly by: string;
	/** Of `weight`: how many points of the whole the question can give. */
	readonly before?: string;
	readonly after?: string;
}
interface DimensionTold {
	readonly title: string;
	/** Points of the most there are, and their share in percent. */
	readonly from?: ReachedTold;
	readonly to?: ReachedTold;
	/** With its sign; where the dimension is worth as much on both sides. */
	readonly by?: string;
}
interface ReachedTold {
	readonly points: string;
	readonly max: string;
}
interface SharedTold {
	readonly from: AskedTold;
	readonly to: AskedTold;
	readonly why: string;
	readonly is: Shared['is'];
}
interface AskedTold {
	readonly title: string;
	readonly answer?: string;
}

/** What the sides are called in the chart, and what its bars stand for. */
export interface ChartWords {
	readonly from: string;
	readonly to: string;
	readonly possible: string;
	readonly label: string;
}

export function tellComparison(
	one: Comparison,
	names: Both,
	chart: ChartWords,
	locale: Locale
): ComparisonTold {
	const { difference, dimensions } = one;
	return {
		from: sideTold(one.from, locale),
		to: sideTold(one.to, locale),
		...(difference
			? { difference: { by: signed(difference), isCertain: isCertain(difference) } }
			: {}),
		stages: one.stages.map((stage) => stageTold(stage, locale)),
		quiet: one.quiet.map(({ question, was, is }) => ({
			title: question.data.title[locale],
			...answersTold((value) => answerWords(question, value, locale), was, is)
		})),
		dimensions: dimensions.map((pair) => dimensionTold(pair, locale)),
		...(dimensions.length > 0 ? { chart: chartOf(dimensions, chart, locale) } : {}),
		tiers: one.tiers.map((tier) => tierTold(tier, names, locale)),
		otherRule: one.otherRule,
		facts: one.facts.map(({ field, values: [was, is] }) => {
			const { title, said } = fieldWords(undefined, names.newer, field, locale);
			return { field, ...(title === undefined ? {} : { title }), ...answersTold(said, was, is) };
		}),
		shared: one.shared.map((shared) => sharedTold(shared, locale))
	};
}

function sideTold({ edition, points, standing: { low, high } }: Result, locale: Locale): SideTold {
	return {
		title: edition.data.title[locale],
		edition: edition.data.edition,
		tier: tierWords(edition, low, locale),
		...(low === high ? {} : { best: tierWords(edition, high, locale) }),
		points: intervalWords(points),
		max: pointsWords(edition.root.max)
	};
}

function stageTold(stage: Stage, locale: Locale): StageTold {
	const { cause, mapping, lines } = stage;
	return {
		cause,
		by: signed(stage),
		...(mapping
			? {
					editions: {
						older: mapping.older.data.edition,
						newer: mapping.newer.data.edition
					}
				}
			: {}),
		lines: lines.map((line) => lineTold(line, locale))
	};
}

function lineTold(line: Line, locale: Locale): LineTold {
	const by = signed(line);
	if (line.kind === 'steps') return { kind: line.kind, title: line.title[locale], by };
	const { from, to } = line.way;
	const titles = (to.length > 0 ? to : from).map(({ data }) => data.title[locale]);
	const [was, is] = [from[0], to[0]];
	return {
		kind: line.kind,
		title: titles.join({ 'zh-cn': '、', en: ', ' }[locale]),
		...(was && line.was !== undefined ? { was: answerWords(was, line.was, locale) } : {}),
		...(is && line.is !== undefined ? { is: answerWords(is, line.is, locale) } : {}),
		...(line.kind === 'weight'
			? { before: intervalWords(line.before), after: intervalWords(line.after) }
			: {}),
		by
	};
}

function answersTold(words: (value: unknown) => string | undefined, was: unknown, is: unknown) {
	const told = (value: unknown) => (value === undefined ? undefined : words(value));
	const [before, after] = [told(was), told(is)];
	return {
		...(before === undefined ? {} : { was: before }),
		...(after === undefined ? {} : { is: after })
	};
}

function dimensionTold({ title, from, to }: DimensionPair, locale: Locale): DimensionTold {
	const told = ({ points, max }: NonNullable<DimensionPair['from']>): ReachedTold => {
		return { points: intervalWords(points), max: pointsWords(max) };
	};
	const isComparable = from && to && order(from.max, to.max) === 0;
	return {
		title: title[locale],
		...(from ? { from: told(from) } : {}),
		...(to ? { to: told(to) } : {}),
		...(isComparable ? { by: signed(between(from.points, to.points)) } : {})
	};
}

function chartOf(
	dimensions: readonly DimensionPair[],
	{ from, to, possible, label }: ChartWords,
	locale: Locale
): PairsData {
	const rows = dimensions.map((pair) => ({
		title: pair.title[locale],
		values: [shareOf(pair.from), shareOf(pair.to)]
	}));
	const told = rows.map(({ title, values }) => {
		const shares = values.map((one) =>
			one === undefined ? '–' : one.low === one.high ? `${one.low} %` : `${one.low}–${one.high} %`
		);
		return `${title} ${shares.join(' → ')}`;
	});
	return {
		label: `${label}: ${told.join(locale === 'en' ? '; ' : '；')}`,
		rows,
		series: [from, to],
		possible
	};
}

/** In percent with one decimal, for drawing. */
function shareOf(reached: DimensionPair['from']): { low: number; high: number } | undefined {
	if (!reached) return undefined;
	const percent = (points: Interval['low']) =>
		Math.round((1000 * nearest(points)) / nearest(reached.max)) / 10;
	return { low: percent(reached.points.low), high: percent(reached.points.high) };
}

function sharedTold({ from, to, why, is }: Shared, locale: Locale): SharedTold {
	const asked = ({ question, answer }: Shared['from']): AskedTold => ({
		title: question.data.title[locale],
		...(answer === undefined ? {} : { answer: answerWords(question, answer, locale) })
	});
	return { from: asked(from), to: asked(to), why: why[locale], is };
}
