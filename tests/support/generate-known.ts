import type { Day, Fact } from '#scoring';
import {
	applicants,
	areasAround,
	factsOf,
	industries,
	places,
	titlesKnown,
	type Owner
} from './catalogue.ts';
import type { Draw } from './draw.ts';

export type Facts = Record<string, unknown>;
export interface SaidProject {
	readonly name: string;
	readonly facts: Facts;
	readonly years: Record<string, Facts>;
}
export interface SaidTitle {
	readonly title: string;
	readonly state?: 'held' | 'not-held';
	readonly level?: string;
	readonly awarded?: Day;
	readonly expires?: Day;
	readonly first?: boolean;
}
/** What is said of an enterprise beside its answers. */
export interface SaidKnown {
	readonly facts: Facts;
	readonly projects?: readonly SaidProject[];
	readonly titles: readonly SaidTitle[];
}

/** Everything said: every fact, every title, the projects with every fact of each year. */
export function drawKnown(draw: Draw): SaidKnown {
	const projects = Array.from({ length: draw.pick([1, 2, 0, 3]) }, (_, i) => drawProject(draw, i));
	return {
		facts: drawFacts(draw, 'enterprise'),
		projects,
		titles: titlesKnown.flatMap(({ id, levels }) => {
			if (draw.chance(30)) return [{ title: id, state: 'not-held' as const }];
			return Array.from({ length: draw.pick([1, 1, 2]) }, () => drawTitle(draw, id, levels));
		})
	};
}

function drawFacts(draw: Draw, owner: Owner): Facts {
	return Object.fromEntries(factsOf(owner).map((fact) => [fact.id, drawFact(draw, fact)]));
}

function drawFact(draw: Draw, fact: Fact): unknown {
	switch (fact.type) {
		case 'boolean':
			return !draw.chance(30);
		case 'money':
			return draw.pick([500, 100, 0, 1000.5, 250.5, 499.99, 333.333333]);
		case 'number':
			return draw.between(0, 1000);
		case 'choice':
			return fact.id === 'applicant'
				? draw.pick([applicants[0], ...applicants])
				: draw.pick(fact.choices).value;
		case 'industry':
			return draw.pick(industries);
		case 'area':
			return draw.pick(places);
	}
}

function drawProject(draw: Draw, place: number): SaidProject {
	const years = draw.some(['2022', '2023', '2024', '2025'], 40);
	return {
		name: `project ${place + 1}`,
		facts: drawFacts(draw, 'project'),
		years: Object.fromEntries(years.map((year) => [year, drawFacts(draw, 'project-year')]))
	};
}

function drawTitle(
	draw: Draw,
	title: string,
	levels: readonly { id: string }[] | undefined
): SaidTitle {
	const awarded = draw.pick(['2022-06-01', '2023-01-01', '2020-01-01', '2024-06-30']);
	return {
		title,
		...(levels ? { level: draw.pick(levels).id } : {}),
		awarded,
		...(draw.chance(30) ? { expires: draw.pick(['2024-06-30', '2025-12-31']) } : {}),
		first: draw.chance(50)
	};
}

/** What is known when a part of it was not said; titles and projects are unsaid as a whole. */
export function drawPartKnown(draw: Draw, { facts, projects, titles }: SaidKnown): SaidKnown {
	const missing = draw.pick([0, 15, 40, 80, 0, 0, 5]);
	const keep = (all: Facts): Facts =>
		Object.fromEntries(Object.entries(all).filter(() => !draw.chance(missing)));
	const kept = projects?.map((project) => ({
		...project,
		facts: keep(project.facts),
		years: draw.chance(missing / 4)
			? {}
			: Object.fromEntries(Object.entries(project.years).map(([year, said]) => [year, keep(said)]))
	}));
	const silent = titlesKnown.filter(() => draw.chance(missing)).map((title) => title.id);
	return {
		facts: nearby(draw, keep(facts)),
		...(kept && !draw.chance(missing / 2) ? { projects: kept } : {}),
		titles: titles
			.filter((record) => !silent.includes(record.title))
			.map((record) => vague(draw, record))
	};
}

/** Now and then only the area around is known. */
function nearby(draw: Draw, facts: Facts): Facts {
	const around = areasAround[facts.area as string];
	return around && draw.chance(10) ? { ...facts, area: around } : facts;
}

/** A certificate whose day, level or number nobody remembers. */
function vague(draw: Draw, record: SaidTitle): SaidTitle {
	if (record.state === 'not-held' || !draw.chance(10)) return record;
	const { awarded, level, first, ...rest } = record;
	return {
		...rest,
		...(awarded && draw.chance(50) ? { awarded } : {}),
		...(level && draw.chance(50) ? { level } : {}),
		...(first !== undefined && draw.chance(50) ? { first } : {})
	};
}
