import { randomUUID } from 'node:crypto';
import { fail, redirect } from '@sveltejs/kit';
import { neighbours } from '#lib/editions/succession.ts';
import { calledFor } from '#lib/diagnosis/called.ts';
import { conflictLines } from '#lib/journey/conflicts.ts';
import { openPage } from '#lib/journey/page.ts';
import { about } from '#lib/journey/steps.ts';
import { layers, steps, type Layer } from '#lib/sheets/life.ts';
import { milestones, overview, sideOf, turnOf } from '#lib/sheets/overview.ts';
import { change } from '#lib/sheets/patch.ts';
import { m } from '#lib/paraglide/messages.js';
import { getLocale, localizeHref } from '#lib/paraglide/runtime.js';
import { now, today } from '#server/clock.ts';
import { tellPeers } from '#server/comparing.ts';
import { packableSheets } from '#server/archive/packages.ts';
import { library } from '#server/content.ts';
import {
	answer,
	decide,
	fileSheet,
	takeStep,
	type EnterpriseSheet
} from '#server/enterprise-sheets.ts';
import { openEnterprise } from '#server/enterprises.ts';
import { listEvidence } from '#server/evidence.ts';
import { decidedFields, seenInLayer } from '#server/keeping.ts';
import { requireRight, type Acting } from '#server/member.ts';
import { movesInFile } from '#server/moves.ts';
import { listPlans } from '#server/plans.ts';
import { postedForm, textOf } from '#server/posted.ts';
import { problems } from '#server/problems.ts';
import {
	dossierOf,
	layersReached,
	openLayer,
	readSheet,
	type Reading
} from '#server/reading-sheets.ts';
import { history } from '#server/sheet-history.ts';
import { countEvidence, mayAddEvidence, shownEvidence } from '#server/shown-evidence.ts';
import { readStatementSignature } from '#server/visit-forms.ts';
import { shownPlan } from '#server/shown-plan.ts';

export async function load(event) {
	const reading = await readSheet(event);
	const { acting, sheet, world } = reading;
	const enterprise =
		(await openEnterprise(acting.member, sheet.enterprise)) ?? problems.noSuchFiled();
	const locale = getLocale();
	const { said } = sheet.layers.confirmed;
	const { live } = openPage(world, { said, step: about, day: world.today }, locale);
	const layer = openLayer(reading);
	const reached = layersReached(sheet);
	const person = acting.member.person;
	const pieces = await listEvidence(acting.member, sheet.id);
	const moves = await movesInFile(acting.member, sheet.id);
	const peers = await tellPeers(acting, sheet, locale);
	return {
		id: sheet.id,
		enterprise: { id: enterprise.id, name: enterprise.name },
		title: world.edition.data.title,
		state: sheet.state,
		isPackable: (await packableSheets(acting.member, sheet.enterprise)).has(sheet.id),
		begunOn: today(sheet.begunAt),
		line: milestones(sheet.events).map(({ event: led, ...one }) => ({
			...one,
			...(led ? { on: today(led.at), isOwn: led.by === person, side: sideLed(sheet, led.id) } : {})
		})),
		turn: turnOf(sheet.state),
		steps: steps
			.filter(({ from, right }) => from === sheet.state && acting.may(right))
			.map(({ to, asks }) => ({ to, asks })),
		layer,
		answering:
			layer === 'declared'
				? {
						said: sheet.layers.declared.said,
						kept: seenInLayer(sheet, 'declared'),
						day: world.today
					}
				: undefined,
		movedFrom: moves.from,
		newer: neighbours(library, world.edition).newer.map(({ ref, data: { edition } }) => ({
			edition,
			moved: moves.to.find(({ questionnaire }) => questionnaire === ref)
		})),
		firstDimension: world.edition.root.parts[0]!.name,
		conflicts: layers.flatMap((one) => conflictsOf(reading, one, one === layer)),
		reached,
		groups: overview(world, sheet.layers, live.applies, locale),
		evidence: {
			...countEvidence(shownEvidence(world, live.applies, pieces, person)),
			mayAdd: mayAddEvidence(reading)
		},
		decisions: sheet.decisions.map(({ id, field, kind, text, at, by }) => ({
			...{ id, field, kind, text },
			on: today(at),
			isOwn: by === person
		})),
		kinds: kindsFor(acting, sheet),
		...(peers ? { peers } : {}),
		history: history(sheet, person),
		improvement: await improvementOf(reading),
		filed: layers.flatMap((one) => {
			const kept = sheet.filed.get(one);
			return kept ? [{ layer: one, hash: kept.hash }] : [];
		})
	};
}

export const actions = {
	/** Takes a step of the sheet's life. */
	step: async (event) => {
		const { acting, sheet } = await readSheet(event);
		const form = await postedForm(event.request);
		const to = trimmed(form, 'to');
		const step =
			steps.find((one) => one.from === sheet.state && one.to === to) ?? problems.noSuchStep();
		requireRight(acting, step.right);
		if (step.to === 'filed') {
			await fileSheet(acting.member, sheet.id, library, today());
			return done(sheet);
		}
		const reason = step.asks === 'reason' ? trimmed(form, 'reason') : null;
		if (reason !== null && !isText(reason))
			return fail(400, { to, reason, missing: m.reason_missing() });
		const signed = step.asks === 'statement' ? readStatementSignature(form) : undefined;
		if (signed && !(signed.given && form.has('agreed'))) {
			const { typed, faults } = signed;
			return fail(400, { to, typed, faults, missing: m.statement_missing() });
		}
		const statement = signed?.given ? { text: m.statement_text(), signature: signed.given } : null;
		await takeStep(acting.member, sheet.id, step.to, { reason, statement });
		return done(sheet);
	},

	/** Says something about a question, or decides it. */
	decide: async (event) => {
		const { acting, sheet, world } = await readSheet(event);
		requireRight(acting, 'sheet.comment');
		const form = await postedForm(event.request);
		const field = trimmed(form, 'field');
		const kind =
			kindsFor(acting, sheet).find((one) => one === trimmed(form, 'kind')) ?? problems.notAllowed();
		if (!world.edition.byName.has(field.replace(/^answers\./, ''))) problems.noForm();
		const text = trimmed(form, 'text');
		if (!isText(text)) return fail(400, { field, kind, text, missing: m.decision_text_missing() });
		await decide(acting.member, sheet.id, { field, kind, text });
		return done(sheet, field);
	},

	/** Chooses one of two answers that were given at the same time. */
	choose: async (event) => {
		const reading = await readSheet(event);
		const { acting, sheet } = reading;
		const form = await postedForm(event.request);
		const layer = layers.find((one) => one === trimmed(form, 'layer')) ?? problems.noForm();
		if (layer !== openLayer(reading)) problems.notAllowed();
		const field = trimmed(form, 'field');
		const { own } = sheet.layers[layer];
		const conflict = own.conflicts.find((one) => one.field === field) ?? problems.noSuchStep();
		const chosen = conflict.patches.find(({ id }) => id === trimmed(form, 'patch'));
		const reason = trimmed(form, 'reason');
		const typed = { conflict: field, layer, patch: chosen?.id, reason };
		if (!chosen) return fail(400, { ...typed, missing: m.sheet_choose_none() });
		if (decidedFields(sheet).has(field) && !isText(reason))
			return fail(400, { ...typed, missing: m.reason_missing() });
		const patches = change(own, field, chosen.value, { madeAt: now().toISOString() });
		await answer(acting.member, sheet.id, layer, patches, reason || null);
		return done(sheet);
	}
};

/** The plans that follow from it, and what a new one could begin with. */
async function improvementOf({ acting, sheet, world }: Reading) {
	const plans = await listPlans(acting.member, { sheet: sheet.id });
	if (!acting.may('plan.write')) return { plans: plans.map(shownPlan) };
	const asked = layersReached(sheet).map((layer) => {
		const found = calledFor(world.edition, dossierOf(sheet, layer).diagnosis);
		const called = found?.called.flatMap(({ actions }) => actions) ?? [];
		return { layer, called: called.length };
	});
	return { plans: plans.map(shownPlan), making: { id: randomUUID(), layers: asked } };
}

function done({ id }: EnterpriseSheet, anchor?: string): never {
	const at = anchor === undefined ? '' : `#${anchor}`;
	return redirect(303, localizeHref(`/sheets/${id}`) + at);
}

function trimmed(form: FormData, name: string): string {
	return textOf(form, name).trim();
}

/** As long as the database takes it. */
function isText(text: string, most = 2000): boolean {
	return text !== '' && text.length <= most;
}

/** What somebody may say of a question: nothing of a sheet that is filed. */
function kindsFor({ may }: Acting, { state }: EnterpriseSheet) {
	if (!may('sheet.comment') || state === 'filed') return [];
	return may('sheet.decide')
		? (['comment', 'accepted', 'rejected'] as const)
		: (['comment'] as const);
}

function sideLed({ events }: EnterpriseSheet, id: number) {
	const at = events.findIndex((one) => one.id === id);
	return sideOf(events[at - 1]?.state ?? 'draft', events[at]!.state);
}

/** @param isOpen whether one can be chosen now */
function conflictsOf(
	{ sheet, world }: Awaited<ReturnType<typeof readSheet>>,
	layer: Layer,
	isOpen: boolean
) {
	const { conflicts } = sheet.layers[layer].own;
	const decided = decidedFields(sheet);
	return conflictLines(world, conflicts, getLocale()).map((line, i) => ({
		...line,
		layer,
		isOpen,
		isDecided: decided.has(line.field),
		patches: conflicts[i]!.patches.map(({ id }) => id)
	}));
}
