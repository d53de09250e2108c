import type { OpenQuestion } from '#scoring';
import { canonical } from '../library/hash.ts';

/** What a person reads who answers a question, as one text: the same for two that ask the same. */
export function wordsOf({ data }: OpenQuestion): string {
	const { type, title, description } = data;
	const asked =
		data.type === 'multipletext'
			? data.items
			: data.choices.map(({ value, text, counts }) => ({ value, text, counts }));
	return canonical({ type, title, description, asked });
}
