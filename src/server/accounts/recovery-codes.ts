import { randomBytes } from 'node:crypto';
import { hashOf } from '../token.ts';

/** How many somebody gets at once. */
const howMany = 8;
/** Of 5 bits each: 140 bits. */
const signs = 28;
/** Digits and letters but I, L, O and U: https://www.crockford.com/base32.html */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Codes that each replace a second factor once: 28 signs in groups of four. */
export function makeRecoveryCodes(): string[] {
	return Array.from({ length: howMany }, () => {
		const drawn = [...randomBytes(signs)].map((byte) => alphabet[byte % alphabet.length]);
		return drawn.join('').match(/.{4}/g)!.join('-');
	});
}

/** What a code is known again by, however it is typed: case, hyphens and blanks count for nothing. */
export function hashOfRecovery(typed: string): string {
	const plain = typed
		.normalize('NFKC')
		.toUpperCase()
		.replace(/[\s-]/g, '')
		.replaceAll('O', '0')
		.replace(/[IL]/g, '1');
	return hashOf(plain);
}

/** What is kept of codes as better-auth hands them over: JSON of them all, of which those left over are hashes already. */
export async function hashCodes(codes: string): Promise<string> {
	const hashes = (JSON.parse(codes) as string[]).map((one) =>
		/^[0-9a-f]{64}$/.test(one) ? one : hashOfRecovery(one)
	);
	return JSON.stringify(hashes);
}
