import {
	decimal,
	inPoints,
	subtract,
	type Choice,
	type Interval,
	type Item,
	type LeafJudgement,
	type Locale,
	type OpenQuestion,
	type Verdict
} from '#scoring';
import { answerWords } from '../words/answer.ts';
import { actualWords, leafWords } from '../words/condition.ts';
import {
	changeWords,
	kindWords,
	lossWords,
	type ChangeWords,
	type EditionNames
} from '../words/edition-difference.ts';
import { intervalWords, pointsWords } from '../words/format.ts';
import { tierWords } from '../words/tier.ts';
import type { Differences, NamedDifference, Row, WayDifference } from './compare.ts';
import type { Kind, Way } from './mapping.ts';
import type { Fate, Receipt } from './receipt.ts';
import type { Gate, PointsLine, Result, TierLine, UnderBoth } from './under-both.ts';

/** What the words of either side are looked up in. */
export interface Both {
	readonly older: EditionNames;
	readonly newer: EditionNames;
}

/** What pages show of two editions: plain data, in one language. */
export interface DifferencesTold {
	readonly counts: readonly {
		readonly kind: Kind;
		readonly word: string;
		readonly count: number;
	}[];
	readonly edition: readonly ChangeWords[];
	readonly parts: readonly NamedTold[];
	readonly ways: readonly WayTold[];
	readonly ladder: readonly ChangeWords[];
	readonly tiers: readonly NamedTold[];
	readonly otherOrder: boolean;
}
interface NamedTold {
	readonly name: string;
	readonly title: string;
	readonly is: NamedDifference['is'];
	readonly changes: readonly ChangeWords[];
}
export interface WayTold {
	readonly kind: Kind;
	readonly word: string;
	readonly before: readonly string[];
	readonly after: readonly string[];
	readonly says?: string;
	readonly changes: readonly ChangeWords[];
	readonly rows: readonly { readonly title?: string; readonly rows: readonly RowTold[] }[];
}
interface RowTold {
	readonly before?: OptionTold;
	readonly after: readonly OptionTold[];
	/** What differs beside words and points. */
	readonly changes: readonly ChangeWords[];
}
interface OptionTold {
	readonly text: string;
	readonly points?: number;
}

export function tellDifferences(
	ways: readonly Way[],
	differences: Differences,
	names: Both,
	locale: Locale
): DifferencesTold {
	const told = (change: Parameters<typeof changeWords>[0]) => changeWords(change, names, locale);
	const named = ({ name, title, is, changes }: NamedDifference): NamedTold => {
		return { name, title: title[locale], is, changes: changes.map(told) };
	};
	const counts = (Object.keys(kindWords) as Kind[]).map((kind) => ({
		kind,
		word: kindWords[kind][locale],
		count: ways.filter((way) => way.kind === kind).length
	}));
	return {
		counts: counts.filter(({ count }) => count > 0),
		edition: differences.edition.map(told),
		parts: differences.parts.map(named),
		ways: differences.ways.map((way) => wayTold(way, told, locale)),
		ladder: differences.ladder.map(told),
		tiers: differences.tiers.map(named),
		otherOrder: differences.otherOrder
	};
}

const titleOf = ({ data }: OpenQuestion, locale: Locale) => data.title[locale];

function wayTold(
	{ way, changes, rows }: WayDifference,
	told: (change: WayDifference['changes'][number]) => ChangeWords,
	locale: Locale
): WayTold {
	const option = (one: Choice | Item): OptionTold => {
		if (!('text' in one)) return { text: one.title[locale] };
		return { text: one.text[locale], ...(one.points === undefined ? {} : { points: one.points }) };
	};
	const row = ({ before, after, changes }: Row): RowTold => ({
		...(before ? { before: option(before) } : {}),
		after: after.map(option),
		changes: changes.filter(({ what }) => what !== 'text' && what !== 'points').map(told)
	});
	return {
		...head(way, locale),
		changes: changes.map(told),
		rows: rows
			.filter((one) => one.rows.length > 0)
			.map(({ link, rows }) => ({
				...(way.links.length > 1
					? { title: `${titleOf(link.from, locale)} → ${titleOf(link.to, locale)}` }
					: {}),
				rows: rows.map(row)
			}))
	};
}

function head({ kind, from, to, says }: Way, locale: Locale) {
	return {
		kind,
		word: kindWords[kind][locale],
		before: from.map((one) => titleOf(one, locale)),
		after: to.map((one) => titleOf(one, locale)),
		...(says ? { says: says[locale] } : {})
	};
}

/** What pages show of one sheet under two editions. */
export interface UnderBothTold {
	readonly older: ResultTold;
	readonly newer: ResultTold;
	readonly points: readonly PointsTold[];
	/** The whole difference, as the lines add up to it. */
	readonly by: string;
	readonly tiers: readonly TierTold[];
	readonly otherRule: boolean;
	readonly receipt: ReceiptTold;
}
interface ResultTold {
	readonly edition: string;
	readonly low: string;
	readonly high: string;
	readonly points: string;
	readonly max: string;
}
interface PointsTold {
	readonly kind: PointsLine['kind'];
	readonly title: string;
	/** What became of the question; left out for a step. */
	readonly word?: string;
	readonly says?: string;
	/** With a weight: what the question counts for in the whole. */
	readonly before?: string;
	readonly after?: string;
	readonly by: string;
}
export interface TierTold {
	readonly title: string;
	readonly before?: Verdict;
	readonly after?: Verdict;
	readonly changed: boolean;
	readonly leaves: readonly {
		readonly subject: string;
		readonly before?: LeafTold;
		readonly after?: LeafTold;
	}[];
}
interface LeafTold {
	readonly needed: string;
	readonly actual?: string;
	readonly verdict: Verdict;
}
export interface ReceiptTold {
	readonly counts: Readonly<Record<Fate, number>>;
	/** Ways in which nothing was answered and nothing is new are left out. */
	readonly lines: readonly ReceiptLineTold[];
	/** How many fields the older edition could not take. */
	readonly faults: number;
}
interface ReceiptLineTold {
	readonly kind: Kind;
	readonly word: string;
	readonly fate: Fate;
	readonly before: readonly GivenTold[];
	readonly after: readonly GivenTold[];
	/** Questions of the newer edition that stay open. */
	readonly open: readonly string[];
	readonly losses: readonly string[];
	readonly says?: string;
}
interface GivenTold {
	readonly title: string;
	readonly answer: string;
}

export function tellUnderBoth(both: UnderBoth, names: Both, locale: Locale): UnderBothTold {
	const { older, newer, points, tiers, otherRule } = both;
	const whole = {
		low: subtract(newer.points.low, older.points.low),
		high: subtract(newer.points.high, older.points.high)
	};
	return {
		older: resultTold(older, locale),
		newer: resultTold(newer, locale),
		points: points.map((line) => pointsTold(line, locale)),
		by: signed(whole),
		tiers: tiers.map((tier) => tierTold(tier, names, locale)),
		otherRule,
		receipt: tellReceipt(both.receipt, locale)
	};
}

function resultTold({ edition, points, standing }: Result, locale: Locale): ResultTold {
	return {
		edition: edition.data.edition,
		low: tierWords(edition, standing.low, locale),
		high: tierWords(edition, standing.high, locale),
		points: intervalWords(points),
		max: pointsWords(edition.root.max)
	};
}

function pointsTold(line: PointsLine, locale: Locale): PointsTold {
	const by = signed(line);
	if (line.kind === 'steps') return { kind: line.kind, title: line.title[locale], by };
	const { way } = line;
	const titles = (way.to.length > 0 ? way.to : way.from).map((one) => titleOf(one, locale));
	const { word, says } = head(way, locale);
	const title = titles.join({ 'zh-cn': '、', en: ', ' }[locale]);
	if (line.kind === 'question')
		return { kind: line.kind, title, word, ...(says ? { says } : {}), by };
	const [before, after] = [intervalWords(line.before), intervalWords(line.after)];
	return { kind: line.kind, title, word, before, after, by };
}

/** A difference in points with its sign; between its two ends where they are two. */
export function signed({ low, high }: Pick<Interval, 'low' | 'high'>): string {
	const words = [low, high].map((one) => {
		const digits = decimal(inPoints(one), 3);
		return Number(digits) > 0 ? `+${digits}` : digits.replace('-', '−');
	});
	const [from, to] = words as [string, string];
	return from === to ? from : `${from} … ${to}`;
}

/** A tier and its gate under both, in words. */
export function tierTold(
	{ title, before, after, changed, id }: TierLine,
	names: Both,
	locale: Locale
): TierTold {
	const leaves = [leavesTold(before, names.older, locale), leavesTold(after, names.newer, locale)];
	const [old, now] = leaves as [Map<string, LeafTold>, Map<string, LeafTold>];
	const { ladder } = (after ? names.newer : names.older).edition;
	const { name } = ladder.tiers.find((one) => one.id === id)!;
	return {
		title: [title[locale], name?.[locale]].filter(Boolean).join(' '),
		...(before ? { before: before.verdict } : {}),
		...(after ? { after: after.verdict } : {}),
		changed,
		leaves: [...new Set([...now.keys(), ...old.keys()])].map((subject) => ({
			subject,
			...(old.has(subject) ? { before: old.get(subject)! } : {}),
			...(now.has(subject) ? { after: now.get(subject)! } : {})
		}))
	};
}

function leavesTold(gate: Gate | undefined, names: EditionNames, locale: Locale) {
	const told = (judged: LeafJudgement): [string, LeafTold] => {
		const { subject, needed } = leafWords(judged.leaf, names, locale);
		const { actual } = actualWords(judged, names, locale);
		return [
			subject,
			{ needed, ...(actual === undefined ? {} : { actual }), verdict: judged.verdict }
		];
	};
	return new Map(gate?.leaves.map(told));
}

export function tellReceipt({ lines, faults }: Receipt, locale: Locale): ReceiptTold {
	const counts = { moved: 0, partly: 0, lost: 0, open: 0 };
	const told = lines.filter(({ way, fate }) => fate !== 'open' || way.kind === 'new');
	for (const { fate } of told) counts[fate]++;
	const given = ({ question, value }: Receipt['lines'][number]['before'][number]): GivenTold => {
		return { title: titleOf(question, locale), answer: answerWords(question, value, locale) };
	};
	return {
		counts,
		lines: told.map(({ way, fate, before, after, losses }) => {
			const { kind, word, says } = head(way, locale);
			const open = way.to.filter((one) => after.every(({ question }) => question !== one));
			return {
				...{ kind, word, fate, before: before.map(given), after: after.map(given) },
				open: open.map((one) => titleOf(one, locale)),
				losses: losses.map((loss) => lossWords[loss][locale]),
				...(says ? { says } : {})
			};
		}),
		faults: faults.length
	};
}
