import { redirect } from '@sveltejs/kit';
import { calledFor } from '#lib/diagnosis/called.ts';
import { fromCalled } from '#lib/plan/drafts.ts';
import { leastEnterprises } from '#lib/plan/area-figures.ts';
import { getLocale, localizeHref } from '#lib/paraglide/runtime.js';
import { layers } from '#lib/sheets/life.ts';
import { areaName, library } from '#server/content.ts';
import { openSheet } from '#server/enterprise-sheets.ts';
import { openOrganisation } from '#server/enterprises.ts';
import { requireMember, requireRight, type Acting } from '#server/member.ts';
import { areaFigures } from '#server/plan-figures.ts';
import { listPlans, makePlan } from '#server/plans.ts';
import { postedForm, textOf } from '#server/posted.ts';
import { problems } from '#server/problems.ts';
import { dossierOf, layersReached } from '#server/reading-sheets.ts';
import { isUuid } from '#server/refused.ts';
import { shownPlan } from '#server/shown-plan.ts';

/** More of a list than anybody reads through. */
const most = 100;

export async function load(event) {
	const acting = requireMember(event);
	requireRight(acting, 'file.read');
	const plans = await listPlans(acting.member);
	return {
		most,
		plans: plans.slice(0, most).map(shownPlan),
		more: plans.length > most,
		mayWrite: acting.may('plan.write'),
		least: leastEnterprises,
		area: acting.kind === 'government' ? await ofArea(acting) : undefined
	};
}

/** The figures of the unit's area, each area by its name. */
async function ofArea({ member, organisation }: Acting) {
	const unit = await openOrganisation(member, organisation.organisation);
	if (unit?.area === undefined) return undefined;
	const { plans, diagnoses } = await areaFigures(member, unit.area);
	const named = <G extends { readonly area: string }>(group: G) => ({
		...group,
		area: areaName(group.area)
	});
	const told = <G extends { readonly area: string }, W>(all: {
		readonly shown: readonly G[];
		readonly hidden: readonly string[];
		readonly whole: W;
	}) => ({ shown: all.shown.map(named), hidden: all.hidden.map(areaName), whole: all.whole });
	return { name: areaName(unit.area), plans: told(plans), diagnoses: told(diagnoses) };
}

export const actions = {
	/** Makes a plan that follows from a layer of a sheet. */
	make: async (event) => {
		const acting = requireMember(event);
		const form = await postedForm(event.request);
		const sheet = (await openSheet(acting.member, textOf(form, 'sheet'))) ?? problems.noSuchFiled();
		requireRight(acting, 'plan.write');
		const id = textOf(form, 'plan');
		const layer = layers.find((one) => one === textOf(form, 'layer')) ?? problems.noForm();
		if (!isUuid(id) || !layersReached(sheet).includes(layer)) problems.noForm();
		const { edition } =
			library.editions.get(sheet.questionnaire) ?? problems.noSuchEdition(sheet.questionnaire);
		const found = form.has('called')
			? calledFor(edition, dossierOf(sheet, layer).diagnosis)
			: undefined;
		const drafts = fromCalled(found?.called ?? [], getLocale());
		await makePlan(acting.member, { id, sheet: sheet.id, layer }, drafts);
		redirect(303, localizeHref(`/plans/${id}`));
	}
};
