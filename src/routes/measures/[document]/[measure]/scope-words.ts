import { m } from '#lib/paraglide/messages.js';

/** What a cap is counted over. */
export const scopeWords = {
	'project-year': m.scope_project_year,
	project: m.scope_project,
	'enterprise-year': m.scope_enterprise_year,
	enterprise: m.scope_enterprise
};
