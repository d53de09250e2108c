import { redirect, type RequestEvent } from '@sveltejs/kit';
import { localizeHref } from '#lib/paraglide/runtime.js';
import { areaName } from '#server/content.ts';
import { requireMember, requireRight, type Acting } from '#server/member.ts';
import { postedForm, textOf } from '#server/posted.ts';
import { openBatch, retryFailed, takeBatchStep, type BatchStep } from '#server/print-batches.ts';
import { problems } from '#server/problems.ts';

export async function load(event) {
	const { member } = requireMember(event);
	const { area, ...batch } = (await openBatch(member, event.params.id)) ?? problems.noSuchBatch();
	return { batch: { ...batch, area: area && areaName(area) } };
}

type Event = RequestEvent & { readonly params: { readonly id: string } };

/** An action that leads back to the page, which then shows what came of it. */
const action = (work: (acting: Acting, event: Event) => Promise<void>) => async (event: Event) => {
	const acting = requireMember(event);
	requireRight(acting, 'file.read');
	await work(acting, event);
	redirect(303, localizeHref(`/batches/${event.params.id}`));
};

const step = (which: BatchStep) =>
	action(({ member }, { params }) => takeBatchStep(member, params.id, which));

export const actions = {
	pause: step('pause'),
	resume: step('resume'),
	cancel: step('cancel'),
	/** One item, or all that failed. */
	retry: action(async ({ member }, { params, request }) => {
		const item = textOf(await postedForm(request), 'item');
		await retryFailed(member, params.id, item === '' ? undefined : item);
	})
};
