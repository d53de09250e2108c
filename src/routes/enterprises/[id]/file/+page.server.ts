import { keepingOf } from '#lib/file-decision.ts';
import { getLocale } from '#lib/paraglide/runtime.js';
import { figuresOf, together } from '#lib/plan/figures.ts';
import { groupedCode } from '#lib/report/code.ts';
import { listAssignments } from '#server/assignments.ts';
import { today } from '#server/clock.ts';
import { enterpriseStory } from '#server/enterprise-story.ts';
import { openEnterprise, organisationNames } from '#server/enterprises.ts';
import { listFileDecisions, shownDecisions } from '#server/file-decisions.ts';
import { requireMember, type Acting } from '#server/member.ts';
import { listPlans } from '#server/plans.ts';
import { problems } from '#server/problems.ts';
import { shownAssignments } from '#server/shown-assignment.ts';
import { shownPlan } from '#server/shown-plan.ts';
import { shownDiagnoses, shownMeasures, shownProfiles, tierYears } from '#server/shown-story.ts';
import { noteView, searchTrail } from '#server/trail.ts';

export async function load(event) {
	const acting = requireMember(event);
	const { kind, member, may } = acting;
	const enterprise = may('file.read') ? await openEnterprise(member, event.params.id) : undefined;
	if (!enterprise) return problems.noSuchEnterprise();
	const { id } = enterprise;
	const locale = getLocale();
	const story = await enterpriseStory(member, id);
	const [first] = story.diagnoses;
	if (first && kind !== 'enterprise') await noteView(member, first.sheet, `file ${id}`);
	const plans = await listPlans(member, { enterprise: id });
	const decisions = await listFileDecisions(member, id);
	return {
		id,
		name: enterprise.name,
		profiles: shownProfiles(story, locale),
		diagnoses: shownDiagnoses(story, locale),
		years: tierYears(story, locale),
		reports: story.reports.map((one) => ({ ...one, grouped: groupedCode(one.code) })).reverse(),
		evidence: story.evidence
			.map(({ id: piece, sheet, name, effectiveOn, at }) => ({
				...{ id: piece, sheet, name, effectiveOn },
				on: today(at)
			}))
			.reverse(),
		plans: plans.map(shownPlan),
		figures: together(plans.map(({ actions }) => figuresOf(actions, today()))),
		measures: shownMeasures(story, plans),
		assignments: await shownAssignments(member, { enterprise: id }),
		visits: await visitsOf(acting, id),
		keeping: keepingOf(decisions, today()),
		decisions: shownDecisions(decisions),
		...(may('trail.read') ? { looked: await lookedAt(acting, id) } : {})
	};
}

/** When a consultant was there, the last first. */
async function visitsOf({ member }: Acting, enterprise: string) {
	const found = await listAssignments(member, { enterprise });
	return found
		.flatMap(({ id, visits }) =>
			visits.map(({ from, at }) => ({
				assignment: id,
				on: today(new Date(from)),
				recordedOn: today(at)
			}))
		)
		.sort((a, b) => (a.on < b.on ? 1 : a.on > b.on ? -1 : 0));
}

/** Who looked at it last, from where they belong to. */
async function lookedAt({ member }: Acting, file: string) {
	const { entries, hasMore } = await searchTrail(member, { file, action: 'seen' });
	const names = await organisationNames(
		member,
		entries.flatMap(({ organisation }) => organisation ?? [])
	);
	return {
		hasMore,
		entries: entries.map(({ seq, at, person, organisation }) => ({
			...{ seq, at },
			isYou: person === member.person,
			person: person?.slice(0, 8),
			organisation: organisation === null ? undefined : names.get(organisation)
		}))
	};
}
