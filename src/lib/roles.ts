/** The four kinds of organisation, in the order in which people speak of them. */
export const organisationKinds = ['enterprise', 'provider', 'government', 'operator'] as const;
export type OrganisationKind = (typeof organisationKinds)[number];

/**
 * What somebody may do, wherever a rule asks. Where it reaches (one's own enterprise, the enterprises
 * assigned to one, an area) follows from the kind of organisation and is decided in the database.
 */
export const rights = [
	/** See the enterprises within reach, with their sheets, evidence and decisions. */
	'file.read',
	/** Change the enterprise's profile: name, area, industry, size, titles. */
	'profile.write',
	/** Begin a sheet and answer its declared layer: a consultant may do it for the enterprise, which signs. */
	'sheet.declare',
	/** Submit a sheet, signing that it is true. */
	'sheet.submit',
	/**
	 * Take up a submitted sheet, answer its verified layer, hand it back or close the verification; remark on what
	 * was found of it.
	 */
	'sheet.verify',
	/** Answer the confirmed layer and send a sheet back. */
	'sheet.confirm',
	/** File a sheet: from then on nothing of it changes. */
	'sheet.file',
	/** Issue a report of what was filed, under a code by which everybody can verify it. */
	'report.issue',
	/** Withdraw an issued report: of what one's own unit has filed. */
	'report.withdraw',
	/** Say how long a file is kept, hold it and release it. */
	'file.keep',
	/** Say something about a question. */
	'sheet.comment',
	/** Decide a question: from then on a change of it asks for its reason. */
	'sheet.decide',
	'evidence.write',
	/** Make a plan of improvement and carry it on. */
	'plan.write',
	/** Assign enterprises to providers. */
	'assignment.make',
	/** See every enterprise assigned to one's provider, and say which consultant looks after it. */
	'assignment.all',
	/** Agree the appointment, record the visit and hand over to another consultant. */
	'assignment.run',
	/** Confirm a visit and rate the service, for the enterprise. */
	'assignment.answer',
	/** Invite people into one's own organisation, change their role and end it. */
	'members.write',
	/** Make organisations, and invite their first person. */
	'organisations.write',
	/** Read who did what. */
	'trail.read',
	/** Read who signed in and who was refused, whoever it was. */
	'sign-ins.read'
] as const;
export type Right = (typeof rights)[number];

interface Role {
	readonly kind: OrganisationKind;
	readonly rights: readonly Right[];
	/** Whether signing in asks for a second factor, whoever it is. */
	readonly secondFactor: boolean;
}

/**
 * Every role there is: the one table of who may do what. The database has a copy (`role_right`), written
 * from here whenever the product starts, and its policies ask that.
 */
export const roles = {
	'enterprise-admin': {
		kind: 'enterprise',
		rights: [
			'file.read',
			'profile.write',
			'sheet.declare',
			'sheet.submit',
			'report.issue',
			'sheet.comment',
			'evidence.write',
			'plan.write',
			'assignment.answer',
			'members.write',
			'trail.read'
		],
		secondFactor: false
	},
	'enterprise-filler': {
		kind: 'enterprise',
		rights: ['file.read', 'sheet.declare', 'sheet.comment', 'evidence.write', 'plan.write'],
		secondFactor: false
	},
	'provider-manager': {
		kind: 'provider',
		rights: [
			'file.read',
			'sheet.declare',
			'sheet.verify',
			'sheet.comment',
			'sheet.decide',
			'evidence.write',
			'plan.write',
			'assignment.all',
			'assignment.run',
			'members.write'
		],
		secondFactor: false
	},
	consultant: {
		kind: 'provider',
		rights: [
			'file.read',
			'sheet.declare',
			'sheet.verify',
			'sheet.comment',
			'sheet.decide',
			'evidence.write',
			'plan.write',
			'assignment.run'
		],
		secondFactor: false
	},
	'government-officer': {
		kind: 'government',
		rights: ['file.read', 'assignment.make', 'sheet.comment'],
		secondFactor: false
	},
	'government-reviewer': {
		kind: 'government',
		rights: [
			'file.read',
			'assignment.make',
			'sheet.confirm',
			'sheet.file',
			'report.issue',
			'report.withdraw',
			'file.keep',
			'sheet.comment',
			'sheet.decide',
			'members.write',
			'trail.read'
		],
		secondFactor: true
	},
	operator: {
		kind: 'operator',
		rights: ['organisations.write', 'members.write', 'sign-ins.read'],
		secondFactor: true
	}
} as const satisfies Record<string, Role>;
export type RoleId = keyof typeof roles;

export const roleIds = Object.keys(roles) as RoleId[];

export function isRole(text: string): text is RoleId {
	return Object.hasOwn(roles, text);
}

/** Whether a role has a right; nobody without a role has any. */
export function may(role: RoleId | undefined, right: Right): boolean {
	return role !== undefined && (roles[role].rights as readonly Right[]).includes(right);
}
