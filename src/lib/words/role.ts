import { m } from '#lib/paraglide/messages.js';
import type { RoleId } from '../roles.ts';

export const roleWords: Record<RoleId, () => string> = {
	'enterprise-admin': m.role_enterprise_admin,
	'enterprise-filler': m.role_enterprise_filler,
	'provider-manager': m.role_provider_manager,
	consultant: m.role_consultant,
	'government-officer': m.role_government_officer,
	'government-reviewer': m.role_government_reviewer,
	operator: m.role_operator
};
