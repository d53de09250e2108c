import { m } from '#lib/paraglide/messages.js';
import type { WithdrawalCategory } from '../file-decision.ts';

/** Why a report was withdrawn, as everybody is told. */
export const categoryWords: Readonly<Record<WithdrawalCategory, () => string>> = {
	answers: m.issued_category_answers,
	rules: m.issued_category_rules,
	procedure: m.issued_category_procedure,
	request: m.issued_category_request
};

/** What is decided about the keeping of a file. */
export const fileDecisionWords = {
	retention: m.keeping_retention,
	hold: m.keeping_hold,
	release: m.keeping_release
} as const;
