import { m } from '#lib/paraglide/messages.js';
import type { WithdrawalCategory } from '../file-decision.ts';

/** Why a report was withdrawn, as everybody is told. */
export const categoryWords: Readonly<Record<WithdrawalCategory, () => string>> = {
	answers: m.issued_category_answers,
	rules: m.issued_category_rules,
	procedure: m.issued_category_procedure,
	request: m.issued_category_request
};
