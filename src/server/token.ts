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
