import { m } from '#lib/paraglide/messages.js';
import type { FileState } from '../area-files.ts';
import type { OrganisationKind } from '../roles.ts';
import type { Layer, State } from '../sheets/life.ts';

export const stateWords: Readonly<Record<State, () => string>> = {
	draft: m.state_draft,
	submitted: m.state_submitted,
	returned: m.state_returned,
	verifying: m.state_verifying,
	verified: m.state_verified,
	reviewing: m.state_reviewing,
	filed: m.state_filed
};

/** The same of a list of files, where an enterprise may have no sheet. */
export const fileStateWords: Readonly<Record<FileState, () => string>> = {
	...stateWords,
	none: m.files_state_none
};

export const layerWords: Readonly<Record<Layer, () => string>> = {
	declared: m.layer_declared,
	verified: m.layer_verified,
	confirmed: m.layer_confirmed
};

export const sideWords: Readonly<Record<OrganisationKind, () => string>> = {
	enterprise: m.side_enterprise,
	provider: m.side_provider,
	government: m.side_government,
	operator: m.side_operator
};

/** What was done with a question. */
export const decisionWords = {
	comment: m.decision_comment,
	accepted: m.decision_accepted,
	corrected: m.decision_corrected,
	rejected: m.decision_rejected
} as const;

const stepNames: Readonly<Record<string, () => string>> = {
	'draft submitted': m.step_submit,
	'returned submitted': m.step_submit_again,
	'submitted verifying': m.step_take_up,
	'submitted returned': m.step_return,
	'verifying returned': m.step_return,
	'verifying verified': m.step_close,
	'verified reviewing': m.step_review,
	'reviewing verifying': m.step_verify_again,
	'reviewing returned': m.step_return,
	'reviewing filed': m.step_file
};

/** What the button of a step says. */
export function stepWords(from: State, to: State): string {
	return stepNames[`${from} ${to}`]!();
}
