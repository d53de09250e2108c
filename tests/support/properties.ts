import {
	checkKnown,
	checkSheet,
	climb,
	scoreSheet,
	type Fraction,
	type Interval,
	type OpenEdition,
	type Scored,
	type Standing,
	type Verdict
} from '#scoring';
import { catalogue } from './catalogue.ts';
import type { Answers } from './figures.ts';
import type { SaidKnown } from './generate-known.ts';
import { order, rational, type Rational } from './rational.ts';
import { someDay } from './trials.ts';

/** How often a property is tried; the seed of a failure is printed with it. */
export const runs = { numRuns: 1000 };

/** It takes seconds, and many more on a busy machine. */
export const patient = { timeout: 120_000 };

/** Anything as bytes. */
export function bytes(value: unknown): string {
	return JSON.stringify(value, (_, one: unknown) => (typeof one === 'bigint' ? `${one}n` : one));
}

export const exactly = ({ n, d }: Fraction): Rational => rational(BigInt(n), BigInt(d));

/** Whether `inner` lies within `outer`. */
export function liesWithin(inner: Interval, outer: Interval): boolean {
	return (
		order(exactly(inner.low), exactly(outer.low)) >= 0 &&
		order(exactly(inner.high), exactly(outer.high)) <= 0
	);
}

/** Whether `after` may be said once more is known than when `before` was said. */
export function follows(before: Verdict, after: Verdict): boolean {
	return before === 'unknown' || before === after;
}

export interface Judged {
	readonly scored: Scored;
	readonly standing: Standing;
}

/** Scores and climbs; what is given must be free of faults. */
export function judged(edition: OpenEdition, answers: Answers, said: SaidKnown): Judged {
	const sheet = checkSheet(edition, answers);
	const { known, faults } = checkKnown(catalogue, said);
	const wrong = [...sheet.faults, ...faults];
	if (wrong.length > 0) throw new Error(JSON.stringify(wrong));
	const context = { facts: known.facts, titles: known.titles, tiers: {}, day: someDay };
	const scored = scoreSheet(edition, sheet, context);
	return { scored, standing: climb(edition, scored, false) };
}

/**
 * What is wider in `after` than in `before`, though `after` knows more: points of any part, whether it
 * applies, a gate, the tier.
 */
export function widened(edition: OpenEdition, before: Judged, after: Judged): string[] {
	const wider: string[] = [];
	for (const { index, name, kind } of edition.parts) {
		const applied = before.scored.applies[index]!;
		const applies = after.scored.applies[index]!;
		if (!follows(applied, applies)) wider.push(`${name} applies: ${applied}, then ${applies}`);
		// What is dropped has no points of its own any more; the whole has them in any case.
		if (applies === 'unmet' && kind !== 'edition') continue;
		const [old, now] = [before.scored.points[index]!, after.scored.points[index]!];
		if (!liesWithin(now, old)) wider.push(`${name}: ${said(old)}, then ${said(now)}`);
	}
	before.standing.gates.forEach(({ tier, verdict }, i) => {
		const then = after.standing.gates[i]!.verdict;
		if (!follows(verdict, then)) wider.push(`${tier}: ${verdict}, then ${then}`);
	});
	const [old, now] = [before.standing, after.standing];
	if (now.low < old.low || now.high > old.high) {
		wider.push(`tier: ${old.low} to ${old.high}, then ${now.low} to ${now.high}`);
	}
	return wider;
}

function said({ low, high }: Interval): string {
	return `${low.n}/${low.d} to ${high.n}/${high.d}`;
}
