import { fail, redirect } from '@sveltejs/kit';
import { isDay } from '#scoring';
import { keepingOf } from '#lib/file-decision.ts';
import { m } from '#lib/paraglide/messages.js';
import { localizeHref } from '#lib/paraglide/runtime.js';
import { today } from '#server/clock.ts';
import {
	decideFile,
	listFileDecisions,
	shownDecisions,
	type Deciding
} from '#server/file-decisions.ts';
import { requireMember, requireRight } from '#server/member.ts';
import { postedForm, textOf } from '#server/posted.ts';
import { problems } from '#server/problems.ts';
import { readEnterprise } from '#server/reading-enterprises.ts';

export async function load(event) {
	const acting = requireMember(event);
	const { member, may } = acting;
	const enterprise = await readEnterprise(acting, event.params.id);
	const decisions = await listFileDecisions(member, enterprise.id);
	const keeping = keepingOf(decisions, today());
	return {
		id: enterprise.id,
		name: enterprise.name,
		...keeping,
		decisions: shownDecisions(decisions),
		mayDecide: may('file.keep'),
		/** What can be decided now: what is held is released, not held once more. */
		kinds: ['retention', keeping.isHeld ? 'release' : 'hold'] as const
	};
}

export const actions = {
	/** Decides how long the file is kept, holds or releases it. */
	decide: async (event) => {
		const acting = requireMember(event);
		const enterprise = await readEnterprise(acting, event.params.id);
		requireRight(acting, 'file.keep');
		const form = await postedForm(event.request);
		const until = textOf(form, 'until').trim();
		const reason = textOf(form, 'reason').trim();
		const deciding = read(textOf(form, 'kind'), until);
		const { kind } = deciding;
		const faults = {
			...(kind === 'retention' && !isDay(until)
				? { until: m.problem_day({ field: m.keeping_last_day() }) }
				: {}),
			...(reason === '' || reason.length > 2000 ? { reason: m.reason_missing() } : {})
		};
		if (Object.keys(faults).length > 0) return fail(400, { kind, until, reason, faults });
		await decideFile(acting.member, enterprise.id, { ...deciding, reason });
		redirect(303, localizeHref(`/enterprises/${enterprise.id}/keeping`));
	}
};

function read(kind: string, until: string): Exclude<Deciding, { kind: 'withdrawal' }> {
	if (kind === 'retention') return { kind, until };
	return kind === 'hold' || kind === 'release' ? { kind } : problems.noForm();
}
