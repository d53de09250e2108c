import { getLocale } from '#lib/paraglide/runtime.js';
import { leafWords, type LeafWords, type Names } from '#lib/words/condition.ts';
import type { Condition, Source } from '#scoring';

/** A condition in words, as a tree to be shown by Condition.svelte. */
export type Said =
	| { readonly kind: 'all' | 'any' | 'not'; readonly parts: readonly Said[] }
	| ({ readonly kind: 'leaf'; readonly source?: Source | undefined } & LeafWords);

/** Says a condition in the language of the page. */
export function inWords(condition: Condition, names: Names): Said {
	if ('all' in condition) return { kind: 'all', parts: each(condition.all, names) };
	if ('any' in condition) return { kind: 'any', parts: each(condition.any, names) };
	if ('not' in condition) return { kind: 'not', parts: each([condition.not], names) };
	const { subject, needed } = leafWords(condition, names, getLocale());
	// What is left open reads better first than after its own question mark.
	const words = 'open' in condition ? { subject: needed, needed: subject } : { subject, needed };
	return { kind: 'leaf', ...words, source: condition.source };
}

function each(parts: readonly Condition[], names: Names): Said[] {
	return parts.map((part) => inWords(part, names));
}
