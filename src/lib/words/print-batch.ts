import type { Locale } from '#scoring';
import { m } from '#lib/paraglide/messages.js';
import type { Layer } from '../sheets/life.ts';
import { layerWords } from './life.ts';
import type { BatchKind, BatchState, Counts, ItemState, WhyNotPrinted } from '../print-batch.ts';

export const batchStateWords: Readonly<Record<BatchState, () => string>> = {
	running: m.batch_state_running,
	paused: m.batch_state_paused,
	cancelled: m.batch_state_cancelled,
	done: m.batch_state_done
};

export const itemStateWords: Readonly<Record<ItemState, () => string>> = {
	queued: m.batch_item_queued,
	printing: m.batch_item_printing,
	printed: m.batch_item_printed,
	failed: m.batch_item_failed,
	cancelled: m.batch_item_cancelled
};

/** The same of a package. */
export const packedStateWords: Readonly<Record<ItemState, () => string>> = {
	queued: m.batch_item_queued,
	printing: m.packed_state_packing,
	printed: m.packed_state_packed,
	failed: m.batch_item_failed,
	cancelled: m.batch_item_cancelled
};

/** Why an item was not printed, and what to do about it. */
export const whyWords: Readonly<Record<WhyNotPrinted, () => string>> = {
	unseen: m.batch_why_unseen,
	'not-filed': m.batch_why_not_filed,
	'not-issued': m.batch_why_not_issued,
	evidence: m.batch_why_evidence,
	unprintable: m.batch_why_unprintable,
	browser: m.batch_why_browser,
	disk: m.batch_why_disk,
	store: m.batch_why_store,
	fault: m.batch_why_fault,
	'gave-up': m.batch_why_gave_up
};

export function allOf({ queued, printing, printed, failed, cancelled }: Counts): number {
	return queued + printing + printed + failed + cancelled;
}

export function progressWords(counts: Counts, kind: BatchKind = 'reports'): string {
	const { printed, failed } = counts;
	const told = { printed, failed, all: allOf(counts) };
	return kind === 'packages' ? m.packed_progress(told) : m.batch_progress(told);
}

export const localeWords: Readonly<Record<Locale, () => string>> = {
	'zh-cn': m.batches_locale_zh,
	en: m.batches_locale_en
};

/** Which reports they are: of which layer, in which language. */
export function kindWords({ layer, locale }: { layer: Layer; locale: Locale }): string {
	return m.batches_kind({ layer: layerWords[layer](), locale: localeWords[locale]() });
}
