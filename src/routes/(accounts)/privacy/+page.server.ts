import { privacyVersion } from '#server/accounts/people.ts';

export function load({ url }) {
	return { version: privacyVersion, isErased: url.searchParams.has('erased') };
}
