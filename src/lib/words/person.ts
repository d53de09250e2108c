import { m } from '#lib/paraglide/messages.js';

/** Somebody of an organisation, as who reads may know them. */
export interface ShownPerson {
	readonly id: string;
	readonly isOwn: boolean;
	/** None where who reads may not know it, or it was erased. */
	readonly name: string | undefined;
}

/** What a consultant is called; by the beginning of their id where their name is not known. */
export function consultantWords({ id, isOwn, name }: ShownPerson): string {
	if (isOwn) return m.sheet_by_you();
	return name === undefined
		? m.assignment_consultant_id({ id: id.slice(0, 8) })
		: m.assignment_consultant_called({ name });
}
