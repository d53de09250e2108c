import { fail, redirect } from '@sveltejs/kit';
import { figuresOf } from '#lib/plan/figures.ts';
import { timelineOf } from '#lib/plan/timeline.ts';
import { m } from '#lib/paraglide/messages.js';
import { localizeHref } from '#lib/paraglide/runtime.js';
import { date } from '#lib/ui/dates.ts';
import { list } from '#lib/ui/text.ts';
import { circleWords } from '#lib/words/plan.ts';
import { today } from '#server/clock.ts';
import { requireRight } from '#server/member.ts';
import { readAction, readSent, readStatus } from '#server/plan-forms.ts';
import { changeAction } from '#server/plans.ts';
import { postedForm } from '#server/posted.ts';
import { problems } from '#server/problems.ts';
import { circleIn, formOf, groundOf, headOf, readPlan, shownActions } from '#server/shown-plan.ts';

export async function load(event) {
	const reading = await readPlan(event);
	const { plan } = reading;
	const actions = shownActions(plan, await groundOf(reading));
	const orders = plan.actions.map(({ order }) => order);
	return {
		...headOf(reading),
		figures: figuresOf(plan.actions, today()),
		actions,
		circle: circleIn(plan),
		form: formOf(plan),
		/** Behind all others. */
		nextOrder: Math.min(9999, Math.max(0, ...orders) + 1),
		timeline: timelineOf(actions, today(), {
			kinds: {
				open: m.plan_open_kind(),
				done: m.plan_status_done(),
				overdue: m.plan_overdue_kind(),
				today: m.plan_today()
			},
			overdue: (title, days) => `${title} · ${m.plan_overdue({ days })}`,
			day: date,
			label: m.plan_timeline_label
		})
	};
}

export const actions = {
	/** Adds an action. */
	add: async (event) => {
		const { acting, plan } = await readPlan(event);
		requireRight(acting, 'plan.write');
		const form = await postedForm(event.request);
		const sent = readSent(form);
		const { given, faults, typed } = readAction(form);
		if (!given) return fail(400, { adding: { typed, faults } });
		const saved = await changeAction(acting.member, plan.id, { ...sent, ...given }, true);
		if ('circle' in saved) {
			const after = m.plan_circle_fault({ circle: circleWords(saved.circle) });
			return fail(409, { adding: { typed, faults: { after } } });
		}
		return redirect(303, `${localizeHref(`/plans/${plan.id}`)}#action-${sent.action}`);
	},

	/** Moves an action to another column; to be dropped has a form of its own. */
	move: async (event) => {
		const { acting, plan } = await readPlan(event);
		requireRight(acting, 'plan.write');
		const form = await postedForm(event.request);
		const sent = readSent(form);
		const { given: status } = readStatus(form);
		if (!status) problems.noForm();
		const saved = await changeAction(acting.member, plan.id, { ...sent, said: { status } });
		if ('waits' in saved) {
			const fault = m.plan_waits_fault({ actions: list(saved.waits) });
			return fail(409, { moved: { action: sent.action, fault } });
		}
		return redirect(303, `${localizeHref(`/plans/${plan.id}`)}#action-${sent.action}`);
	}
};
