/** What a batch is of: reports of one layer each, or the packages of filed sheets. */
export const batchKinds = ['reports', 'packages'] as const;
export type BatchKind = (typeof batchKinds)[number];

/** What is told of a batch: of the batch itself, and of one of its items. */
export const batchEvents = ['paused', 'resumed', 'cancelled'] as const;
export const itemEvents = ['retried', 'printing', 'printed', 'failed'] as const;
export const printEvents = [...batchEvents, ...itemEvents] as const;

/** Why an item was not printed; each has its words. */
export const printFailures = [
	'unseen',
	'not-filed',
	'not-issued',
	'evidence',
	'unprintable',
	'browser',
	'disk',
	'store',
	'fault',
	'gave-up'
] as const;
export type WhyNotPrinted = (typeof printFailures)[number];

export const itemStates = ['queued', 'printing', 'printed', 'failed', 'cancelled'] as const;
export type ItemState = (typeof itemStates)[number];

export const batchStates = ['running', 'paused', 'cancelled', 'done'] as const;
export type BatchState = (typeof batchStates)[number];

/** How many items of a batch are in each state. */
export type Counts = Readonly<Record<ItemState, number>>;

type EventKind = (typeof printEvents)[number];

/**
 * Where an item stands.
 * @param last the last thing that was told of it, if anything was
 * @param isCancelled whether its batch was
 */
export function itemState(last: EventKind | undefined, isCancelled: boolean): ItemState {
	if (last === 'printed' || last === 'failed') return last;
	if (isCancelled) return 'cancelled';
	return last === 'printing' ? 'printing' : 'queued';
}

/** @param last the last thing that was told of the batch itself, if anything was */
export function batchState(last: EventKind | undefined, counts: Counts): BatchState {
	if (last === 'cancelled') return 'cancelled';
	if (counts.queued + counts.printing === 0) return 'done';
	return last === 'paused' ? 'paused' : 'running';
}

export function countStates(states: readonly ItemState[]): Counts {
	const counts = { queued: 0, printing: 0, printed: 0, failed: 0, cancelled: 0 };
	for (const state of states) counts[state]++;
	return counts;
}
