import { desc, inArray } from 'drizzle-orm';
import { tellable } from '#lib/plan/area-figures.ts';
import { conversionOf, figuresOf, together, type Figures } from '#lib/plan/figures.ts';
import { areaParent } from '#scoring';
import { today } from './clock.ts';
import { profile, withDatabase } from './db/index.ts';
import { listSheets, type Member } from './enterprise-sheets.ts';
import { listPlans, type Plan } from './plans.ts';

/** The plans of each filed diagnosis that the actor sees, of one enterprise or of all. */
async function filedWith(actor: Member, plans: readonly Plan[], enterprise?: string) {
	const filed = await listSheets(actor, enterprise, { states: ['filed'] });
	const on = today();
	const bySheet = Map.groupBy(plans, ({ sheet }) => sheet);
	return filed.map((sheet) => ({
		enterprise: sheet.enterprise,
		plans: (bySheet.get(sheet.id) ?? []).map(({ actions }) => figuresOf(actions, on))
	}));
}

/** The figures of an enterprise's file. */
export async function fileFigures(actor: Member, enterprise: string) {
	const plans = await listPlans(actor, { enterprise });
	const filed = await filedWith(actor, plans, enterprise);
	return {
		plans,
		figures: together(plans.map(({ actions }) => figuresOf(actions, today()))),
		conversion: conversionOf(filed.map((one) => one.plans))
	};
}

/**
 * The figures of a government unit's area, by the areas next below it, those that rest on too few enterprises
 * left out. Plans and diagnoses are told apart: each group counts the enterprises that have some.
 *
 * @param area of the unit
 */
export async function areaFigures(actor: Member, area: string) {
	const plans = await listPlans(actor);
	const filed = await filedWith(actor, plans);
	const areas = await areasOf(
		actor,
		[...plans, ...filed].map((one) => one.enterprise)
	);
	const below = (enterprise: string) => areaBelow(areas.get(enterprise), area);
	const on = today();
	return {
		plans: grouped(plans, below, (own): Figures => {
			return together(own.map(({ actions }) => figuresOf(actions, on)));
		}),
		diagnoses: grouped(filed, below, (own) => conversionOf(own.map((one) => one.plans)))
	};
}

/** By area, what can be told of it; and of all together. */
function grouped<T extends { readonly enterprise: string }, F>(
	all: readonly T[],
	areaOf: (enterprise: string) => string,
	figuresOf: (own: readonly T[]) => F
) {
	const groups = [...Map.groupBy(all, ({ enterprise }) => areaOf(enterprise))]
		.map(([area, own]) => ({ area, enterprises: enterprisesIn(own), own }))
		.sort((one, other) => (one.area < other.area ? -1 : 1));
	const { shown, hidden, whole } = tellable(groups);
	return {
		shown: shown.map(({ area, enterprises, own }) => ({
			...{ area, enterprises },
			figures: figuresOf(own)
		})),
		hidden: hidden.map(({ area }) => area),
		whole: whole ? { enterprises: enterprisesIn(all), figures: figuresOf(all) } : undefined
	};
}

function enterprisesIn(all: readonly { readonly enterprise: string }[]): number {
	return new Set(all.map(({ enterprise }) => enterprise)).size;
}

/** Where the enterprises say that they lie, by id. */
async function areasOf(
	actor: Member,
	enterprises: readonly string[]
): Promise<ReadonlyMap<string, string>> {
	const ids = [...new Set(enterprises)];
	if (ids.length === 0) return new Map();
	return withDatabase(actor, async (database) => {
		const rows = await database
			.selectDistinctOn([profile.organisation], { id: profile.organisation, area: profile.area })
			.from(profile)
			.where(inArray(profile.organisation, ids))
			.orderBy(profile.organisation, desc(profile.id));
		return new Map(rows.flatMap(({ id, area }) => (area === null ? [] : [[id, area] as const])));
	});
}

/** The area next below another in which one lies; that one itself, where nothing narrower is known. */
export function areaBelow(area: string | undefined, around: string): string {
	for (let at = area; at !== undefined; at = areaParent(at)) {
		if (areaParent(at) === around) return at;
	}
	return around;
}
