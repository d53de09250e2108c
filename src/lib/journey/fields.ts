import type { CaseFile } from '../diagnosis/case-file.ts';
import { canonical } from '../library/hash.ts';
import { fieldsOf, split } from '../sheets/patch.ts';

/** What was said, by field: `name`, `facts.area`, `answers.scheduling`, `projects`, `titles`. */
export type Fields = Readonly<Record<string, unknown>>;

/** A case file put together from its fields: `fieldsOf` undone. What is no field of one is passed over. */
export function fromFields(questionnaire: string, fields: Fields): CaseFile {
	const said: Record<string, unknown> = { questionnaire };
	for (const [field, value] of Object.entries(fields)) {
		const [key, name] = field.split('.') as [string, string?];
		if (whole.includes(key) && name === undefined) said[key] = value;
		if (split.includes(key) && name !== undefined) {
			said[key] = { ...(said[key] as object | undefined), [name]: value };
		}
	}
	return said as CaseFile;
}

const whole = ['name', 'creditCode', 'projects', 'titles'];

/** The fields in which two differ, with what the second says; `undefined` where it says nothing. */
export function differences(before: CaseFile, after: CaseFile): Record<string, unknown> {
	const [from, to] = [Object.fromEntries(fieldsOf(before)), Object.fromEntries(fieldsOf(after))];
	const fields = new Set([...Object.keys(from), ...Object.keys(to)]);
	const changed = [...fields].filter(
		// What a database gives back may have its keys in another order.
		(field) => canonical(from[field] ?? null) !== canonical(to[field] ?? null)
	);
	return Object.fromEntries(changed.map((field) => [field, to[field]]));
}

/** What one says, and where it says nothing, what the other says. */
export function merged(said: CaseFile, beneath: CaseFile): CaseFile {
	const fields = {
		...Object.fromEntries(fieldsOf(beneath)),
		...Object.fromEntries(fieldsOf(said))
	};
	return fromFields(said.questionnaire, fields);
}
