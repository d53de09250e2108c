import {
	decimal,
	inPoints,
	type Catalogue,
	type Comparison,
	type Fraction,
	type Interval,
	type Leaf,
	type LeafJudgement,
	type Locale,
	type OpenEdition,
	type Text,
	type TitleRecord
} from '#scoring';
import { dayWords, grouped, intervalWords, moneyWords, pointsWords } from './format.ts';

/** The world a condition's names are looked up in. */
export interface Names {
	readonly catalogue: Catalogue;
	/** The edition a condition belongs to; left out for a measure's. */
	readonly edition?: OpenEdition;
	/** The editions whose tiers a rule may name. */
	readonly editions: Iterable<OpenEdition>;
	/** The name of an area by its code, where the table is at hand. */
	readonly areaName?: (code: string) => string | undefined;
	/** The open questions of the measure a condition belongs to, by id. */
	readonly open?: ReadonlyMap<string, Text>;
}

/** A leaf in words: what it looks at, and what is needed there. */
export interface LeafWords {
	readonly subject: string;
	readonly needed: string;
}

const comparisons: Record<Exclude<Comparison, 'is' | 'in' | 'within'>, Text> = {
	atLeast: { 'zh-cn': '不低于', en: 'at least' },
	atMost: { 'zh-cn': '不高于', en: 'at most' },
	over: { 'zh-cn': '高于', en: 'more than' },
	under: { 'zh-cn': '低于', en: 'less than' }
};
const yes: Text = { 'zh-cn': '是', en: 'yes' };
const no: Text = { 'zh-cn': '否', en: 'no' };
const titleWords = {
	held: { 'zh-cn': '当日持有', en: 'held on the day' },
	'held-first-time': { 'zh-cn': '首次获得', en: 'held for the first time' },
	'awarded-in-period': {
		'zh-cn': '在政策有效期内获得',
		en: 'awarded while the document is in force'
	}
} as const;

/** Says one leaf of a condition in words. */
export function leafWords(leaf: Leaf, names: Names, locale: Locale): LeafWords {
	if ('open' in leaf) {
		const question = names.open?.get(leaf.open)?.[locale] ?? leaf.open;
		const needed = { 'zh-cn': '原文未明确', en: 'left open by the text' };
		return { subject: question, needed: needed[locale] };
	}
	if ('title' in leaf) {
		const title = names.catalogue.titles.get(leaf.title)!;
		const level = title.levels?.find((one) => one.id === leaf.level)?.title[locale];
		const above = level && { 'zh-cn': `（${level}及以上）`, en: ` (${level} or above)` }[locale];
		return { subject: `${title.title[locale]}${above ?? ''}`, needed: titleWords[leaf.is][locale] };
	}
	return { subject: subjectOf(leaf, names, locale), needed: neededBy(leaf, names, locale) };
}

type Compared = Exclude<Leaf, { open: string } | { title: string }>;

function subjectOf(leaf: Compared, names: Names, locale: Locale): string {
	if ('fact' in leaf) return names.catalogue.facts.get(leaf.fact)!.title[locale];
	if ('tier' in leaf) {
		const edition = [...names.editions].find((one) => one.data.instrument === leaf.tier)!;
		return edition.data.title[locale];
	}
	const { edition } = names;
	if ('answer' in leaf) {
		const [name, item] = leaf.answer.split('.') as [string, string?];
		const question = edition!.byName.get(name)!;
		const title = question.data.title[locale];
		if (question.type !== 'multipletext') return title;
		return `${title} · ${question.items.find((one) => one.name === item)!.title[locale]}`;
	}
	if ('score' in leaf) {
		const total = { 'zh-cn': '总分', en: 'Total points' };
		return leaf.score === 'total'
			? total[locale]
			: edition!.partByName.get(leaf.score)!.title[locale];
	}
	const level = { 'zh-cn': `达到${leaf.level}级及以上`, en: `at level ${leaf.level} or above` };
	const set = edition!.data.sets?.[leaf.count]?.[locale] ?? leaf.count;
	return locale === 'en' ? `${set} ${level.en}` : `${set}${level['zh-cn']}`;
}

function neededBy(leaf: Compared, names: Names, locale: Locale): string {
	const value = (one: unknown) => valueWords(leaf, one, names, locale);
	const or = { 'zh-cn': '、', en: ', ' }[locale];
	if (leaf.is !== undefined) return value(leaf.is);
	if (leaf.in) return leaf.in.map(value).join(or);
	if (leaf.within) return leaf.within.map(value).join(or);
	for (const key of ['atLeast', 'atMost', 'over', 'under'] as const) {
		if (leaf[key] !== undefined) return `${comparisons[key][locale]} ${value(leaf[key])}`;
	}
	throw new Error('expected a comparison');
}

function valueWords(leaf: Compared, value: unknown, names: Names, locale: Locale): string {
	if (typeof value === 'boolean') return (value ? yes : no)[locale];
	if ('tier' in leaf) {
		for (const { data } of names.editions) {
			const tier = data.ladder.tiers.find((one) => one.id === value);
			if (data.instrument !== leaf.tier) continue;
			if (value === 'none') return data.ladder.below[locale];
			if (tier) return tier.title[locale];
		}
	}
	if ('answer' in leaf) {
		const question = names.edition!.byName.get(leaf.answer);
		const choice =
			question?.type !== 'multipletext' && question?.data.choices.find((c) => c.value === value);
		if (choice) return choice.text[locale];
	}
	return 'fact' in leaf ? factWords(leaf.fact, value, names, locale) : String(value);
}

/** A fact's value in words, as it is written in data and in what people say: money in 万元. */
export function factWords(id: string, value: unknown, names: Names, locale: Locale): string {
	if (typeof value === 'boolean') return (value ? yes : no)[locale];
	const fact = names.catalogue.facts.get(id)!;
	switch (fact.type) {
		case 'money':
			return moneyWords(Math.round((value as number) * 1_000_000), locale);
		case 'number':
			return `${grouped(value as number)} ${fact.unit[locale]}`;
		case 'choice':
			return fact.choices.find((choice) => choice.value === value)!.title[locale];
		case 'area':
			return areaWords(value as string, names, locale);
		case 'industry':
			return names.catalogue.industries.get(value as string)![locale];
		case 'boolean':
			return String(value);
	}
}

function areaWords(code: string, names: Names, locale: Locale): string {
	return names.catalogue.zones.get(code)?.title[locale] ?? names.areaName?.(code) ?? code;
}

/** What there is, and how far that is from what is needed; nothing where nothing is known. */
export function actualWords(
	judged: LeafJudgement,
	names: Names,
	locale: Locale
): { actual?: string; short?: string } {
	const { leaf, actual, short } = judged;
	if (actual === undefined || 'open' in leaf) return {};
	const quantity = quantityWords(leaf, names, locale);
	// More than 0 is not met by 0, and yet short of nothing that could be said.
	const isShort = short && judged.verdict !== 'met' && short.high.n !== 0;
	const far = isShort ? { short: intervalWords(short, quantity) } : {};
	if ('title' in leaf) {
		const records = actual as readonly TitleRecord[];
		return {
			actual: list(
				records.map((record) => recordWords(record, names, locale)),
				locale
			)
		};
	}
	if (Array.isArray(actual)) {
		const values: readonly unknown[] = actual;
		return {
			actual: list(
				values.map((one) => valueWords(leaf, one, names, locale)),
				locale
			)
		};
	}
	if (typeof actual === 'object') {
		const there = actual as Interval;
		const words = isRung(leaf)
			? valueWords(leaf, Number(there.low.n), names, locale)
			: intervalWords(there, quantity);
		return { actual: words, ...far };
	}
	if ('fact' in leaf && typeof actual === 'number') {
		return { actual: quantity({ n: actual, d: 1 }), ...far };
	}
	return { actual: valueWords(leaf, actual, names, locale) };
}

const list = (all: readonly string[], locale: Locale) => all.join(locale === 'en' ? '; ' : '；');

const records = {
	'zh-cn': {
		held: '持有',
		'not-held': '未持有',
		issuer: (issuer: string) => `${issuer}颁发`,
		awarded: (day: string) => `${day}获得`,
		expires: (day: string) => `有效至${day}`,
		first: '首次',
		again: '非首次',
		join: '，'
	},
	en: {
		held: 'held',
		'not-held': 'not held',
		issuer: (issuer: string) => `issued by ${issuer}`,
		awarded: (day: string) => `awarded on ${day}`,
		expires: (day: string) => `good until ${day}`,
		first: 'for the first time',
		again: 'not for the first time',
		join: ', '
	}
} as const;

/** A certificate or award as it was stated. */
function recordWords(record: TitleRecord, { catalogue }: Names, locale: Locale): string {
	const say = records[locale];
	const { state, issuer, awarded, expires, first } = record;
	const levels = catalogue.titles.get(record.title)?.levels ?? [];
	const level = levels.find(({ id }) => id === record.level)?.title[locale];
	return [
		say[state],
		...(level === undefined ? [] : [level]),
		...(issuer === undefined ? [] : [say.issuer(issuer)]),
		...(awarded === undefined ? [] : [say.awarded(dayWords(awarded, locale))]),
		...(expires === undefined ? [] : [say.expires(dayWords(expires, locale))]),
		...(first === undefined ? [] : [first ? say.first : say.again])
	].join(say.join);
}

/** A leaf in one line: what is needed, what there is, and how far it is. */
export function leafLineWords(judged: LeafJudgement, names: Names, locale: Locale): string {
	const { subject, needed } = leafWords(judged.leaf, names, locale);
	const { actual, short } = actualWords(judged, names, locale);
	const [colon, comma] = { 'zh-cn': ['：', '，'], en: [': ', ', '] }[locale];
	if ('open' in judged.leaf) return `${subject}${comma}${needed}`;
	const have = `${lineWords.have[locale]} ${actual ?? lineWords.notKnown[locale]}`;
	const far = short ? `${comma}${lineWords.short[locale]} ${short}` : '';
	return `${subject}${colon}${lineWords.needed[locale]}${needed}${comma}${have}${far}`;
}

const lineWords = {
	needed: { 'zh-cn': '要求', en: 'required ' },
	have: { 'zh-cn': '现为', en: 'there is' },
	notKnown: { 'zh-cn': '未知', en: 'not known' },
	short: { 'zh-cn': '差', en: 'short by' }
} as const satisfies Record<string, Text>;

/** Whether a leaf looks at the rung of a ladder: that is answered or not, and has words of its own. */
function isRung(leaf: Leaf): boolean {
	return 'answer' in leaf && !leaf.answer.includes('.');
}

const rungWords: Record<Locale, (rungs: number) => string> = {
	'zh-cn': (rungs) => `${rungs} 档`,
	en: (rungs) => (rungs === 1 ? '1 rung' : `${rungs} rungs`)
};

/** How a leaf's numbers are written: money in 分, counts and rungs whole, all else in thousandths. */
function quantityWords(leaf: Leaf, names: Names, locale: Locale): (number: Fraction) => string {
	if ('count' in leaf) return (number) => decimal(number, 0);
	if (isRung(leaf)) return (number) => rungWords[locale](Number(decimal(number, 0)));
	const fact = 'fact' in leaf ? names.catalogue.facts.get(leaf.fact) : undefined;
	if (fact?.type === 'money') return (number) => moneyWords(Number(number.n), locale);
	if (fact?.type === 'number') {
		return (number) => `${grouped(Number(decimal(inPoints(number), 3)))} ${fact.unit[locale]}`;
	}
	return pointsWords;
}
