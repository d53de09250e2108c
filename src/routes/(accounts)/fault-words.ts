import { m } from '#lib/paraglide/messages.js';
import type { Fault } from '#server/accounts/people.ts';
import { leastCharacters, mostCharacters } from '#server/accounts/password-rules.ts';
import type { EnterpriseFault } from '#server/accounts/registering.ts';

type AnyFault = Fault | EnterpriseFault;

const fields: Partial<Record<AnyFault['field'], () => string>> = {
	name: m.person_name,
	email: m.person_email,
	username: m.person_username,
	enterprise: m.register_name,
	'credit-code': m.register_credit_code,
	area: m.region
};

const passwords = {
	short: () => m.fault_password_short({ least: leastCharacters }),
	long: () => m.fault_password_long({ most: mostCharacters }),
	common: m.fault_password_common,
	simple: m.fault_password_simple,
	named: m.fault_password_named
};

/** Sentences by field, the first fault of each. */
export type FaultWords = Partial<Record<AnyFault['field'], string>>;

export function faultWords(faults: readonly AnyFault[]): FaultWords {
	return Object.fromEntries(faults.toReversed().map((fault) => [fault.field, sentence(fault)]));
}

function sentence(fault: AnyFault): string {
	if (fault.field === 'password') return passwords[fault.kind]();
	if (fault.field === 'current') return m.fault_current();
	if (fault.field === 'consent') return m.fault_consent();
	const field = fields[fault.field]!();
	if (fault.kind === 'missing') {
		return fault.field === 'email' ? m.fault_contact_missing() : m.fault_missing({ field });
	}
	if (fault.field === 'credit-code') {
		return fault.kind === 'taken' ? m.fault_credit_code_taken() : m.fault_credit_code();
	}
	if (fault.kind === 'taken') return m.fault_taken({ field });
	return fault.field === 'username' ? m.fault_username() : m.fault_malformed({ field });
}
