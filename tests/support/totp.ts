import { createHmac } from 'node:crypto';

/**
 * What an authenticator shows: RFC 6238 with SHA-1, six digits and 30 seconds.
 *
 * Each code is good once. A set-up takes the code of now and the sign-in after it the next one, so that both stay good
 * however long the steps between them take: a code made one step early is void when the clock moves on.
 *
 * @param secret in base 32 (RFC 4648), blanks allowed
 * @param steps later or earlier than now: a server takes the one before and the one after, too
 */
export function totp(secret: string, steps = 0): string {
	const step = Math.floor(Date.now() / 30_000) + steps;
	const counter = Buffer.alloc(8);
	counter.writeBigUInt64BE(BigInt(step));
	const hash = createHmac('sha1', fromBase32(secret)).update(counter).digest();
	const offset = hash.at(-1)! & 0xf;
	const number = hash.readUInt32BE(offset) & 0x7fffffff;
	return String(number % 1_000_000).padStart(6, '0');
}

function fromBase32(text: string): Buffer {
	const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
	const bits = [...text.replace(/[\s=]/g, '')]
		.map((one) => alphabet.indexOf(one).toString(2).padStart(5, '0'))
		.join('');
	return Buffer.from(bits.match(/.{8}/g)!.map((byte) => parseInt(byte, 2)));
}
