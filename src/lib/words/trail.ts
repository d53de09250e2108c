import { m } from '#lib/paraglide/messages.js';

/** What the trail tells of, as it writes it: the table a row was added to, or that something was looked at. */
export const trailActions = [
	'sheet_owner',
	'move',
	'patch',
	'sheet_event',
	'decision',
	'finding_remark',
	'evidence',
	'filed',
	'issued_report',
	'file_decision',
	'plan',
	'plan_patch',
	'plan_evidence',
	'package',
	'imported',
	'seen',
	'profile',
	'assignment',
	'assignment_event',
	'invitation',
	'invitation_end',
	'membership',
	'organisation',
	'correction',
	'password_reset',
	'session_end'
] as const;
export type TrailAction = (typeof trailActions)[number];

export const trailWords: Readonly<Record<TrailAction, () => string>> = {
	sheet_owner: m.trail_sheet_owner,
	move: m.trail_move,
	patch: m.trail_patch,
	sheet_event: m.trail_sheet_event,
	decision: m.trail_decision,
	finding_remark: m.trail_finding_remark,
	evidence: m.trail_evidence,
	filed: m.trail_filed,
	issued_report: m.trail_issued_report,
	file_decision: m.trail_file_decision,
	plan: m.trail_plan,
	plan_patch: m.trail_plan_patch,
	plan_evidence: m.trail_plan_evidence,
	package: m.trail_package,
	imported: m.trail_imported,
	seen: m.trail_seen,
	profile: m.trail_profile,
	assignment: m.trail_assignment,
	assignment_event: m.trail_assignment_event,
	invitation: m.trail_invitation,
	invitation_end: m.trail_invitation_end,
	membership: m.trail_membership,
	organisation: m.trail_organisation,
	correction: m.trail_correction,
	password_reset: m.trail_password_reset,
	session_end: m.trail_session_end
};

/** What can have been looked at. */
export type SeenThing = 'file' | 'sheet' | 'report' | 'evidence' | 'package';

export const seenWords: Readonly<Record<SeenThing, () => string>> = {
	file: m.trail_seen_file,
	sheet: m.trail_seen_sheet,
	report: m.trail_seen_report,
	evidence: m.trail_seen_evidence,
	package: m.trail_seen_package
};
