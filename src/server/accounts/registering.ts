import { check } from '#lib/credit-code.ts';
import { now } from '../clock.ts';
import { foundEnterprise } from '../organisations.ts';
import { makeAccount, type Fault } from './people.ts';

export interface TypedEnterprise {
	readonly name: string;
	readonly creditCode: string;
	/** A code that the tables of areas have. */
	readonly area: string | undefined;
}

export interface EnterpriseFault {
	field: 'enterprise' | 'credit-code' | 'area';
	kind: 'missing' | 'malformed' | 'taken';
}

const mostOfName = 200;

/**
 * Registers an enterprise with its first person, who administers it.
 *
 * @returns what is wrong with what was typed, or how to sign in
 */
export async function register(
	enterprise: TypedEnterprise,
	person: Parameters<typeof makeAccount>[0],
	at = now()
): Promise<{ faults: (Fault | EnterpriseFault)[] } | { login: string }> {
	const name = enterprise.name.trim();
	const { verdict, code } = check(enterprise.creditCode);
	const faults: EnterpriseFault[] = [];
	if (name === '') faults.push({ field: 'enterprise', kind: 'missing' });
	if (name.length > mostOfName) faults.push({ field: 'enterprise', kind: 'malformed' });
	// A check digit that fails is no reason to refuse: such codes have been issued.
	if (verdict === 'malformed') {
		faults.push({ field: 'credit-code', kind: code === '' ? 'missing' : 'malformed' });
	}
	if (enterprise.area === undefined) faults.push({ field: 'area', kind: 'missing' });
	const made = await makeAccount(
		person,
		async (accounts, id) => {
			// Only now, so that what is wrong with the person is told together with it.
			if (faults.length > 0) return faults;
			const given = { name, creditCode: code, area: enterprise.area };
			if (await foundEnterprise(accounts, given, id)) return undefined;
			return [{ field: 'credit-code', kind: 'taken' } satisfies EnterpriseFault];
		},
		at
	);
	if ('refusal' in made) return { faults: made.refusal };
	return 'faults' in made ? { faults: [...faults, ...made.faults] } : made;
}
