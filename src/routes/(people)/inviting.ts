import { localizeHref } from '#lib/paraglide/runtime.js';
import { isRole } from '#lib/roles.ts';
import { hoursOfReset, issueReset } from '#server/accounts/resets.ts';
import type { Acting } from '#server/member.ts';
import { daysOfInvitation, invite, takeBack } from '#server/members.ts';
import { textOf } from '#server/posted.ts';
import { problems } from '#server/problems.ts';

/** A link as it is shown, once. */
export function shownLink(token: string, url: URL) {
	return { link: url.origin + localizeHref(`/invitation/${token}`), days: daysOfInvitation };
}

/** Makes somebody a link to a new password, shown once, too. */
export async function resetBy({ member }: Acting, person: string, url: URL) {
	const token = await issueReset(member, person);
	const link = url.origin + localizeHref(`/new-password/${token}`);
	return { reset: { link, hours: hoursOfReset } };
}

/** Invites as a form says; what comes of it is shown in the answer itself and can be had no more after that. */
export async function inviteBy(
	{ member }: Acting,
	organisation: string,
	form: FormData,
	url: URL
): Promise<ReturnType<typeof shownLink>> {
	return shownLink(await invite(member, { organisation, role: roleOf(form) }), url);
}

export async function takeBackBy({ member }: Acting, form: FormData): Promise<void> {
	await takeBack(member, textOf(form, 'invitation'));
}

/** The role that a form names. */
export function roleOf(form: FormData) {
	const role = textOf(form, 'role');
	return isRole(role) ? role : problems.noSuchRole();
}
