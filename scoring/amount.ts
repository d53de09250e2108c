import { portion } from './fraction.ts';
import { type OpenBenefit, type OpenCap, type OpenMeasure } from './open-measure.ts';
import { scopes, type Scope } from './measure.ts';
import type { Verdict } from './verdict.ts';

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

interface Paid extends Money {
	readonly project: number | undefined;
	readonly year: number | undefined;
	/** It stands for any number of them, since they are not stated. */
	readonly many: 'projects' | 'years' | undefined;
}

/**
 * What a measure pays: at least for the units that certainly have it, at most for those that may.
 *
 * @returns nothing where the benefit is not money or its amount is not published
 */
export function amountOf(measure: OpenMeasure, units: readonly Unit[]): Amount | undefined {
	const { benefit } = measure;
	if (benefit.kind !== 'share' && benefit.kind !== 'ceiling' && benefit.kind !== 'award') {
		return undefined;
	}
	const eligible = units.filter((unit) => unit.verdict !== 'unmet');
	const { judgedAt } = measure.data;
	const paid = eligible.map((unit) => payment(benefit, unit, manyOf(judgedAt, unit)));
	const caps = benefit.kind === 'award' ? [] : benefit.caps.filter((cap) => cap.on === 'payment');
	const byReading = measure.readings.map((reading) => ({
		reading,
		total: totalOf(capped(paid, caps, reading))
	}));
	const totals = byReading.map(({ total }) => total);
	const open = byReading.length > 1;
	return {
		...hull(totals),
		readings: open ? Object.fromEntries(byReading.map((r) => [r.reading, r.total])) : {},
		noRate: benefit.kind === 'share' ? yearsWithoutRate(benefit, eligible) : [],
		projects: byProject(paid, caps, measure.readings),
		upTo: benefit.kind === 'ceiling'
	};
}

function payment(
	benefit: Extract<OpenBenefit, { kind: 'share' | 'ceiling' | 'award' }>,
	unit: Unit,
	many: Paid['many']
): Paid {
	const most = mostOf(benefit, unit);
	// A ceiling promises nothing below itself; a doubtful unit may get nothing.
	const certain = benefit.kind !== 'ceiling' && unit.verdict === 'met' && !many;
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
	const cost = benefit.caps.reduce(
		(base, cap) => (cap.on === 'cost' ? Math.min(base, cap.amount) : base),
		unit.base
	);
	const share = portion(cost, rate, 100_000);
	return fixed === null ? share : Math.min(fixed, share);
}

function yearsWithoutRate(
	benefit: Extract<OpenBenefit, { kind: 'share' | 'ceiling' }>,
	units: readonly Unit[]
): number[] {
	const years = units.flatMap((unit) =>
		unit.year !== undefined && benefit.rate(unit.year) === undefined ? [unit.year] : []
	);
	return [...new Set(years)].sort((a, b) => a - b);
}

/** Applies caps on payment, from narrow to wide; what one cap covers becomes one payment. */
function capped(paid: readonly Paid[], caps: readonly OpenCap[], reading: string): readonly Paid[] {
	const width = (cap: OpenCap) => scopes.indexOf(cap.per(reading));
	let payments = paid;
	for (const cap of [...caps].sort((a, b) => width(a) - width(b))) {
		const scope = cap.per(reading);
		const groups = new Map<string, Paid[]>();
		for (const one of payments) {
			const key = keyOf(scope, one);
			const group = groups.get(key);
			if (group) group.push(one);
			else groups.set(key, [one]);
		}
		payments = [...groups.values()].map((group) => together(group, scope, cap.amount));
	}
	return payments;
}

function together(group: readonly Paid[], scope: Scope, most: number): Paid {
	const { low, high } = totalOf(group);
	const [{ project, year }] = group as [Paid];
	const many = group.find((one) => one.many)?.many;
	const binds = !many || bound[many].includes(scope);
	return {
		project: group.every((one) => one.project === project) ? project : undefined,
		year: group.every((one) => one.year === year) ? year : undefined,
		many,
		low: Math.min(low, most),
		high: !binds ? high : high === null ? most : Math.min(high, most)
	};
}

/** The scopes whose cap bounds any number of projects, or of years of one project. */
const bound: Readonly<Record<'projects' | 'years', readonly Scope[]>> = {
	projects: ['enterprise'],
	years: ['project', 'enterprise']
};

function keyOf(scope: Scope, { project, year }: Paid): string {
	switch (scope) {
		case 'project-year':
			return `${project}/${year}`;
		case 'project':
			return `${project}`;
		case 'enterprise-year':
			return `/${year}`;
		case 'enterprise':
			return '';
	}
}

function totalOf(paid: readonly Money[]): Money {
	return {
		low: paid.reduce((sum, one) => sum + one.low, 0),
		high: paid.reduce<number | null>(
			(sum, one) => (sum === null || one.high === null ? null : sum + one.high),
			0
		)
	};
}

function hull(amounts: readonly Money[]): Money {
	return {
		low: Math.min(...amounts.map((one) => one.low)),
		high: amounts.reduce<number | null>(
			(most, one) => (most === null || one.high === null ? null : Math.max(most, one.high)),
			0
		)
	};
}

/** What each project gets by itself, every cap applied to it alone, over all readings. */
function byProject(
	paid: readonly Paid[],
	caps: readonly OpenCap[],
	readings: readonly string[]
): Amount['projects'] {
	const projects = [...new Set(paid.flatMap((one) => one.project ?? []))];
	return projects.map((project) => {
		const own = paid.filter((one) => one.project === project);
		return { project, ...hull(readings.map((reading) => totalOf(capped(own, caps, reading)))) };
	});
}
