import { m } from '#lib/paraglide/messages.js';

/** Somebody of an organisation, as who reads may know them. */
export interface ShownPerson {
	readonly id: string;
	readonly isOwn: boolean;
}

/** What somebody is called in a list: their names stand in the tables of accounts alone. */
export function consultantWords({ id, isOwn }: ShownPerson): string {
	return isOwn ? m.sheet_by_you() : m.assignment_consultant_id({ id: id.slice(0, 8) });
}
