import { fail, redirect } from '@sveltejs/kit';
import type { Action } from '#lib/plan/action.ts';
import { m } from '#lib/paraglide/messages.js';
import { localizeHref } from '#lib/paraglide/runtime.js';
import { list } from '#lib/ui/text.ts';
import { circleWords } from '#lib/words/plan.ts';
import { library } from '#server/content.ts';
import {
	addPlanEvidence,
	evidenceEndings,
	missingEvidence,
	mostEvidenceMegabytes
} from '#server/evidence.ts';
import { takeEvidence } from '#server/evidence-forms.ts';
import { requireRight } from '#server/member.ts';
import { readAction, readApplication, readSent, readStatus, wanOf } from '#server/plan-forms.ts';
import {
	applicationSaid,
	measureTitle,
	originLines,
	planFieldWords
} from '#server/plan-history.ts';
import {
	changeAction,
	listPlanEvidence,
	type Change,
	type Plan,
	type Saved
} from '#server/plans.ts';
import { postedForm, textOf } from '#server/posted.ts';
import { problems } from '#server/problems.ts';
import { refuseTooMany } from '#server/rate-limit.ts';
import { shownPiece } from '#server/shown-evidence.ts';
import { formOf, groundOf, headOf, readPlan, shownActions } from '#server/shown-plan.ts';

export async function load(event) {
	const reading = await open(event);
	const { acting, plan, action } = reading;
	const { person } = acting.member;
	const ground = await groundOf(reading);
	const shown = shownActions(plan, ground).find(({ id }) => id === action.id)!;
	const pieces = await listPlanEvidence(acting.member, plan.id);
	const missing = await missingEvidence(pieces);
	const patches = plan.patches.filter((one) => one.action === action.id);
	return {
		...headOf(reading),
		action: shown,
		origin: originLines(ground.edition, action),
		said: asTyped(action, plan),
		form: formOf(plan, action.id),
		conflicts: action.conflicts.map(({ field, patches: sides }) => ({
			field,
			title: planFieldWords(plan, field, null).field,
			sides: sides.map(({ id, value }) => ({ id, value: planFieldWords(plan, field, value).value }))
		})),
		measures: Object.entries(action.measures).map(([ref, application]) => ({
			ref,
			title: measureTitle(ref),
			words: applicationSaid(application),
			typed: {
				state: application.state,
				applied: wanOf(application.applied),
				granted: wanOf(application.granted),
				on: application.on ?? ''
			}
		})),
		choices: [...library.documents.values()].map(({ document }) => ({
			title: document.data.title,
			measures: document.measures.map(({ ref, data }) => ({ ref, title: data.title }))
		})),
		pieces: pieces
			.filter((one) => one.action === action.id)
			.map((piece) => shownPiece(piece, person, missing)),
		endings: evidenceEndings,
		most: mostEvidenceMegabytes,
		history: patches
			.map(({ id, field, value, at, by }) => ({
				...{ id, at },
				isOwn: by === person,
				line: m.plan_history_line(planFieldWords(plan, field, value))
			}))
			.reverse()
	};
}

export const actions = {
	/** Changes what is to be done, by whom, until when, for how much, after what. */
	save: async (event) => {
		const { acting, plan, action } = await writing(event);
		const form = await postedForm(event.request);
		const sent = sentFor(form, action);
		const { given, faults, typed } = readAction(form);
		if (!given) return fail(400, { saving: { typed, faults } });
		const saved = await changeAction(acting.member, plan.id, { ...sent, ...given });
		if ('circle' in saved) {
			const after = m.plan_circle_fault({ circle: circleWords(saved.circle) });
			return fail(409, { saving: { typed, faults: { after } } });
		}
		return done(plan, action);
	},

	/** Moves it to where it stands now; to drop it asks for a reason. */
	move: async (event) => {
		const { acting, plan, action } = await writing(event);
		const form = await postedForm(event.request);
		const sent = sentFor(form, action);
		const { given: status, faults, typed } = readStatus(form);
		if (!status) return fail(400, { moving: { typed, faults } });
		const saved = await changeAction(acting.member, plan.id, { ...sent, said: { status } });
		const refused = waitsFault(saved);
		if (refused) return fail(409, { moving: { typed, faults: { status: refused } } });
		return done(plan, action);
	},

	/** Says how far the application for a measure is. */
	measure: async (event) => {
		const { acting, plan, action } = await writing(event);
		const form = await postedForm(event.request);
		const sent = sentFor(form, action);
		const known = (ref: string) =>
			ref in action.measures ||
			[...library.documents.values()].some(({ document }) =>
				document.measures.some((one) => one.ref === ref)
			);
		const { given, faults, typed } = readApplication(form, known);
		if (!given) return fail(400, { applying: { typed, faults } });
		const said = { [`measures.${given.measure}`]: given.application };
		await changeAction(acting.member, plan.id, { ...sent, said });
		return done(plan, action, 'measures');
	},

	/** Chooses one of two versions of a field. */
	choose: async (event) => {
		const { acting, plan, action } = await writing(event);
		const form = await postedForm(event.request);
		const field = textOf(form, 'field');
		const conflict =
			action.conflicts.find((one) => one.field === field) ?? problems.nothingToChoose();
		const chosen = conflict.patches.find(({ id }) => id === textOf(form, 'patch'));
		if (!chosen) return fail(400, { choosing: { field, missing: m.sheet_choose_none() } });
		const change: Change = { ...sentFor(form, action), said: { [field]: chosen.value } };
		const saved = await changeAction(acting.member, plan.id, { ...change, settles: true });
		const refused =
			waitsFault(saved) ??
			('circle' in saved ? m.plan_circle_fault({ circle: circleWords(saved.circle) }) : undefined);
		if (refused) return fail(409, { choosing: { field, missing: refused } });
		return done(plan, action);
	},

	/** Takes a piece of evidence in. */
	add: async (event) => {
		const { acting, plan, action } = await writing(event);
		refuseTooMany('upload', event);
		const to = { plan: plan.id, action: action.id };
		const refused = await takeEvidence(event, (sent) => addPlanEvidence(acting.member, to, sent));
		if (refused) {
			const { status, ...sending } = refused;
			return fail(status, { sending });
		}
		return done(plan, action, 'evidence');
	}
};

type Asked = Parameters<typeof readPlan>[0] & { readonly params: { readonly action: string } };

/** @throws the problem, where who asks sees no such plan, or it has no such action */
async function open(event: Asked) {
	const reading = await readPlan(event);
	const action =
		reading.plan.actions.find(({ id }) => id === event.params.action) ?? problems.noSuchAction();
	return { ...reading, action };
}

async function writing(event: Asked) {
	const reading = await open(event);
	requireRight(reading.acting, 'plan.write');
	return reading;
}

/** What a form brings along; it speaks of the action of its page. */
function sentFor(form: FormData, { id }: Action) {
	const sent = readSent(form);
	return sent.action === id ? sent : problems.noForm();
}

function waitsFault(saved: Saved): string | undefined {
	return 'waits' in saved ? m.plan_waits_fault({ actions: list(saved.waits) }) : undefined;
}

/** As its form is filled in first. */
function asTyped(action: Action, { owners }: Plan): Record<string, string> {
	const { what, question, capability, owner, start, due, budget, after, order } = action;
	return {
		...{ what, question: question ?? '', capability: capability ?? '' },
		owner: owner === undefined ? '' : (owners.get(owner) ?? ''),
		...{ start: start ?? '', due: due ?? '', budget: wanOf(budget) },
		...{ after: after.join(' '), order: String(order) }
	};
}

function done({ id }: Plan, action: Action, anchor?: string): never {
	const at = anchor === undefined ? '' : `#${anchor}`;
	return redirect(303, localizeHref(`/plans/${id}/actions/${action.id}`) + at);
}
