/**
 * The 2024 edition of the national SME standard and the money of 盐政办发〔2022〕6号, written out by hand:
 * what one would write who had this edition and this document only, and would never have another. It
 * shows what the engine's generality costs, and is a second opinion on what the engine says.
 *
 * It takes complete sheets and checks nothing. Points are in thousandths, money is in 分.
 */
export interface Sheet {
	/** As SurveyJS stores them; a ratio may be left to its figures. */
	readonly answers: Answers;
	readonly facts: Facts;
	/** Left out where nothing was said of projects. */
	readonly projects?: readonly Project[];
	readonly titles: readonly Title[];
}
export type Answers = Readonly<Record<string, string | number | readonly string[] | Figures>>;
type Figures = Readonly<Record<string, number>>;

export interface Facts {
	readonly area?: string;
	readonly applicant?: Applicant;
	readonly 'above-scale'?: boolean;
	readonly 'in-cultivation-library'?: boolean;
	readonly 'founding-body'?: string;
	readonly 'service-body-here'?: boolean;
	/** 万元. */
	readonly 'service-sales'?: number;
}
type Applicant = 'manufacturer' | 'provider' | 'research-body' | 'training-body' | 'park';

export interface Project {
	readonly name: string;
	readonly facts: { readonly 'smart-upgrade'?: boolean };
	readonly years: Readonly<Record<string, Year>>;
}
/** What was spent on a project in one year, in 万元. */
export interface Year {
	readonly 'effective-investment'?: number;
	readonly 'annual-investment'?: number;
	readonly loan?: number;
	readonly 'leasing-fee'?: number;
}

export interface Title {
	readonly title: string;
	readonly state?: 'held' | 'not-held';
	readonly level?: string;
	readonly awarded?: string;
	readonly expires?: string;
	readonly first?: boolean;
}

export interface Result {
	/** 0 where no tier is reached. */
	readonly tier: number;
	readonly points: number;
	/** Of the measures that pay money and are met or may be. */
	readonly amounts: Amounts;
}
export type Amounts = Readonly<Record<string, Money>>;
/** `high` is null where nothing bounds it. */
export interface Money {
	readonly low: number;
	readonly high: number | null;
}

export function diagnoseByHand({ answers, facts, projects, titles }: Sheet, day: string): Result {
	const points = pointsOf(answers);
	return {
		tier: tierOf(points, answers),
		points,
		amounts: amountsOf(facts, projects, titles, day)
	};
}

type Points = Readonly<Record<string, number>>;

/** Questions with one answer. */
const single: readonly (readonly [question: string, points: Points])[] = [
	['system-coverage', { none: 0, single: 2500, several: 5000, 'over-80': 7500, full: 10_000 }],
	[
		'planning-implementation',
		{ none: 0, aware: 1500, planned: 3000, retrofitted: 4500, transformed: 6000, outreach: 7500 }
	],
	['energy-intensity', { up: 0, flat: 3500, down: 7000 }],
	['quality-rate', { down: 0, flat: 3500, up: 7000 }],
	['revenue-per-head', { down: 0, flat: 1500, up: 3000 }],
	['cost-rate', { up: 0, flat: 1500, down: 3000 }]
];

/** Questions with any number of answers. Each is worth the same, but for one. */
const multiple: readonly (readonly [question: string, each: number])[] = [
	['network-construction', 2000],
	['automatic-collection', 700],
	['network-security', 1250],
	['data-security', 1250],
	['management-mechanism', 1875],
	['talent-building', 1500]
];
const humanResourcesMore = 200;

const bands: Points = { 'to-10': 0, 'to-20': 1, 'to-40': 2, 'to-60': 3, 'to-100': 4 };
const bandEnds = [10, 20, 40, 60, 100];

function pointsOf(answers: Answers): number {
	let points = 0;
	for (const [question, byOption] of single) points += byOption[answers[question] as string]!;
	for (const [question, each] of multiple) {
		const chosen = answers[question] as readonly string[];
		if (chosen[0] !== 'none') points += each * chosen.length;
	}
	if ((answers['automatic-collection'] as readonly string[]).includes('human-resources')) {
		points += humanResourcesMore;
	}
	const equipment = answers['equipment'] as Figures | undefined;
	const investment = answers['digital-investment'] as Figures | undefined;
	return (
		points +
		1500 * bandOf(answers['digital-rate'], equipment?.['digital'], equipment?.['total']) +
		1500 * bandOf(answers['connected-rate'], equipment?.['connected'], equipment?.['total']) +
		1875 * bandOf(answers['investment-rate'], investment?.['investment'], investment?.['turnover'])
	);
}

/** The figures decide where they give a percentage up to 100, else the option chosen. */
function bandOf(chosen: unknown, part: number | undefined, of: number | undefined): number {
	if (part === undefined || of === undefined || of === 0) return bands[chosen as string]!;
	// Both have at most two decimals.
	const [hundredths, ofHundredths] = [Math.round(part * 100), Math.round(of * 100)];
	for (let band = 0; band < bandEnds.length; band++) {
		if (hundredths * 100 <= ofHundredths * bandEnds[band]!) return band;
	}
	return bands[chosen as string]!;
}

const constrained = [
	'product-design',
	'marketing',
	'production-control',
	'quality-management',
	'equipment-management',
	'work-safety',
	'energy-management',
	'procurement',
	'warehousing-logistics',
	'finance-management'
];
const others = [
	'process-design',
	'after-sales',
	'scheduling',
	'human-resources',
	'collaborative-office',
	'decision-support'
];

/** What a tier needs: points, and scenes and constrained scenes at its own level. */
const tiers = [
	{ points: 20_000, scenes: 6, constrained: 3 },
	{ points: 40_000, scenes: 6, constrained: 3 },
	{ points: 60_000, scenes: 8, constrained: 5 },
	{ points: 80_000, scenes: 10, constrained: 6 }
];

/** The highest tier whose three needs are met. */
function tierOf(points: number, answers: Answers): number {
	const inConstrained = [0, 0, 0, 0, 0];
	const inOthers = [0, 0, 0, 0, 0];
	for (const scene of constrained) inConstrained[answers[scene] as number]!++;
	for (const scene of others) inOthers[answers[scene] as number]!++;
	let sceneCount = 0;
	let constrainedCount = 0;
	for (let tier = tiers.length; tier > 0; tier--) {
		constrainedCount += inConstrained[tier]!;
		sceneCount += inConstrained[tier]! + inOthers[tier]!;
		const need = tiers[tier - 1]!;
		if (
			points >= need.points &&
			sceneCount >= need.scenes &&
			constrainedCount >= need.constrained
		) {
			return tier;
		}
	}
	return 0;
}

/** Three answers, in an order that makes `and` the least of them and `or` the greatest. */
export type Verdict = typeof no | typeof unknown | typeof yes;
export const no = 0;
export const unknown = 1;
export const yes = 2;

export function isTrue(fact: boolean | undefined): Verdict {
	return fact === undefined ? unknown : fact ? yes : no;
}

export function and(a: Verdict, b: Verdict): Verdict {
	return a < b ? a : b;
}

export const fen = (wan: number) => Math.round(wan * 1_000_000);

const from = '2022-01-28';
const until = '2024-12-31';

/** The document's own area and what lies around it. */
const areas: Readonly<Record<string, Verdict>> = {
	'320902': yes,
	'320903': yes,
	'320904': yes,
	'320971': yes,
	'320900-yannan': yes,
	'320900': unknown,
	'320000': unknown
};

export function inArea(code: string | undefined): Verdict {
	if (code === undefined) return unknown;
	if (code.length !== 9) return areas[code] ?? no;
	// A town lies where its district does.
	return areas[code.slice(0, 6)] === yes ? yes : no;
}

export function amountsOf(
	facts: Facts,
	projects: readonly Project[] | undefined,
	titles: readonly Title[],
	day: string
): Amounts {
	const amounts: Record<string, Money> = {};
	if (day < from || day > until) return amounts;
	const area = inArea(facts.area);
	if (area === no) return amounts;

	const { applicant } = facts;
	const manufacturer = and(area, isOneOf(applicant, 'manufacturer'));
	if (manufacturer !== no) {
		for (const share of shares) {
			const money = shareOf(share, projects, manufacturer);
			if (money) amounts[share.measure] = money;
		}
	}
	const service = and(and(area, isOneOf(applicant, 'research-body')), serviceBody(facts));
	if (service !== no) amounts['technical-service-body'] = serviceMoney(facts, service);

	const states = statesOf(titles, day);
	for (const { measure, amount, slots, to } of awards) {
		const held = applicant === undefined ? unknown : to[applicant];
		if (held === undefined) continue;
		let awarded: Verdict = no;
		for (const slot of slots) if (states[slot]! > awarded) awarded = states[slot]!;
		if (measure === 'leading-provider') awarded = and(awarded, firstTime(titles, day));
		const verdict = and(and(area, held), awarded);
		if (verdict !== no) amounts[measure] = { low: verdict === yes ? amount : 0, high: amount };
	}
	return amounts;
}

function isOneOf(applicant: Applicant | undefined, wanted: Applicant): Verdict {
	return applicant === undefined ? unknown : applicant === wanted ? yes : no;
}

interface Share {
	readonly measure: string;
	/** Whether the project's year has what the measure asks beside being a smart upgrade. */
	readonly requires: (year: Year) => Verdict;
	readonly of: 'annual-investment' | 'loan' | 'leasing-fee';
	/** In thousandths, by year of the spending. A year without a rate pays nothing. */
	readonly rates: Readonly<Record<string, number>>;
	/** The text leaves open whether it holds for each year or for all of them. */
	readonly cap: number;
	readonly per: 'project' | 'enterprise';
}

const threshold = 500;
const shares: readonly Share[] = [
	{
		measure: 'effective-investment',
		requires({ 'effective-investment': spent }) {
			return spent === undefined ? unknown : spent >= threshold ? yes : no;
		},
		of: 'annual-investment',
		rates: { '2022': 120, '2023': 110, '2024': 100 },
		cap: fen(500),
		per: 'project'
	},
	{
		measure: 'leasing',
		requires({ 'leasing-fee': fee }) {
			// Below the threshold the text is silent.
			return fee === undefined ? unknown : fee >= threshold ? yes : fee > 0 ? unknown : no;
		},
		of: 'leasing-fee',
		rates: { '2022': 120, '2023': 110, '2024': 100 },
		cap: fen(500),
		per: 'project'
	},
	{
		measure: 'loan-interest',
		requires({ loan }) {
			return loan === undefined ? unknown : loan > 0 ? yes : no;
		},
		of: 'loan',
		rates: { '2022': 12, '2023': 11, '2024': 10 },
		cap: fen(200),
		per: 'enterprise'
	}
];

/**
 * What a share comes to over all projects. The cap for all years never gives more than the cap for each
 * year, so it bounds the amount from below and the other from above. Where the projects or their years
 * are not stated there may be any number, and no cap for each of them bounds the amount.
 */
function shareOf(
	share: Share,
	projects: readonly Project[] | undefined,
	reach: Verdict
): Money | undefined {
	const { requires, of, rates, cap, per } = share;
	if (!projects) return { low: 0, high: null };
	let possible = false;
	let bounded = true;
	let low = 0;
	let high = 0;
	const highByYear = [0, 0, 0];
	for (const { facts, years } of projects) {
		const smart = and(reach, isTrue(facts['smart-upgrade']));
		if (smart === no) continue;
		let certain = 0;
		let hasYears = false;
		for (const year in years) {
			hasYears = true;
			const spent = years[year]!;
			const verdict = and(smart, requires(spent));
			if (verdict === no) continue;
			possible = true;
			const rate = rates[year];
			if (rate === undefined) continue;
			const base = spent[of];
			const most = base === undefined ? Infinity : Math.floor((fen(base) * rate) / 1000);
			if (verdict === yes && base !== undefined) certain += most;
			if (per === 'project') high += Math.min(most, cap);
			else highByYear[Number(year) - 2022]! += most;
		}
		if (!hasYears) possible = true;
		bounded &&= hasYears;
		low += per === 'project' ? Math.min(certain, cap) : certain;
	}
	if (!possible) return undefined;
	for (const most of highByYear) high += Math.min(most, cap);
	return { low: per === 'project' ? low : Math.min(low, cap), high: bounded ? high : null };
}

const foundingBodies: Readonly<Record<string, Verdict>> = {
	'national-institute': yes,
	'key-laboratory': yes,
	'testing-platform': yes
};
const leastSales = 1000;

function serviceBody(facts: Facts): Verdict {
	const { 'founding-body': founder, 'service-sales': sales } = facts;
	const founded = founder === undefined ? unknown : (foundingBodies[founder] ?? no);
	const enough = sales === undefined ? unknown : sales >= leastSales ? yes : no;
	return and(and(founded, isTrue(facts['service-body-here'])), enough);
}

/** A tenth of the year's sales, without a cap. */
function serviceMoney({ 'service-sales': sales }: Facts, verdict: Verdict): Money {
	if (sales === undefined) return { low: 0, high: null };
	const most = Math.floor(fen(sales) / 10);
	return { low: verdict === yes ? most : 0, high: most };
}

interface Award {
	readonly measure: string;
	readonly amount: number;
	/** Any of these titles is enough. */
	readonly slots: readonly number[];
	readonly to: Readonly<Partial<Record<Applicant, typeof yes>>>;
}

const makers = { manufacturer: yes, provider: yes } as const;
const awards: readonly Award[] = [
	{ measure: 'national-benchmark', amount: fen(300), slots: [0, 1, 2], to: makers },
	{ measure: 'provincial-benchmark', amount: fen(200), slots: [3, 4, 5], to: makers },
	{ measure: 'scene-case', amount: fen(50), slots: [6], to: makers },
	{ measure: 'five-star-cloud', amount: fen(50), slots: [7], to: makers },
	{ measure: 'first-set-equipment', amount: fen(50), slots: [8], to: makers },
	{ measure: 'leading-provider', amount: fen(100), slots: [9], to: { provider: yes } },
	{
		measure: 'training-base',
		amount: fen(50),
		slots: [10],
		to: { ...makers, 'research-body': yes, 'training-body': yes }
	},
	{
		measure: 'training-organisation',
		amount: fen(30),
		slots: [11],
		to: { provider: yes, 'training-body': yes }
	}
];

interface Certificate {
	readonly slot: number;
	/** The levels that are paid; left out where it has none. */
	readonly levels?: readonly string[];
}
const certificates: Readonly<Record<string, Certificate>> = {
	'national-smart-factory': { slot: 0 },
	'national-industrial-internet-pilot': { slot: 1 },
	'national-integration-pilot': { slot: 2 },
	'provincial-industrial-internet-platform': { slot: 3 },
	'provincial-industrial-internet-factory': { slot: 4 },
	'provincial-smart-factory': { slot: 5 },
	'digital-scene-case': { slot: 6, levels: ['provincial', 'national'] },
	'star-cloud': { slot: 7, levels: ['five-star'] },
	'provincial-first-set': { slot: 8 },
	'provincial-leading-provider': { slot: 9 },
	'yancheng-training-base': { slot: 10 },
	'yancheng-training-organisation': { slot: 11 }
};

/** Whether each certificate is paid, by slot; unknown where nothing was said of it. */
function statesOf(titles: readonly Title[], day: string): Verdict[] {
	const states: (Verdict | -1)[] = [-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1];
	for (const record of titles) {
		const certificate = certificates[record.title];
		if (!certificate) continue;
		const { slot, levels } = certificate;
		const state = stateOf(record, levels, day);
		if (state > states[slot]!) states[slot] = state;
	}
	return states.map((state) => (state === -1 ? unknown : state));
}

function stateOf(
	{ state, level, awarded, expires }: Title,
	levels: readonly string[] | undefined,
	day: string
): Verdict {
	if (state === 'not-held') return no;
	if (levels && level !== undefined && !levels.includes(level)) return no;
	if (awarded === undefined) return unknown;
	if (awarded > day) return no;
	if (awarded >= from) return levels && level === undefined ? unknown : yes;
	// Whether a title from before the document is paid, the text leaves open.
	return expires !== undefined && expires < day ? no : unknown;
}

/** Whether an enterprise holds the title of a leading provider, and for the first time. */
function firstTime(titles: readonly Title[], day: string): Verdict {
	let state: Verdict | -1 = -1;
	for (const { title, state: held, awarded, expires, first } of titles) {
		if (title !== 'provincial-leading-provider') continue;
		const gone = awarded !== undefined && awarded > day;
		const over = expires !== undefined && expires < day;
		const one =
			held === 'not-held' || gone || over || first === false
				? no
				: awarded === undefined || first === undefined
					? unknown
					: yes;
		if (one > state) state = one;
	}
	return state === -1 ? unknown : state;
}
