import { randomUUID } from 'node:crypto';
import { addPlanEvidence } from '#server/evidence.ts';
import * as plans from '#server/plans.ts';
import type { Draft } from '#lib/plan/drafts.ts';
import type { Made } from './members.ts';
import { picture } from './uploads.ts';

/** A plan that follows from what a sheet declares, with one action where nothing else is said. */
export async function makePlan(
	{ members }: Made,
	sheet: string,
	drafts: readonly Draft[] = [{ what: '排程系统', order: 1 }]
): Promise<{ id: string; action: string; actions: string[] }> {
	const id = randomUUID();
	const admin = members['enterprise-admin'];
	await plans.makePlan(admin, { id, sheet, layer: 'declared' }, drafts);
	const actions = (await plans.openPlan(admin, id))!.actions.map((one) => one.id);
	return { id, action: actions[0]!, actions };
}

/** Hands in a picture for an action of a new plan. @returns its id */
export async function addPlanPicture(made: Made, sheet: string): Promise<string> {
	const { id: plan, action } = await makePlan(made, sheet);
	const id = randomUUID();
	const content = await picture();
	const given = { id, name: '现场.jpg', effectiveOn: '', content };
	await addPlanEvidence(made.members['enterprise-filler'], { plan, action }, given);
	return id;
}
