import { fail, redirect } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { localizeHref } from '#lib/paraglide/runtime.js';
import {
	correct,
	listCorrections,
	openRegistered,
	type CorrectionFault,
	type Registered,
	type TypedCorrection
} from '#server/corrections.ts';
import { requireMember, requireRight, type Acting } from '#server/member.ts';
import { postedForm, textOf } from '#server/posted.ts';
import { problems } from '#server/problems.ts';

/** How an enterprise is registered, for an operator, who may put it right. */
export async function load(event) {
	const { acting, registered } = await opened(event);
	return { ...registered, corrections: await listCorrections(acting.member, registered.id) };
}

export const actions = {
	default: async (event) => {
		const { acting, registered } = await opened(event);
		const form = await postedForm(event.request);
		const typed: TypedCorrection = {
			name: textOf(form, 'name'),
			creditCode: textOf(form, 'creditCode'),
			reason: textOf(form, 'reason')
		};
		const faults = await correct(acting.member, registered, typed);
		if (faults.length > 0) return fail(400, { typed, faults: sentences(faults) });
		redirect(303, localizeHref(`/organisations/${registered.id}/correction`));
	}
};

async function opened(
	event: Parameters<typeof requireMember>[0] & { params: { id: string } }
): Promise<{ acting: Acting; registered: Registered }> {
	const acting = requireMember(event);
	requireRight(acting, 'organisations.write');
	const registered = await openRegistered(acting.member, event.params.id);
	return { acting, registered: registered ?? problems.noSuchEnterprise() };
}

const fields = {
	name: m.register_name,
	creditCode: m.register_credit_code,
	reason: m.correction_reason
};

/** By field, the first fault of each. */
function sentences(faults: readonly CorrectionFault[]): Record<string, string> {
	return Object.fromEntries(faults.toReversed().map((one) => [one.field, sentence(one)]));
}

function sentence({ field, kind }: CorrectionFault): string {
	if (kind === 'unchanged') return m.correction_unchanged();
	if (kind === 'taken') return m.correction_taken();
	if (kind === 'missing') return m.fault_missing({ field: fields[field]() });
	return field === 'creditCode'
		? m.fault_credit_code()
		: m.fault_malformed({ field: fields[field]() });
}
