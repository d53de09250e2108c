import type { Project, Year } from './by-hand.ts';

/**
 * The best package of 盐政办发〔2022〕6号 for the projects of a manufacturer in its area, written out by
 * hand: sums only, nothing of what they are made of, and of a complete sheet. Money is in 分.
 */
export interface SumsByHand {
	/** All adds up; buying and leasing have caps of their own, or share one. */
	readonly addUp: Sums;
	readonly addUpShared: Sums;
	/** One support for a project. */
	readonly higherOnly: Sums;
}
interface Sums {
	/** Caps hold for all years together, or for each. */
	readonly inAll: number;
	readonly eachYear: number;
}

const years = ['2022', '2023', '2024'] as const;
const investmentRates = [120, 110, 100];
const loanRates = [12, 11, 10];
const projectCap = 500_000_000;
const loanCap = 200_000_000;
const threshold = 500;

interface Shares {
	readonly bought: readonly number[];
	readonly leased: readonly number[];
	readonly lent: readonly number[];
}

export function packageByHand(projects: readonly Project[]): SumsByHand {
	const shares = projects.map(sharesOf);
	const under = (cap: number, each: readonly number[]) => Math.min(cap, total(each));
	const yearly = (cap: number, each: readonly number[]) =>
		total(each.map((one) => Math.min(cap, one)));
	const loans = years.map((_, i) => total(shares.map(({ lent }) => lent[i]!)));
	const sums = (of: (cap: typeof under, project: Shares) => number): Sums => ({
		inAll: total(shares.map((one) => of(under, one))) + under(loanCap, loans),
		eachYear: total(shares.map((one) => of(yearly, one))) + yearly(loanCap, loans)
	});
	const either = (cap: typeof under) =>
		shares.map(({ bought, leased }) => Math.max(cap(projectCap, bought), cap(projectCap, leased)));
	return {
		addUp: sums((cap, { bought, leased }) => cap(projectCap, bought) + cap(projectCap, leased)),
		addUpShared: sums((cap, { bought, leased }) =>
			cap(
				projectCap,
				bought.map((one, i) => one + leased[i]!)
			)
		),
		higherOnly: {
			inAll: chosen(
				either(under),
				shares.map(({ lent }) => [total(lent)])
			),
			eachYear: chosen(
				either(yearly),
				shares.map(({ lent }) => lent)
			)
		}
	};
}

function sharesOf({ facts, years: said }: Project): Shares {
	const share = (rates: readonly number[], of: keyof Year, has: (year: Year) => boolean) =>
		years.map((name, i) => {
			const year = said[name];
			if (!facts['smart-upgrade'] || !year || !has(year)) return 0;
			return Math.floor((Math.round(year[of]! * 1_000_000) * rates[i]!) / 1000);
		});
	return {
		bought: share(
			investmentRates,
			'annual-investment',
			(year) => year['effective-investment']! >= threshold
		),
		leased: share(investmentRates, 'leasing-fee', (year) => year['leasing-fee']! >= threshold),
		lent: share(loanRates, 'loan', () => true)
	};
}

interface Part {
	readonly other: number;
	readonly lent: readonly number[];
}

/**
 * For each project the loan or the rest. Of all ways to decide the first projects only those are kept that
 * no other is as good as both in loans, up to the cap, and in the rest.
 */
function chosen(rest: readonly number[], loans: readonly (readonly number[])[]): number {
	let parts: Part[] = [{ other: 0, lent: loans[0]!.map(() => 0) }];
	rest.forEach((other, i) => {
		const both = parts.flatMap((part) => [
			{ ...part, other: part.other + other },
			{ ...part, lent: part.lent.map((one, year) => Math.min(loanCap, one + loans[i]![year]!)) }
		]);
		both.sort((a, b) => b.other - a.other || total(b.lent) - total(a.lent));
		parts = [];
		for (const part of both) {
			const beaten = parts.some(({ lent }) => lent.every((one, year) => one >= part.lent[year]!));
			if (!beaten) parts.push(part);
		}
	});
	return Math.max(...parts.map(({ other, lent }) => other + total(lent)));
}

function total(all: readonly number[]): number {
	let sum = 0;
	for (const one of all) sum += one;
	return sum;
}
