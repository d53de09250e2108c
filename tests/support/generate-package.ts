import type { Cap, Claim, Payment, Problem } from '#lib/package/problem.ts';
import { drawn, type Draw } from './draw.ts';

/**
 * Problems as texts make them: measures for projects and their years under caps that lie within each
 * other, a cap that two measures share, measures of one project that exclude each other, and pairs that
 * exclude each other anywhere. Up to 15 claims.
 */
export const problems = drawn(400, drawProblem);

const mostClaims = 15;
const years = ['2022', '2023', '2024'];

function drawProblem(draw: Draw): Problem {
	const caps: Cap[] = [];
	const claims: (Claim & { readonly project: number })[] = [];
	const projects = draw.between(1, 5);
	// Few different sums, so that some tie.
	const few = draw.chance(40);
	const measures = draw.between(1, 4);
	for (let m = 0; m < measures; m++) {
		const around = drawCaps(draw, m, projects, caps);
		for (let project = 0; project < projects && claims.length < mostClaims; project++) {
			if (draw.chance(15)) continue;
			const payments = draw.some(years, 60).map((year): Payment => {
				const cap = around(project, year);
				return { amount: drawAmount(draw, few), ...(cap === undefined ? {} : { cap }) };
			});
			claims.push({ id: `m${m} p${project}`, project, payments });
		}
	}
	const conflicts = claims.flatMap((one, i) =>
		claims
			.slice(i + 1)
			.filter((other) => draw.chance(one.project === other.project ? 70 : 6))
			.map((other) => [one.id, other.id] as const)
	);
	return {
		claims: draw.shuffled(claims.map(({ id, payments }) => ({ id, payments }))),
		caps: draw.shuffled(caps),
		conflicts: draw.shuffled(conflicts)
	};
}

function drawAmount(draw: Draw, few: boolean): number {
	return few ? 10 * draw.between(0, 3) : draw.between(0, 100);
}

/** The caps of a measure: for a year of a project, a project or a year, and all. */
function drawCaps(draw: Draw, m: number, projects: number, caps: Cap[]) {
	const put = (id: string, amount: number, within: string | undefined) => {
		caps.push({ id, amount, ...(within === undefined ? {} : { within }) });
		return id;
	};
	// One cap over several measures, made by the first of them.
	const shared = caps.find(({ id }) => id === 'shared')?.id;
	const outer =
		m < 2 && draw.chance(40)
			? (shared ?? put('shared', draw.between(60, 300), undefined))
			: undefined;
	const all = draw.chance(50) ? put(`m${m}`, draw.between(40, 250), outer) : outer;
	const scope = draw.pick(['none', 'project', 'year']);
	const middle = new Map<string, string>();
	const places = scope === 'project' ? Array.from({ length: projects }, (_, p) => `p${p}`) : years;
	if (scope !== 'none') {
		const amount = draw.between(20, 150);
		for (const place of places) middle.set(place, put(`m${m} ${place} all`, amount, all));
	}
	const narrow = draw.chance(30) ? draw.between(10, 60) : undefined;
	return (project: number, year: string): string | undefined => {
		const around = middle.get(scope === 'project' ? `p${project}` : year) ?? all;
		return narrow === undefined ? around : put(`m${m} p${project} ${year}`, narrow, around);
	};
}
