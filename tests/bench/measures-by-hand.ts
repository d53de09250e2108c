import {
	amountsOf,
	and,
	fen,
	inArea,
	isTrue,
	no,
	unknown,
	yes,
	type Amounts,
	type Facts,
	type Money,
	type Project,
	type Title,
	type Verdict
} from './by-hand.ts';

/**
 * All measures of all five documents, written out by hand: what one would write who had these texts only.
 * It checks nothing. Money is in 分.
 */
export interface Enterprise {
	readonly facts: AllFacts;
	/** Left out where nothing was said of projects. */
	readonly projects?: readonly (Project & { readonly facts: AllFacts })[];
	readonly titles: readonly Title[];
}
export type AllFacts = Facts & Readonly<Record<string, string | number | boolean | undefined>>;

export interface Results {
	/** Of the measures that pay no sum, in the order of `sumless`. */
	readonly outcomes: readonly string[];
	/** Of those that pay one and are met or may be, by document and id. */
	readonly amounts: Amounts;
}

/** The measures that pay no sum, as they are judged here. */
export const sumless: readonly string[] = [
	...inDocument('dongguan-2021-reply', [
		...['cloud-vouchers', 'cluster-upgrade-award', 'demonstration-projects'],
		...['informatisation-award', 'integration-assessment', 'public-lectures', 'salons']
	]),
	...inDocument('dongguan-2023', [
		...['chief-data-officer', 'dcmm-certificate', 'digital-economy-funds', 'domestic-os-line'],
		...['enabling-centre', 'financing-white-list', 'integration-certificate', 'lighthouse-factory'],
		...['matchmaking', 'policy-matching', 'promotion-centre', 'study-and-training'],
		'workshop-factory-matching'
	]),
	...inDocument('guangdong-2021', [
		...['certificate-development', 'chain-benchmark', 'cluster-platform', 'cluster-services'],
		...['data-finance', 'expert-diagnosis', 'first-edition-software', 'green-channel'],
		...['identifier-node', 'industrial-5g-fees', 'industry-fund', 'leading-benchmark'],
		...['local-demonstration', 'network-upgrade', 'park-pilot', 'park-solutions'],
		...['pilot-area-support', 'platform-promotion', 'provider-listing', 'provider-pool'],
		...['provider-recognition', 'provider-settlement', 'public-platforms', 'purchased-services'],
		...['secure-software', 'software-local', 'software-research-base', 'software-research'],
		'worker-training'
	]),
	...inDocument('yancheng-2022', ['adviser', 'bank-products', 'free-diagnosis', 'green-channel']),
	...inDocument('zhanjiang-2023', [
		...['alliance-services', 'apprentice-training', 'cloud-catalogue', 'cross-platform-settlement'],
		...['dcmm', 'digital-talent', 'hardware-leader', 'hardware-settlement', 'identifier-use'],
		...['industrial-5g-fees', 'industrial-app', 'loan-interest', 'local-hardware'],
		...['new-equipment', 'outstanding-provider', 'park-rating', 'platform-benchmark'],
		...['pool-entry', 'provincial-pool', 'service-research', 'smart-factory', 'smart-park'],
		...['smart-scene', 'special-funds', 'tax-relief']
	])
];

function inDocument(document: string, ids: readonly string[]): string[] {
	return ids.map((id) => `${document}/${id}`);
}

export function measuresByHand({ facts, projects, titles }: Enterprise, day: string): Results {
	let known: States | undefined;
	/** Looked at only where a document reaches. */
	const held = () => (known ??= heldOf(titles, day));
	const outcomes: string[] = [];
	const amounts: Record<string, Money> = {};
	dongguanReply(outcomes, facts);
	dongguan(outcomes, amounts, facts, projects, held);
	guangdong(outcomes, facts, held, day);
	const yancheng = amountsOf(facts, projects, titles, day);
	for (const id in yancheng) amounts[`yancheng-2022/${id}`] = yancheng[id]!;
	yanchengInKind(outcomes, facts, held, day);
	zhanjiang(outcomes, facts, projects, held, day);
	return { outcomes, amounts };
}

function or(a: Verdict, b: Verdict): Verdict {
	return a > b ? a : b;
}

/** The text leaves something open beside it. */
function open(verdict: Verdict): Verdict {
	return verdict === no ? no : unknown;
}

function one(value: unknown, wanted: readonly unknown[]): Verdict {
	return value === undefined ? unknown : wanted.includes(value) ? yes : no;
}

function over(value: unknown, bound: number): Verdict {
	return value === undefined ? unknown : (value as number) > bound ? yes : no;
}

function atLeast(value: unknown, bound: number): Verdict {
	return value === undefined ? unknown : (value as number) >= bound ? yes : no;
}

function isTrueOf(facts: AllFacts, id: string): Verdict {
	return isTrue(facts[id] as boolean | undefined);
}

/** Whether `code` lies in an area whose codes all begin so; `around` are the areas it lies in. */
function within(code: string | undefined, begin: string, around: readonly string[]): Verdict {
	if (code === undefined) return unknown;
	return code.startsWith(begin) ? yes : around.includes(code) ? unknown : no;
}

/** Kinds of applicants, a bit each; nobody known may be any of them. */
const maker = 1;
const provider = 2;
const research = 4;
const training = 8;
const park = 16;
const firms = maker | provider;
const anybody = firms | research | training | park;
const kindOf: Readonly<Record<string, number>> = {
	manufacturer: maker,
	provider,
	'research-body': research,
	'training-body': training,
	park
};

function kindsOf({ applicant }: AllFacts): number {
	return applicant === undefined ? anybody : kindOf[applicant]!;
}

const words = ['unmet', 'unknown', 'met'] as const;

const other = 'other-applicant';

/** What all measures of a document are where it does not reach or does not hold. */
const settled = {
	reply: { 'out-of-area': always('out-of-area', 7), history: always('history', 7) },
	dongguan: { 'out-of-area': always('out-of-area', 13) },
	guangdong: {
		'out-of-area': always('out-of-area', 29),
		'not-yet': always('not-yet', 29),
		ended: always('ended', 29)
	},
	zhanjiang: { 'out-of-area': always('out-of-area', 25), ended: always('ended', 25) }
};

function always(outcome: string, count: number): readonly string[] {
	return Array.from({ length: count }, () => outcome);
}

interface State {
	readonly held: Verdict;
	readonly first: Verdict;
	/** Awarded while the measures of Guangdong, or of Zhanjiang, are in force. */
	readonly guangdong: Verdict;
	readonly zhanjiang: Verdict;
}
type States = Readonly<Record<string, State>>;
const unsaid: State = { held: unknown, first: unknown, guangdong: unknown, zhanjiang: unknown };

/** The levels that count, of titles that have any. */
const enough: Readonly<Record<string, readonly string[]>> = {
	dcmm: ['level-2', 'level-3', 'level-4', 'level-5'],
	'digital-transformation-centre': ['provincial', 'national'],
	'platform-benchmark': ['municipal', 'provincial', 'national'],
	'smart-manufacturing-scene': ['municipal', 'provincial', 'national'],
	'industrial-app-solution': ['provincial', 'national'],
	'digital-park': ['municipal', 'provincial', 'national']
};

function heldOf(titles: readonly Title[], day: string): States {
	const states: Record<string, State> = {};
	for (const record of titles) {
		const state = stateOf(record, day);
		const before = states[record.title];
		states[record.title] = before
			? {
					held: or(before.held, state.held),
					first: or(before.first, state.first),
					guangdong: or(before.guangdong, state.guangdong),
					zhanjiang: or(before.zhanjiang, state.zhanjiang)
				}
			: state;
	}
	return states;
}

const nothing: State = { held: no, first: no, guangdong: no, zhanjiang: no };

function stateOf({ title, state, level, awarded, expires, first }: Title, day: string): State {
	const levels = enough[title];
	const high = levels ? one(level, levels) : yes;
	if (state === 'not-held' || high === no || (awarded !== undefined && awarded > day))
		return nothing;
	const certain = awarded === undefined ? unknown : high;
	const isOver = expires !== undefined && expires < day;
	return {
		held: isOver ? no : certain,
		first: isOver || first === false ? no : first === undefined ? unknown : certain,
		guangdong: awarded === undefined ? unknown : and(inGuangdong(awarded), high),
		zhanjiang: awarded !== undefined && awarded > zhanjiangEnds ? no : unknown
	};
}

/** From some day of June 2021 to some day of June 2024. */
function inGuangdong(day: string): Verdict {
	if (day < '2021-06' || day >= '2024-07') return no;
	return day < '2021-07' || day >= '2024-06' ? unknown : yes;
}

function dongguanReply(outcomes: string[], { area }: AllFacts): void {
	const isAway = within(area, '4419', ['440000']) === no;
	outcomes.push(...settled.reply[isAway ? 'out-of-area' : 'history']);
}

type Projects = Enterprise['projects'];

/** It is not known when it holds. */
function dongguan(
	outcomes: string[],
	amounts: Record<string, Money>,
	facts: AllFacts,
	projects: Projects,
	titles: () => States
): void {
	const area = within(facts.area, '4419', ['440000']);
	if (area === no) {
		outcomes.push(...settled.dongguan['out-of-area']);
		return;
	}
	const reach = unknown;
	const kinds = kindsOf(facts);
	const states = titles();
	const of = (id: string) => states[id] ?? unsaid;
	const dcmm = of('dcmm');
	const smaller = one(facts['size'], ['medium', 'small', 'micro']);
	outcomes.push(kinds & maker ? words[and(reach, unknown)]! : other);
	outcomes.push(kinds & maker ? words[and(reach, or(dcmm.first, open(dcmm.held)))]! : other);
	outcomes.push(kinds & firms ? words[and(reach, unknown)]! : other);
	outcomes.push(
		kinds & maker
			? words[and(reach, open(and(isTrueOf(facts, 'os-pioneer'), some(projects, isDomesticLine))))]!
			: other
	);
	outcomes.push(
		kinds & maker ? words[and(reach, isTrueOf(facts, 'enabling-centre-service'))]! : other
	);
	outcomes.push(kinds & maker ? words[and(reach, open(smaller))]! : other);
	outcomes.push(
		kinds & maker ? words[and(reach, of('integration-management-upgraded').held)]! : other
	);
	outcomes.push(kinds & maker ? words[and(reach, of('lighthouse-factory').held)]! : other);
	outcomes.push(kinds & firms ? words[and(reach, yes)]! : other);
	outcomes.push(kinds & anybody ? words[and(reach, yes)]! : other);
	outcomes.push(
		kinds & (firms | park) ? words[and(reach, of('digital-transformation-centre').held)]! : other
	);
	outcomes.push(kinds & maker ? words[and(reach, yes)]! : other);
	outcomes.push(
		kinds & maker ? words[and(reach, open(some(projects, isWorkshopOrFactory)))]! : other
	);
	if (kinds & maker) dongguanSums(amounts, facts, projects);
	if (kinds & (provider | research | training) && of('dongguan-software-contest').held !== no) {
		amounts['dongguan-2023/software-contest'] = { low: 0, high: fen(150) };
	}
}

function dongguanSums(amounts: Record<string, Money>, facts: AllFacts, projects: Projects): void {
	const contract = facts['domestic-software-contract'] as number | undefined;
	if (over(contract, 0) !== no) {
		const high = fen(contract === undefined ? 200 : Math.min(contract, 200));
		amounts['dongguan-2023/domestic-industrial-software'] = { low: 0, high };
	}
	if (!projects) {
		amounts['dongguan-2023/smart-factory'] = { low: 0, high: null };
		amounts['dongguan-2023/smart-workshop'] = { low: 0, high: null };
		return;
	}
	let [factories, workshops, high] = [0, 0, 0];
	for (const project of projects) {
		if (project.facts['recognised-smart-factory'] !== false) factories++;
		if (project.facts['recognised-smart-workshop'] === false) continue;
		workshops++;
		const input = project.facts['actual-input'] as number | undefined;
		high += input === undefined ? fen(500) : Math.min(Math.floor(fen(input) / 4), fen(500));
	}
	if (factories > 0)
		amounts['dongguan-2023/smart-factory'] = { low: 0, high: fen(1000) * factories };
	if (workshops > 0) amounts['dongguan-2023/smart-workshop'] = { low: 0, high };
}

/** Whether it is so of a project; where none is stated there may be one. */
function some(projects: Projects, is: (facts: AllFacts) => Verdict): Verdict {
	if (!projects) return unknown;
	let found: Verdict = no;
	for (const { facts } of projects) found = or(found, is(facts));
	return found;
}

function isDomesticLine(facts: AllFacts): Verdict {
	return isTrueOf(facts, 'domestic-os-line');
}

function isWorkshopOrFactory(facts: AllFacts): Verdict {
	return or(
		isTrueOf(facts, 'recognised-smart-workshop'),
		isTrueOf(facts, 'recognised-smart-factory')
	);
}

function guangdong(outcomes: string[], facts: AllFacts, titles: () => States, day: string): void {
	const here = within(facts.area, '44', []);
	// A month is the shorter text: before its days, and after those of the months before it.
	const past = day < '2021-06' ? 'not-yet' : day >= '2024-07' ? 'ended' : undefined;
	if (here === no || past) {
		outcomes.push(...settled.guangdong[here === no ? 'out-of-area' : past!]);
		return;
	}
	const kinds = kindsOf(facts);
	const reach = and(and(here, inGuangdong(day)), facts.applicant === undefined ? unknown : yes);
	const states = titles();
	const of = (id: string) => states[id] ?? unsaid;
	const awarded = (id: string) => or(of(id).guangdong, open(of(id).held));
	const pilot = isTrueOf(facts, 'in-pilot-cluster');
	const lead = isTrueOf(facts, 'software-research-lead');
	const develops = isTrueOf(facts, 'develops-industrial-software');
	const funding = facts['benchmark-funding'];
	outcomes.push(
		kinds & (firms | training)
			? words[
					and(
						reach,
						and(isTrueOf(facts, 'certificate-developer'), of('industry-education-enterprise').held)
					)
				]!
			: other
	);
	outcomes.push(kinds & maker ? words[and(reach, awarded('guangdong-chain-benchmark'))]! : other);
	outcomes.push(
		kinds & provider ? words[and(reach, isTrueOf(facts, 'cluster-platform-lead'))]! : other
	);
	outcomes.push(
		kinds & maker
			? words[and(reach, and(one(facts['size'], ['medium', 'small', 'micro']), pilot))]!
			: other
	);
	outcomes.push(kinds & maker ? words[and(reach, yes)]! : other);
	outcomes.push(kinds & maker ? words[and(reach, yes)]! : other);
	outcomes.push(
		kinds & firms ? words[and(reach, isTrueOf(facts, 'first-edition-software'))]! : other
	);
	outcomes.push(kinds & firms ? words[and(reach, of('specialised-sme').held)]! : other);
	outcomes.push(
		kinds & firms ? words[and(reach, isTrueOf(facts, 'identifier-node-builder'))]! : other
	);
	outcomes.push(kinds & maker ? words[and(reach, yes)]! : other);
	outcomes.push(kinds & firms ? words[and(reach, yes)]! : other);
	outcomes.push(kinds & maker ? words[and(reach, awarded('guangdong-leading-benchmark'))]! : other);
	outcomes.push(
		kinds & firms
			? words[
					and(
						reach,
						or(
							or(one(funding, ['both']), open(one(funding, ['one']))),
							isTrueOf(facts, 'national-demonstration')
						)
					)
				]!
			: other
	);
	outcomes.push(kinds & maker ? words[and(reach, yes)]! : other);
	outcomes.push(kinds & park ? words[and(reach, awarded('guangdong-park-pilot'))]! : other);
	outcomes.push(kinds & maker ? words[and(reach, isTrueOf(facts, 'in-pilot-park'))]! : other);
	outcomes.push(kinds & firms ? words[and(reach, pilot)]! : other);
	outcomes.push(
		kinds & provider
			? words[and(reach, or(of('cross-industry-platform').held, of('specialised-platform').held))]!
			: other
	);
	outcomes.push(kinds & provider ? words[and(reach, unknown)]! : other);
	outcomes.push(kinds & provider ? words[and(reach, unknown)]! : other);
	outcomes.push(kinds & provider ? words[and(reach, unknown)]! : other);
	outcomes.push(
		kinds & provider
			? words[
					and(
						reach,
						open(one(facts['settlement'], ['headquarters', 'controlled-subsidiary', 'subsidiary']))
					)
				]!
			: other
	);
	outcomes.push(kinds & maker ? words[and(reach, yes)]! : other);
	outcomes.push(kinds & (provider | research) ? words[and(reach, unknown)]! : other);
	outcomes.push(
		kinds & maker ? words[and(reach, isTrueOf(facts, 'secure-software-retrofit'))]! : other
	);
	outcomes.push(kinds & (firms | research) ? words[and(reach, or(develops, lead))]! : other);
	outcomes.push(kinds & firms ? words[and(reach, lead)]! : other);
	outcomes.push(kinds & (firms | research) ? words[and(reach, develops)]! : other);
	outcomes.push(kinds & maker ? words[and(reach, yes)]! : other);
}

function yanchengInKind(
	outcomes: string[],
	facts: AllFacts,
	titles: () => States,
	day: string
): void {
	const past = day < '2022-01-28' ? 'not-yet' : day > '2024-12-31' ? 'ended' : undefined;
	const city = within(facts.area, '3209', ['320000']);
	if (city === no) {
		outcomes.push('out-of-area', 'out-of-area', 'out-of-area', 'out-of-area');
		return;
	}
	const districts = inArea(facts.area);
	if (past) {
		outcomes.push(past, past, districts === no ? 'out-of-area' : past, past);
		return;
	}
	if (!(kindsOf(facts) & maker)) {
		outcomes.push(other, other, districts === no ? 'out-of-area' : other, other);
		return;
	}
	const doubt = facts.applicant === undefined ? unknown : yes;
	const isHere = or(districts, unknown);
	const diagnosed = and(and(doubt, districts), isTrueOf(facts, 'above-scale'));
	const specialised = (titles()['specialised-sme'] ?? unsaid).held;
	const reach = and(doubt, city);
	outcomes.push(
		words[and(reach, isTrueOf(facts, 'in-cultivation-library'))],
		words[and(reach, isHere)],
		districts === no ? 'out-of-area' : words[diagnosed],
		words[and(reach, and(specialised, isHere))]
	);
}

const zhanjiangEnds = '2025-12-31';

/** It is not known when it began to hold. */
function zhanjiang(
	outcomes: string[],
	facts: AllFacts,
	projects: Projects,
	titles: () => States,
	day: string
): void {
	const area = within(facts.area, '4408', ['440000']);
	if (area === no || day > zhanjiangEnds) {
		outcomes.push(...settled.zhanjiang[area === no ? 'out-of-area' : 'ended']);
		return;
	}
	const reach = unknown;
	const kinds = kindsOf(facts);
	const states = titles();
	const of = (id: string) => states[id] ?? unsaid;
	const awarded = (id: string) => or(of(id).zhanjiang, open(of(id).held));
	const smaller = one(facts['size'], ['medium', 'small', 'micro']);
	const { settlement } = facts;
	outcomes.push(kinds & maker ? words[and(reach, yes)]! : other);
	outcomes.push(kinds & firms ? words[and(reach, isTrueOf(facts, 'digital-apprentices'))]! : other);
	outcomes.push(
		kinds & maker ? words[and(reach, isTrueOf(facts, 'bought-from-catalogue'))]! : other
	);
	outcomes.push(
		kinds & provider
			? words[
					and(
						reach,
						and(
							of('cross-industry-platform').held,
							one(settlement, ['headquarters', 'controlled-subsidiary'])
						)
					)
				]!
			: other
	);
	outcomes.push(kinds & firms ? words[and(reach, awarded('dcmm'))]! : other);
	outcomes.push(
		kinds & firms ? words[and(reach, open(isTrueOf(facts, 'recognised-digital-talent')))]! : other
	);
	outcomes.push(
		kinds & provider
			? words[
					and(
						reach,
						and(
							one(facts['top-company'], ['world-500', 'china-100', 'market-top-10']),
							one(settlement, ['controlled-subsidiary', 'subsidiary'])
						)
					)
				]!
			: other
	);
	outcomes.push(
		kinds & provider
			? words[
					and(
						reach,
						and(
							and(
								isTrueOf(facts, 'smart-hardware-maker'),
								one(settlement, ['headquarters', 'controlled-subsidiary', 'subsidiary'])
							),
							over(facts['fixed-assets'], 1000)
						)
					)
				]!
			: other
	);
	outcomes.push(
		kinds & firms
			? words[
					and(
						reach,
						and(
							and(
								isTrueOf(facts, 'local-identifier-node'),
								atLeast(facts['registered-identifiers'], 100_000)
							),
							and(atLeast(facts['daily-resolutions'], 1000), atLeast(facts['identifier-cases'], 1))
						)
					)
				]!
			: other
	);
	outcomes.push(kinds & maker ? words[and(reach, yes)]! : other);
	outcomes.push(kinds & provider ? words[and(reach, awarded('industrial-app-solution'))]! : other);
	outcomes.push(kinds & maker ? words[and(reach, and(smaller, borrowed(projects)))]! : other);
	outcomes.push(kinds & maker ? words[and(reach, some(projects, isLocalHardware))]! : other);
	outcomes.push(kinds & maker ? words[and(reach, open(some(projects, buysEquipment)))]! : other);
	outcomes.push(
		kinds & provider ? words[and(reach, awarded('zhanjiang-outstanding-provider'))]! : other
	);
	outcomes.push(kinds & park ? words[and(reach, awarded('digital-park'))]! : other);
	outcomes.push(kinds & firms ? words[and(reach, awarded('platform-benchmark'))]! : other);
	outcomes.push(
		kinds & provider
			? words[
					and(reach, and(of('zhanjiang-provider-pool').first, awarded('zhanjiang-provider-pool')))
				]!
			: other
	);
	outcomes.push(kinds & provider ? words[and(reach, awarded('guangdong-provider-pool'))]! : other);
	outcomes.push(
		kinds & provider
			? words[
					and(
						reach,
						and(
							and(
								isTrueOf(facts, 'independent-legal-person'),
								isTrueOf(facts, 'software-or-integrator')
							),
							atLeast(facts['local-clients'], 10)
						)
					)
				]!
			: other
	);
	outcomes.push(
		kinds & maker
			? words[
					and(
						reach,
						or(
							awarded('municipal-smart-factory'),
							or(awarded('provincial-smart-factory'), awarded('national-smart-factory'))
						)
					)
				]!
			: other
	);
	outcomes.push(kinds & park ? words[and(reach, awarded('smart-park-pilot'))]! : other);
	outcomes.push(kinds & maker ? words[and(reach, awarded('smart-manufacturing-scene'))]! : other);
	outcomes.push(kinds & (maker | park) ? words[and(reach, yes)]! : other);
	outcomes.push(kinds & firms ? words[and(reach, yes)]! : other);
}

function isLocalHardware(facts: AllFacts): Verdict {
	return and(isTrueOf(facts, 'smart-upgrade'), isTrueOf(facts, 'local-smart-hardware'));
}

function buysEquipment(facts: AllFacts): Verdict {
	return isTrueOf(facts, 'buys-new-equipment');
}

/** A loan in some year of a smart upgrade, or other finance for it; there may be years not stated. */
function borrowed(projects: Projects): Verdict {
	if (!projects) return unknown;
	let found: Verdict = no;
	for (const { facts, years } of projects) {
		const smart = isTrueOf(facts, 'smart-upgrade');
		const other = isTrueOf(facts, 'other-finance');
		let isListed = false;
		for (const year in years) {
			isListed = true;
			found = or(found, and(smart, or(over(years[year]!.loan, 0), other)));
		}
		if (!isListed) found = or(found, open(smart));
	}
	return found;
}
