import { createHash, randomBytes } from 'node:crypto';

/** The token of a private link: 144 bits of chance, and nothing to fill up: no two texts stand for one. */
export function makeToken(): string {
	return randomBytes(18).toString('base64url');
}

export function isToken(text: string): boolean {
	return /^[\w-]{24}$/.test(text);
}

/** What is kept of a token: its SHA-256, in hexadecimal. */
export function hashOf(token: string): string {
	return createHash('sha256').update(token).digest('hex');
}

/** An id that follows from a text alone, in the form of a UUID. */
export function idFrom(text: string): string {
	return hashOf(text).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
}
