import { m } from '#lib/paraglide/messages.js';
import { jsonFault, mostBytes, mostLevels, type JsonFault } from '../sheets/json.ts';
import { isField, mostCharacters } from '../sheets/patch.ts';
import { fieldTitle } from './field-title.ts';

/**
 * Why a patch cannot be kept, for the person whose page sent it. A page makes patches of the right form: of
 * another one no more can be said than its place among those that were sent.
 *
 * @param number counts from one
 */
export function patchWords(patch: unknown, number: number): string {
	const { field, value } = (patch ?? {}) as { field?: unknown; value?: unknown };
	const fault = typeof field === 'string' && isField(field) ? valueWords(field, value) : undefined;
	if (fault === undefined) return m.patch_unreadable({ number });
	return m.field_fault({ field: fieldTitle(field as string), fault });
}

function valueWords(field: string, value: unknown): string | undefined {
	const fault = jsonFault(value);
	if (fault) return jsonWords[fault.kind]();
	const most = mostCharacters(field);
	const isText = typeof value === 'string' && value.length <= most;
	return most === Infinity || isText ? undefined : m.patch_characters({ most });
}

const jsonWords: Readonly<Record<JsonFault['kind'], () => string>> = {
	text: () => m.patch_text(),
	size: () => m.patch_size({ most: mostBytes }),
	levels: () => m.patch_levels({ most: mostLevels }),
	json: () => m.patch_json()
};
