import { m } from '#lib/paraglide/messages.js';

/** What a field of a sheet is called that no questionnaire and no rule has a name for. */
export function fieldTitle(field: string): string {
	const titles: Record<string, () => string> = {
		said: m.field_carried,
		supposed: m.what_if_title,
		beside: m.field_beside,
		origins: m.field_origins,
		name: m.about_name,
		creditCode: m.credit_code,
		answers: m.field_answers,
		facts: m.field_facts,
		projects: m.projects_word,
		titles: m.titles_title
	};
	return titles[field]?.() ?? field;
}
