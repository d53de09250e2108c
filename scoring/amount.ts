import { portion } from './fraction.ts';
import { type OpenBenefit, type PaymentCap, type OpenMeasure } from './open-measure.ts';
import type { Scope } from './measure.ts';
import { both, type Verdict } from './verdict.ts';

/** One thing a measure is judged at: the enterprise, a project, or a year of a project. */
export interface Unit {
	/** Place among the projects; left out for the enterprise. */
	readonly project?: number;
	readonly year?: number;
	readonly verdict: Verdict;
	/** What the share is taken of, in 分; left out where it is not known or nothing is. */
	readonly base?: number;
}

/** Bounds of money in 分; `high` is null where nothing the text says bounds it. */
export interface Money {
	readonly low: number;
	readonly high: number | null;
}

/** What a measure pays over all units, rounded down to whole 分. */
export interface Amount extends Money {
	/** Under each named reading, where the text leaves one open. */
	readonly readings: Readonly<Record<string, Money>>;
	/** Years of spending for which no rate is published: they pay nothing here. */
	readonly noRate: readonly number[];
	/** By project, before caps that projects share. */
	readonly projects: readonly (Money & { readonly project: number })[];
	/** Whether the text only bounds it from above (print 不超过). */
	readonly upTo: boolean;
}

/** What is paid for one unit before caps on payment. */
export interface Paid extends Money {
	readonly project: number | undefined;
	readonly year: number | undefined;
	/** It stands for any number of them, since they are not stated. */
	readonly many: 'projects' | 'years' | undefined;
}

/**
 * What a measure pays: at least for the units that certainly have it, at most for those that may.
 *
 * @param reach whether the measure speaks to the enterprise; where that is in doubt, so is every unit
 * @returns nothing where the benefit is not money or its amount is not published
 */
export function amountOf(
	measure: OpenMeasure,
	units: readonly Unit[],
	reach: Verdict
): Amount | undefined {
	const { benefit } = measure;
	if (benefit.kind !== 'share' && benefit.kind !== 'ceiling' && benefit.kind !== 'award') {
		return undefined;
	}
	const { judgedAt } = measure.data;
	const eligible = eligibleOf(units);
	const paid = paymentsOf(measure, units, reach);
	const totals = measure.caps.map((caps) => totalOf(capped(paid, caps)));
	const readings: Record<string, Money> = {};
	if (totals.length > 1) totals.forEach((total, i) => (readings[measure.readings[i]!] = total));
	const { low, high } = hull(totals);
	return {
		low,
		high,
		readings,
		noRate: benefit.kind === 'share' ? yearsWithoutRate(benefit, eligible) : [],
		projects: judgedAt === 'enterprise' ? [] : byProject(paid, measure.caps),
		upTo: benefit.kind === 'ceiling'
	};
}

/**
 * What a measure pays for each unit that has it or may, before caps on payment; nothing where the benefit
 * is not money.
 *
 * @param reach as in `amountOf`; the outcome of the measure does as well, for it is in doubt or met alike
 */
export function paymentsOf(
	{ benefit, data: { judgedAt } }: OpenMeasure,
	units: readonly Unit[],
	reach: Verdict
): readonly Paid[] {
	if (benefit.kind !== 'share' && benefit.kind !== 'ceiling' && benefit.kind !== 'award') return [];
	return eligibleOf(units).map((unit) => {
		const verdict = both(reach, unit.verdict);
		return payment(benefit, unit, verdict, manyOf(judgedAt, unit));
	});
}

function eligibleOf(units: readonly Unit[]): readonly Unit[] {
	return units.some(isUnmet) ? units.filter((unit) => !isUnmet(unit)) : units;
}

function isUnmet({ verdict }: Unit): boolean {
	return verdict === 'unmet';
}

function payment(
	benefit: Extract<OpenBenefit, { kind: 'share' | 'ceiling' | 'award' }>,
	unit: Unit,
	verdict: Verdict,
	many: Paid['many']
): Paid {
	const most = mostOf(benefit, unit);
	// A ceiling promises nothing below itself; a doubtful unit may get nothing.
	const certain = benefit.kind !== 'ceiling' && verdict === 'met' && !many;
	const low = certain ? (most ?? 0) : 0;
	return { project: unit.project, year: unit.year, many, low, high: many ? null : most };
}

function manyOf(judgedAt: OpenMeasure['data']['judgedAt'], { project, year }: Unit): Paid['many'] {
	if (judgedAt !== 'enterprise' && project === undefined) return 'projects';
	return judgedAt === 'project-year' && year === undefined ? 'years' : undefined;
}

/** The payment before caps on payment, or null where its base is not known. */
function mostOf(
	benefit: Extract<OpenBenefit, { kind: 'share' | 'ceiling' | 'award' }>,
	unit: Unit
): number | null {
	if (benefit.kind === 'award') return benefit.amount;
	const rate = benefit.rate(unit.year);
	const fixed = benefit.amount ?? null;
	if (benefit.of === undefined) return fixed;
	if (rate === undefined) return unit.year === undefined ? fixed : 0;
	if (unit.base === undefined) return fixed;
	const share = portion(Math.min(unit.base, benefit.mostCost), rate, 100_000);
	return fixed === null ? share : Math.min(fixed, share);
}

function yearsWithoutRate(
	benefit: Extract<OpenBenefit, { kind: 'share' | 'ceiling' }>,
	units: readonly Unit[]
): number[] {
	const lacks = ({ year }: Unit) => year !== undefined && benefit.rate(year) === undefined;
	if (!units.some(lacks)) return [];
	return [...new Set(units.filter(lacks).map(({ year }) => year!))].sort((a, b) => a - b);
}

/** Applies caps on payment, from narrow to wide; what one cap covers becomes one payment. */
function capped(paid: readonly Paid[], caps: readonly PaymentCap[]): readonly Paid[] {
	let payments = paid;
	for (const { per, amount } of caps) {
		payments = joined(payments, per).map((one) => limited(one, per, amount));
	}
	return payments;
}

/** One payment for all that lie in the same scope. */
function joined(payments: readonly Paid[], per: Scope): readonly Paid[] {
	// The narrowest scope: each payment is alone in it.
	if (per === 'project-year') return payments;
	const groups = new Map<number, Paid>();
	for (const one of payments) {
		const key = per === 'project' ? one.project : per === 'enterprise-year' ? one.year : undefined;
		const group = groups.get(key ?? -1);
		groups.set(key ?? -1, group ? together(group, one) : one);
	}
	return [...groups.values()];
}

function together(a: Paid, b: Paid): Paid {
	return {
		project: a.project === b.project ? a.project : undefined,
		year: a.year === b.year ? a.year : undefined,
		many: a.many ?? b.many,
		low: a.low + b.low,
		high: a.high === null || b.high === null ? null : a.high + b.high
	};
}

function limited({ project, year, many, low, high }: Paid, per: Scope, most: number): Paid {
	const binds = !many || bound[many].includes(per);
	return {
		project,
		year,
		many,
		low: Math.min(low, most),
		high: !binds ? high : high === null ? most : Math.min(high, most)
	};
}

/** The scopes whose cap bounds any number of projects, or of years of one project. */
export const bound: Readonly<Record<'projects' | 'years', readonly Scope[]>> = {
	projects: ['enterprise'],
	years: ['project', 'enterprise']
};

function totalOf(paid: readonly Money[]): Money {
	let low = 0;
	let high: number | null = 0;
	for (const one of paid) {
		low += one.low;
		high = high === null || one.high === null ? null : high + one.high;
	}
	return { low, high };
}

function hull(amounts: readonly Money[]): Money {
	let low = Infinity;
	let high: number | null = 0;
	for (const one of amounts) {
		low = Math.min(low, one.low);
		high = high === null || one.high === null ? null : Math.max(high, one.high);
	}
	return { low, high };
}

/** What each project gets by itself, every cap applied to it alone, over all readings. */
function byProject(
	paid: readonly Paid[],
	capsByReading: readonly (readonly PaymentCap[])[]
): Amount['projects'] {
	const byProject = new Map<number, Paid[]>();
	for (const one of paid) {
		if (one.project === undefined) continue;
		const own = byProject.get(one.project);
		if (own) own.push(one);
		else byProject.set(one.project, [one]);
	}
	const projects: Amount['projects'][number][] = [];
	for (const [project, own] of byProject) {
		const { low, high } = hull(capsByReading.map((caps) => totalOf(capped(own, caps))));
		projects.push({ project, low, high });
	}
	return projects;
}
