import type { Amount, Money, Outcome, Recommendation, Support } from '#scoring';
import { titlesKnown } from './catalogue.ts';
import type { SaidKnown, SaidProject } from './generate-known.ts';
import { follows } from './properties.ts';

/** What is said, with one thing unsaid, and which. */
export interface Unsaid {
	readonly what: string;
	readonly known: SaidKnown;
}

/** Each single thing that could be left unsaid; titles, projects and the years of one as a whole. */
export function unsaid(known: SaidKnown): Unsaid[] {
	const { facts, projects, titles } = known;
	const project = (place: number, change: Partial<SaidProject>) => ({
		...known,
		projects: projects!.map((one, i) => (i === place ? { ...one, ...change } : one))
	});
	return [
		...without(facts).map(([id, left]) => ({ what: id, known: { ...known, facts: left } })),
		...titlesKnown
			.filter(({ id }) => titles.some((record) => record.title === id))
			.map(({ id }) => ({
				what: id,
				known: { ...known, titles: titles.filter((record) => record.title !== id) }
			})),
		...(projects ? [{ what: 'projects', known: { facts, titles } }] : []),
		...(projects ?? []).flatMap(({ facts: said, years }, place) => [
			...without(said).map(([id, left]) => ({
				what: `${place} ${id}`,
				known: project(place, { facts: left })
			})),
			{ what: `${place} years`, known: project(place, { years: {} }) },
			...Object.entries(years).flatMap(([year, of]) =>
				without(of).map(([id, left]) => ({
					what: `${place} ${year} ${id}`,
					known: project(place, { years: { ...years, [year]: left } })
				}))
			)
		])
	];
}

function without<T>(all: Readonly<Record<string, T>>): [string, Record<string, T>][] {
	return Object.keys(all).map((id) => {
		const { [id]: _, ...left } = all;
		return [id, left];
	});
}

/** What an outcome says of the right to a measure. */
function right(outcome: Outcome): 'met' | 'unmet' | 'unknown' {
	return outcome === 'met' || outcome === 'unknown' ? outcome : 'unmet';
}

/** What is said with less known, `before`, that does not hold what is said with more, `after`. */
export function overtaken(before: Support, after: Support): string[] {
	const wrong: string[] = [];
	before.recommendations.forEach((old, i) => {
		const now = after.recommendations[i]!;
		if (!follows(right(old.outcome), right(now.outcome))) {
			wrong.push(`${old.measure}: ${old.outcome}, then ${now.outcome}`);
		}
		wrong.push(...overtakenAmount(old, now));
	});
	return wrong;
}

function overtakenAmount(old: Recommendation, now: Recommendation): string[] {
	// Without an amount nothing is paid, or the benefit is not money either way.
	if (!old.amount && !now.amount) return [];
	const [was, is] = [old.amount ?? nothing, now.amount ?? nothing];
	const wrong = holds(was, is) ? [] : [`${old.measure}: ${said(was)}, then ${said(is)}`];
	for (const [reading, money] of Object.entries(is.readings)) {
		const under = was.readings[reading];
		if (under && !holds(under, money)) {
			wrong.push(`${old.measure} ${reading}: ${said(under)}, then ${said(money)}`);
		}
	}
	for (const { project, ...money } of is.projects) {
		const own = was.projects.find((one) => one.project === project);
		if (own && !holds(own, money)) {
			wrong.push(`${old.measure} project ${project}: ${said(own)}, then ${said(money)}`);
		}
	}
	return wrong;
}

const nothing: Amount = { low: 0, high: 0, readings: {}, noRate: [], projects: [], upTo: false };

function holds(outer: Money, inner: Money): boolean {
	const most = outer.high ?? Infinity;
	return inner.low >= outer.low && (inner.high ?? Infinity) <= most;
}

function said({ low, high }: Money): string {
	return `${low} to ${high ?? 'any'}`;
}
