import { getLocale } from '#lib/paraglide/runtime.js';
import type { Text } from '#scoring';

/** A text of the content in the language of the page. */
export function say(text: Text): string {
	return text[getLocale()];
}

/** Several things in one sentence: "a、b" or "a, b". */
export function list(parts: readonly string[]): string {
	return parts.join(getLocale() === 'en' ? ', ' : '、');
}
