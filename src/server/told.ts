import type { Refused } from '#lib/refused.ts';
import { textOf } from './posted.ts';

/** What a form says; where something is wrong, only what was typed and what is wrong with it. */
export interface Told<T> extends Refused {
	readonly given?: T;
}

/** What was typed in some fields. */
export function typedIn<const Name extends string>(
	form: FormData,
	names: readonly Name[]
): Record<Name, string> {
	return Object.fromEntries(names.map((name) => [name, textOf(form, name).trim()])) as Record<
		Name,
		string
	>;
}

/** The faults that there are. */
export function only(faults: Readonly<Record<string, string | false>>): Record<string, string> {
	return Object.fromEntries(
		Object.entries(faults).filter((one): one is [string, string] => one[1] !== false)
	);
}

/** @param given read only where there is no fault */
export function told<T>(
	typed: Told<T>['typed'],
	faults: Told<T>['faults'],
	given: () => T
): Told<T> {
	return { typed, faults, ...(Object.keys(faults).length === 0 ? { given: given() } : {}) };
}
