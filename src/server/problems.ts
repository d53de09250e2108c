import { error } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';

/** Every expected failure: its status and what the reader is told. */
export const problems = {
	noSuchEdition: (ref: string) => error(404, m.problem_edition({ ref })),
	endedEdition: (ref: string) => error(409, m.problem_edition_ended({ ref })),
	noSuchDocument: (id: string) => error(404, m.problem_document({ id })),
	noSuchMeasure: (id: string) => error(404, m.problem_measure({ id })),
	noSuchDay: (value: string) =>
		error(400, m.problem_day({ field: m.day_label() }), { field: { name: 'on', value } }),
	noSuchSheet: () => error(404, m.problem_sheet()),
	/** Of an enterprise's file: nobody is told whether it exists. */
	noSuchFiled: () => error(404, m.problem_filed()),
	notFiledYet: () => error(409, m.problem_not_filed_yet()),
	/** @param missing the signs that the font lacks, each with its field */
	unprintable: (missing: readonly string[]) =>
		error(422, [m.report_unprintable(), ...missing].join(' ')),
	noSuchReport: () => error(404, m.problem_report()),
	/** Of what a report rests on: it is kept from the version on that issues reports. */
	contentNotKept: () => error(409, m.problem_content_not_kept()),
	withdrawnAlready: () => error(409, m.problem_withdrawn_already()),
	/** Two sheets are compared in one file. */
	sheetOfAnother: () => error(400, m.problem_sheet_of_another()),
	noSuchLayer: () => error(404, m.problem_layer()),
	noSuchEnterprise: () => error(404, m.problem_enterprise()),
	noSuchOrganisation: () => error(404, m.problem_organisation()),
	/** @param fault as `patchWords` says it */
	badPatch: (fault: string) => error(400, m.problem_patch({ fault })),
	tooManyPatches: (most: number) => error(413, m.problem_patch_many({ most })),
	otherPatch: (id: string) => error(409, m.problem_patch_other({ id })),
	otherEdition: (ref: string) => error(409, m.problem_patch_edition({ ref })),
	/** For what one may see, and may not do. What one may not see is not there. */
	notAllowed: () => error(403, m.problem_not_allowed()),
	/** While somebody was at work; what they have saved stays. */
	roleEnded: () => error(403, m.problem_role_ended()),
	/** Than the one that somebody acts for now. */
	otherOrganisation: () => error(409, m.problem_other_organisation()),
	/** What moves to a newer edition. */
	notDraft: () => error(409, m.problem_not_draft()),
	/** Under the private link that it had before it came into the file. */
	movedByLink: () => error(409, m.problem_moved_by_link()),
	noSuchStep: () => error(409, m.problem_no_such_step()),
	stepAsksMore: () => error(400, m.problem_step_asks_more()),
	changeAsksForReason: () => error(409, m.problem_change_asks_for_reason()),
	noConsultantOfTheProvider: () => error(409, m.problem_no_consultant()),
	roleOfAnotherKind: () => error(409, m.problem_role_of_another_kind()),
	noSuchMember: () => error(404, m.problem_member()),
	noSuchRole: () => error(400, m.problem_role()),
	lastManager: () => error(409, m.problem_last_manager()),
	creditCodeTaken: () => error(409, m.problem_credit_code_taken()),
	noSuchProvider: () => error(404, m.problem_provider()),
	noSuchAssignment: () => error(404, m.problem_assignment()),
	/** What it takes only while it runs, or before it is over. */
	assignmentNotRunning: () => error(409, m.problem_assignment_not_running()),
	nothingToConfirm: () => error(409, m.problem_nothing_to_confirm()),
	/** Nobody confirms what they were not shown. */
	visitedMeanwhile: () => error(409, m.problem_visited_meanwhile()),
	notConfirmedYet: () => error(409, m.problem_not_confirmed_yet()),
	endsBeforeItStarts: () => error(400, m.problem_ends_before_it_starts()),
	noSuchBatch: () => error(404, m.problem_batch()),
	/** Nothing that was filed, or more than one batch takes. */
	nothingToPrint: () => error(400, m.problem_batch_nothing()),
	tooManyToPrint: (most: number) => error(413, m.problem_batch_many({ most })),
	batchOver: () => error(409, m.problem_batch_over()),
	noSuchPlan: () => error(404, m.problem_plan()),
	noSuchAction: () => error(404, m.problem_plan_action()),
	/** Of two versions: somebody was faster. */
	nothingToChoose: () => error(409, m.problem_plan_conflict()),
	noSuchEvidence: () => error(404, m.problem_evidence()),
	badEvidence: (name: string, value: string) =>
		error(400, m.problem_evidence_field(), { field: { name, value } }),
	/** @param endings of the files that are taken */
	evidenceType: (endings: string) => error(415, m.problem_evidence_type({ endings })),
	/** @param most in megabytes */
	evidenceTooLarge: (most: number) => error(413, m.problem_evidence_too_large({ most })),
	/** Its row is there; its content is not, or is not what it was. */
	evidenceGone: () => error(410, m.problem_evidence_gone()),
	/** @param names of the pieces that are not what they were */
	packedEvidenceGone: (names: string) => error(410, m.problem_packed_evidence_gone({ names })),
	notIssuedYet: () => error(409, m.problem_not_issued_yet()),
	/** By somebody else, in the same moment. */
	packedMeanwhile: () => error(409, m.problem_packed_meanwhile()),
	evidenceBroken: () => error(400, m.problem_evidence_broken()),
	noEvidence: () => error(400, m.problem_evidence_none()),
	oneAtATime: () => error(400, m.problem_evidence_one()),
	damagedPicture: () => error(400, m.problem_damaged_picture()),
	/** @param field which of the things looked for */
	badSearch: (field: string) => error(400, m.problem_search({ field })),
	noSuchInvitation: () => error(404, m.problem_invitation()),
	usedInvitation: () => error(410, m.problem_invitation_used()),
	expiredInvitation: () => error(410, m.problem_invitation_expired()),
	endedInvitation: () => error(409, m.problem_invitation_ended()),
	noSuchReset: () => error(404, m.problem_reset()),
	usedReset: () => error(410, m.problem_reset_used()),
	expiredReset: () => error(410, m.problem_reset_expired()),
	/** Who belongs to organisations that somebody else administers. */
	byOperator: () => error(403, m.problem_by_operator()),
	/** Which is administered by oneself, on the page of one's account. */
	ownAccount: () => error(403, m.problem_own_account()),
	/** Who signs in through an issuer alone. */
	noPassword: () => error(409, m.problem_no_password()),
	printedOrExpired: () => error(410, m.problem_printed()),
	tooLong: () => error(413, m.problem_too_long()),
	tooLarge: () => error(413, m.problem_too_large()),
	noForm: () => error(400, m.problem_form()),
	/** @param faults as `faultWords` says them */
	noCase: (faults: string) => error(400, m.problem_case({ faults })),
	printerBusy: () => error(503, m.problem_printer_busy()),
	noPrinter: () => error(503, m.problem_no_printer()),
	tooManyKept: (minutes: number) => error(429, m.problem_too_many_kept({ minutes })),
	tooManyRegistered: (minutes: number) => error(429, m.problem_too_many_registered({ minutes })),
	tooManySignIns: (minutes: number) => error(429, m.sign_in_wait({ minutes })),
	tooManyUploads: (minutes: number) => error(429, m.problem_too_many_uploads({ minutes })),
	tooManyVerified: (minutes: number) => error(429, m.problem_too_many_verified({ minutes })),
	tooManyCompared: (minutes: number) => error(429, m.problem_too_many_compared({ minutes })),
	tooManyReports: (minutes: number) => error(429, m.problem_too_many_reports({ minutes })),
	noRoomToPrint: () => error(507, m.problem_no_room_to_print()),
	noStore: () => error(503, m.problem_no_store()),
	noRoom: () => error(507, m.problem_no_room()),
	noDatabase: () => error(503, m.problem_no_database())
};
