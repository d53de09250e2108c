import { redirect } from '@sveltejs/kit';
import type { OrganisationKind } from '#lib/roles.ts';
import { states, type State } from '#lib/sheets/life.ts';
import { dueSoonDays } from '#lib/plan/action.ts';
import { turnOf } from '#lib/sheets/overview.ts';
import { localizeHref } from '#lib/paraglide/runtime.js';
import { enterprisesOfArea, lastOfArea } from '#server/area-files.ts';
import { now, today } from '#server/clock.ts';
import { areaName } from '#server/content.ts';
import { listSheets } from '#server/enterprise-sheets.ts';
import { listOrganisations } from '#server/enterprises.ts';
import { actFor, actingOf, requireSignedIn, type Acting } from '#server/member.ts';
import { listPlans } from '#server/plans.ts';
import { unmanaged } from '#server/members.ts';
import { postedForm } from '#server/posted.ts';
import { shownAssignments } from '#server/shown-assignment.ts';
import { shownActions } from '#server/shown-plan.ts';
import { shownSheet } from '#server/shown-sheet.ts';

/** More of a list than anybody reads through. */
const most = 50;
/** No list has more; PostgreSQL would refuse to count on for ever. */
const mostPages = 1_000_000;

/** What the page shows; all but the first left out where somebody belongs to no organisation. */
interface Work {
	memberships: { id: string; name: string }[];
	kind?: OrganisationKind;
	organisation?: { id: string; name: string };
	maySeeTrail?: boolean;
	maySeeSignIns?: boolean;
	mayKeep?: boolean;
	mayPrint?: boolean;
	maySeePlans?: boolean;
	visits?: Awaited<ReturnType<typeof visitsOf>>;
	due?: Awaited<ReturnType<typeof dueOf>>;
	sheets?: Awaited<ReturnType<typeof sheetsOf>>;
	listed?: Awaited<ReturnType<typeof listed>>;
}

export async function load(event): Promise<Work> {
	requireSignedIn(event);
	const acting = actingOf(event);
	if (!acting) return { memberships: [] };
	const { kind, organisation, memberships } = acting;
	return {
		kind,
		maySeeTrail: acting.may('trail.read'),
		maySeeSignIns: acting.may('sign-ins.read'),
		mayKeep: acting.may('file.keep'),
		organisation: { id: organisation.organisation, name: organisation.name },
		memberships: memberships.map(({ organisation: id, name }) => ({ id, name })),
		...(kind === 'provider' ? { visits: await visitsOf(acting) } : {}),
		...(acting.may('plan.write') ? { due: await dueOf(acting) } : {}),
		// Of one enterprise each report is printed where it stands.
		mayPrint: acting.may('file.read') && kind !== 'enterprise',
		maySeePlans: acting.may('file.read'),
		...(acting.may('file.read') ? { sheets: await sheetsOf(acting) } : {}),
		...(kind === 'enterprise' ? {} : { listed: await listed(acting, event.url) })
	};
}

/** The assignments that are not over, by what is next for them; those of a day by the clock. */
async function visitsOf({ member }: Acting) {
	const found = await shownAssignments(member, { at: now() });
	const open = found
		.filter(({ standing }) => standing !== 'over')
		.sort((one, other) => Number(one.appointment?.at ?? 0) - Number(other.appointment?.at ?? 0));
	const placeOf = ({ appointment, consultant }: (typeof open)[number]) => {
		const on = appointment && today(appointment.at);
		if (on === today()) return 'today';
		if (!consultant) return 'unassigned';
		return on !== undefined && on > today() ? 'later' : 'others';
	};
	const at = (place: ReturnType<typeof placeOf>) => open.filter((one) => placeOf(one) === place);
	return {
		today: at('today'),
		later: at('later'),
		unassigned: at('unassigned'),
		others: at('others')
	};
}

/** The actions of plans that are overdue or due soon, the first due first. */
async function dueOf({ member }: Acting) {
	const plans = await listPlans(member);
	const due = plans.flatMap((plan) =>
		shownActions(plan).flatMap(({ id, what, owner, due: on, daysLeft }) =>
			on !== undefined && daysLeft !== undefined && daysLeft <= dueSoonDays
				? [{ id, what, owner, due: on, daysLeft, plan: plan.id, enterprise: plan.name }]
				: []
		)
	);
	due.sort((one, other) => one.daysLeft - other.daysLeft);
	return { days: dueSoonDays, most, actions: due.slice(0, most), more: due.length > most };
}

async function sheetsOf({ member, kind }: Acting) {
	const waiting = states.filter((state) => turnOf(state) === kind);
	const others = states.filter((state) => turnOf(state) !== kind);
	// In an area there can be thousands.
	const list = async (wanted: readonly State[]) =>
		listSheets(
			member,
			undefined,
			kind === 'government'
				? { ids: await lastOfArea(member, wanted, most + 1) }
				: { states: wanted, most: most + 1 }
		);
	const [first, rest] = [await list(waiting), await list(others)];
	const shown = (lines: typeof first) => ({
		lines: lines.slice(0, most).map(shownSheet),
		more: lines.length > most
	});
	return { most, waiting: shown(first), others: shown(rest) };
}

/** The enterprises within reach; for the operator all organisations. */
async function listed({ member, kind }: Acting, url: URL) {
	const named = (url.searchParams.get('named') ?? '').trim().slice(0, 200);
	const asked = Math.trunc(Number(url.searchParams.get('page'))) || 0;
	const page = Math.min(Math.max(0, asked), mostPages);
	const of = kind === 'operator' ? {} : { kind: 'enterprise' as const };
	const { lines, more } =
		kind === 'government'
			? await enterprisesOfArea(member, { named, page })
			: await listOrganisations(member, { ...of, named, page });
	const alone =
		kind === 'operator'
			? await unmanaged(
					member,
					lines.map(({ id }) => id)
				)
			: undefined;
	return {
		named,
		page,
		more,
		lines: lines.map(({ area, ...line }) => ({
			...line,
			area: area && areaName(area),
			unmanaged: alone?.has(line.id) ?? false
		}))
	};
}

export const actions = {
	/** Acts for another of one's organisations. */
	switch: async (event) => {
		requireSignedIn(event);
		const form = await postedForm(event.request);
		actFor(event, String(form.get('organisation') ?? ''));
		redirect(303, localizeHref('/work'));
	}
};
