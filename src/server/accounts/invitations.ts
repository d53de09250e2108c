import { now } from '../clock.ts';
import { withAccounts } from '../db/accounts.ts';
import { findInvitation, takeInvitation, type Invitation } from '../organisations.ts';
import { problems } from '../problems.ts';
import { isToken } from '../token.ts';
import { consentTo, makeAccount } from './people.ts';

/**
 * The invitation of a link, that can still be taken.
 * @throws the problem, where it cannot
 */
export async function openInvitation(token: string, at = now()): Promise<Invitation> {
	const found = isToken(token)
		? await withAccounts({}, (accounts) => findInvitation(accounts, token, at))
		: undefined;
	refuse(found?.state);
	return found!;
}

function refuse(state: Invitation['state'] | undefined): void {
	if (state === undefined) problems.noSuchInvitation();
	if (state === 'used') problems.usedInvitation();
	if (state === 'expired') problems.expiredInvitation();
}

/**
 * Makes an account that takes an invitation.
 *
 * @returns what is wrong with what was typed, or how to sign in
 * @throws the problem, where the invitation cannot be taken
 */
export async function makeAccountBy(
	token: string,
	typed: Parameters<typeof makeAccount>[0],
	at = now()
) {
	await openInvitation(token, at);
	const made = await makeAccount(
		typed,
		async (accounts, person) => {
			const state = await takeInvitation(accounts, token, person, at);
			return state === 'open' ? undefined : { state };
		},
		at
	);
	if ('refusal' in made) refuse(made.refusal.state);
	return made as Exclude<typeof made, { refusal: unknown }>;
}

/**
 * Takes an invitation with the account that somebody has.
 *
 * @param consents whether they agree to the text on privacy now
 * @throws the problem, where it cannot be taken
 */
export async function takeAs(
	person: string,
	token: string,
	{ consents }: { consents: boolean },
	at = now()
): Promise<void> {
	await openInvitation(token, at);
	const state = await withAccounts({ person }, async (accounts) => {
		if (consents) await consentTo(accounts, person, at);
		return takeInvitation(accounts, token, person, at);
	});
	refuse(state);
}
