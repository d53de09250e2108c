import type { Locale, OpenDocument, Text } from '#scoring';
import type {
	GivenUp,
	Package,
	PackageClaim,
	Packages,
	ReadPackages
} from '../package/packages.ts';
import type { Rule } from '../package/rules.ts';
import { moneyWords } from './format.ts';
import { sourceWords } from './source.ts';

/** The best lawful packages in words: what page, report and shell show. */
export interface PackagesWords {
	/** Which conflicts the texts state, and which are readings. */
	readonly conflicts: string;
	readonly readings: readonly {
		/** How the open questions are read; none where none makes a difference. */
		readonly read: readonly string[];
		readonly packages: readonly PackageWords[];
	}[];
}
export interface PackageWords {
	readonly title: string;
	readonly sum: string;
	readonly chosen: readonly {
		readonly title: string;
		readonly money: string;
		readonly note?: string;
	}[];
	/** What was given up, for what, why. */
	readonly givenUp: readonly string[];
	readonly alternatives: readonly string[];
	/** What else must be known of it. */
	readonly remarks: readonly string[];
}

/** What the packages are told with. */
export interface Told {
	readonly documents: readonly OpenDocument[];
	/** The names of the projects by place; empty where one has none. */
	readonly projects: readonly string[];
	readonly locale: Locale;
}

const words = {
	only: { 'zh-cn': '组合', en: 'The package' },
	certain: { 'zh-cn': '确定可得', en: 'Certain' },
	possible: { 'zh-cn': '最多可能', en: 'Possible at most' },
	noConflict: {
		'zh-cn': '没有规定说这些支持不能同时享受。',
		en: 'No rule says that these cannot be had together.'
	},
	readingsOnly: {
		'zh-cn': '原文没有明确规定这些支持不能同时享受；只有按其中一种读法，才要放弃一些。',
		en: 'No text clearly says that these cannot be had together; only one way to read an open rule gives something up.'
	},
	realOnly: {
		'zh-cn': '放弃的各项，都是原文规定不能同时享受的。',
		en: 'Whatever is given up, a text says that it cannot be had together with the rest.'
	},
	both: {
		'zh-cn': '放弃的各项，有的是原文规定不能同时享受的，有的只是一种读法，分别注明。',
		en: 'Some of what is given up a text excludes, some only one way to read it; each says which.'
	},
	stated: { 'zh-cn': '原文规定', en: 'the text says so' },
	reading: { 'zh-cn': '一种读法', en: 'one reading' },
	more: {
		'zh-cn': '还有其他合计相近的组合，没有一一列出。',
		en: 'There are more packages that come as close.'
	},
	notWhole: {
		'zh-cn': '可选的组合太多，没有全部比较，可能还有合计更高的。',
		en: 'There are too many packages to weigh them all; a better one may exist.'
	}
} as const satisfies Record<string, Text>;

const sentences = {
	'zh-cn': {
		upTo: (money: string) => `不超过${money}`,
		cut: (alone: string) => `单独计算为${alone}，因共用上限而减少`,
		givenUp: (claim: string, alone: string, rivals: string, rule: string) =>
			`${claim}（单独计算为${alone}）：不能与${rivals}同时享受（${rule}）`,
		instead: (takes: string, leaves: string, sum: string, less: string) =>
			`改取${takes}，不取${leaves}：合计${sum}，少${less}`,
		equal: (takes: string, leaves: string, sum: string) =>
			`改取${takes}，不取${leaves}：合计同为${sum}`,
		unbounded: (claims: string) =>
			`${claims}的金额没有可知的上限，没有计入合计，也没有与其他各项比较。`
	},
	en: {
		upTo: (money: string) => `up to ${money}`,
		cut: (alone: string) => `${alone} by itself, less for a shared cap`,
		givenUp: (claim: string, alone: string, rivals: string, rule: string) =>
			`${claim} (${alone} by itself): not together with ${rivals} (${rule})`,
		instead: (takes: string, leaves: string, sum: string, less: string) =>
			`${takes} instead of ${leaves}: ${sum} in all, ${less} less`,
		equal: (takes: string, leaves: string, sum: string) =>
			`${takes} instead of ${leaves}: ${sum} in all as well`,
		unbounded: (claims: string) =>
			`Nothing known bounds ${claims}: it is not in the sum and was not compared with the rest.`
	}
} as const;

/** The packages in words; nothing where nothing pays money. */
export function packagesWords({ readings }: Packages, told: Told): PackagesWords | undefined {
	if (readings.length === 0) return undefined;
	return {
		conflicts: words[conflictsIn(readings)][told.locale],
		readings: readings.map((one) => ({
			read: one.read.map(({ ref, open, reading }) => readingWords(ref, open, reading, told)),
			packages: both(one, told)
		}))
	};
}

function conflictsIn(readings: Packages['readings']) {
	const rules = readings
		.flatMap(({ certain, possible }) => [...certain.givenUp, ...possible.givenUp])
		.flatMap((given) => given.for.map(({ rule }) => rule));
	if (rules.length === 0) return 'noConflict';
	const read = rules.filter(({ reading }) => reading !== undefined).length;
	return read === 0 ? 'realOnly' : read === rules.length ? 'readingsOnly' : 'both';
}

/** One package where the certain and the possible are the same. */
function both({ certain, possible }: ReadPackages, told: Told): PackageWords[] {
	const { locale } = told;
	if (JSON.stringify(certain) === JSON.stringify(possible)) {
		return [packageWords(words.only[locale], certain, told, false)];
	}
	const certainly =
		certain.chosen.length > 0 ? [packageWords(words.certain[locale], certain, told, false)] : [];
	return [...certainly, packageWords(words.possible[locale], possible, told, true)];
}

function packageWords(title: string, one: Package, told: Told, upTo: boolean): PackageWords {
	const { locale } = told;
	const say = sentences[locale];
	const money = (fen: number) =>
		upTo ? say.upTo(moneyWords(fen, locale)) : moneyWords(fen, locale);
	const list = (claims: readonly Omit<PackageClaim, 'alone'>[]) =>
		claims.map((claim) => claimWords(claim, told)).join(locale === 'en' ? ', ' : '、');
	const best = one.chosen.reduce((sum, claim) => sum + claim.money, 0);
	return {
		title,
		sum: money(best),
		chosen: one.chosen.map((claim) => ({
			title: claimWords(claim, told),
			money: money(claim.money),
			...(claim.money < claim.alone ? { note: say.cut(moneyWords(claim.alone, locale)) } : {})
		})),
		givenUp: one.givenUp.map((given) =>
			say.givenUp(
				claimWords(given, told),
				money(given.alone),
				list(given.for),
				rulesWords(given, told)
			)
		),
		alternatives: one.alternatives.map(({ sum, takes, leaves }) =>
			sum === best
				? say.equal(list(takes), list(leaves), money(sum))
				: say.instead(list(takes), list(leaves), money(sum), moneyWords(best - sum, locale))
		),
		remarks: [
			...(one.unbounded.length > 0 ? [say.unbounded(list(one.unbounded))] : []),
			...(one.more ? [words.more[locale]] : []),
			...(one.whole ? [] : [words.notWhole[locale]])
		]
	};
}

function claimWords({ measure, project }: Omit<PackageClaim, 'alone'>, told: Told): string {
	const { projects, locale } = told;
	const title = measureOf(measure, told).data.title[locale];
	if (project === undefined) return title;
	return `${projects[project] || `#${project + 1}`} · ${title}`;
}

function measureOf(ref: string, { documents }: Told) {
	return documents.flatMap(({ measures }) => measures).find((one) => one.ref === ref)!;
}

function documentOf(ref: string, { documents }: Told) {
	return documents.find(({ data }) => data.id === ref.split('/')[0])!.data;
}

/** Each rule once: who says it, where, and whether the text does or a reading of it. */
function rulesWords(given: GivenUp, told: Told): string {
	const all = given.for.map(({ rule }) => ruleWords(rule, told));
	return [...new Set(all)].join(told.locale === 'en' ? '; ' : '；');
}

function ruleWords({ of, ref, place, reading }: Rule, told: Told): string {
	const { locale } = told;
	const { stacking } = documentOf(ref, told);
	const exclusion = of === 'exclusion' ? measureOf(ref, told).data.excludes![place]! : undefined;
	const separator = locale === 'en' ? ', ' : '，';
	if (reading !== undefined) {
		const open = exclusion?.open ?? stacking!.open.id;
		return `${words.reading[locale]}${separator}${readingWords(ref, open, reading, told)}`;
	}
	const source = exclusion ? sourceWords(exclusion.source, locale) : stacking!.clause;
	return [words.stated[locale], source, (exclusion ?? stacking!).text[locale]]
		.filter(Boolean)
		.join(separator);
}

function readingWords(ref: string, open: string, reading: string, told: Told): string {
	const { stacking } = documentOf(ref, told);
	const questions = ref.includes('/') ? (measureOf(ref, told).data.open ?? []) : [stacking!.open];
	const question = questions.find(({ id }) => id === open)!;
	return question.readings!.find(({ id }) => id === reading)!.text[told.locale];
}
