import { randomUUID } from 'node:crypto';
import { questionsIn } from '#lib/journey/form.ts';
import { neighbours } from '#lib/editions/succession.ts';
import { findCircle } from '#lib/plan/circle.ts';
import { figuresOf } from '#lib/plan/figures.ts';
import type { Ground } from '#lib/plan/origin.ts';
import { shownAction } from '#lib/plan/shown.ts';
import { getLocale } from '#lib/paraglide/runtime.js';
import { today } from './clock.ts';
import { library, stageOf } from './content.ts';
import { openSheet } from './enterprise-sheets.ts';
import { requireMember, type Acting } from './member.ts';
import { openPlan, type Plan } from './plans.ts';
import { problems } from './problems.ts';
import { dossierOf } from './reading-sheets.ts';
import { titleOf } from './shown-sheet.ts';

export interface ReadPlan {
	readonly acting: Acting;
	readonly plan: Plan;
}

/**
 * The plan of an address, for who has signed in.
 * @throws the problem, where they see none: nobody is told whether it exists
 */
export async function readPlan(
	event: Parameters<typeof requireMember>[0] & { readonly params: { readonly id: string } }
): Promise<ReadPlan> {
	const acting = requireMember(event);
	const plan = (await openPlan(acting.member, event.params.id)) ?? problems.noSuchPlan();
	return { acting, plan };
}

/** What the actions of a plan rest on, as it is now. */
export async function groundOf({ acting, plan }: ReadPlan): Promise<Ground> {
	const sheet = (await openSheet(acting.member, plan.sheet)) ?? problems.noSuchFiled();
	const edition =
		library.editions.get(plan.questionnaire)?.edition ?? problems.noSuchEdition(plan.questionnaire);
	const { newer } = neighbours(library, edition);
	return {
		edition,
		diagnosis: dossierOf(sheet, plan.layer).diagnosis,
		newer: newer
			.filter(({ ref }) => stageOf(ref).stage === 'published')
			.map(({ ref }) => library.editions.get(ref)!.moves!.mapping)
	};
}

/** What every page of a plan begins with. */
export function headOf({ acting, plan }: ReadPlan) {
	return {
		id: plan.id,
		enterprise: { id: plan.enterprise, name: plan.name },
		sheet: { id: plan.sheet, title: titleOf(plan.questionnaire) },
		layer: plan.layer,
		madeOn: today(plan.madeAt),
		mayWrite: acting.may('plan.write')
	};
}

/** Its actions, in their order. */
export function shownActions({ actions, owners }: Plan, ground?: Ground) {
	const beside = { actions, owners, today: today(), ...(ground ? { ground } : {}) };
	return actions.map((one) => shownAction(one, beside));
}

/** The names of the actions that wait for each other, if any do. */
export function circleIn({ actions }: Plan): string[] | undefined {
	return findCircle(actions)?.map((id) => actions.find((one) => one.id === id)!.what);
}

/** A plan of a list. */
export function shownPlan(plan: Plan) {
	const { id, enterprise, name, layer, actions, questionnaire, madeAt } = plan;
	return {
		...{ id, enterprise, name, layer },
		title: titleOf(questionnaire),
		madeOn: today(madeAt),
		figures: figuresOf(actions, today())
	};
}

/** What the form of an action offers to choose from, and the ids by which it is known again. */
export function formOf({ actions, questionnaire }: Plan, of?: string) {
	const locale = getLocale();
	const { edition } = library.editions.get(questionnaire) ?? problems.noSuchEdition(questionnaire);
	return {
		action: of ?? randomUUID(),
		save: randomUUID(),
		questions: edition.root.parts.map((part) => ({
			title: part.title[locale],
			options: questionsIn(part).map(({ name, data }) => ({
				value: name,
				title: data.title[locale]
			}))
		})),
		capabilities: [...library.capabilities].map(([value, title]) => ({
			value,
			title: title[locale]
		})),
		others: actions.filter(({ id }) => id !== of).map(({ id, what }) => ({ id, what }))
	};
}
