import { randomBytes, scrypt, timingSafeEqual, type ScryptOptions } from 'node:crypto';

/**
 * scrypt with N = 2^15, r = 8, p = 3: one of the settings of the OWASP Password Storage Cheat Sheet, which
 * takes 32 MB for one hash. Node's own Argon2 is younger than the oldest Node that a machine may bring.
 */
const cost = { N: 2 ** 15, r: 8, p: 3 };
const bytes = 32;

/** A password as it is kept: with its salt and its cost, which may rise later. */
export async function hashPassword(password: string): Promise<string> {
	const salt = randomBytes(16);
	const key = await derive(password, salt, cost);
	const { N, r, p } = cost;
	return ['scrypt', N, r, p, salt.toString('base64url'), key.toString('base64url')].join('$');
}

/** @throws {Error} where what is kept was not made here */
export async function verifyPassword({
	hash,
	password
}: {
	hash: string;
	password: string;
}): Promise<boolean> {
	const [kind, N, r, p, salt, key] = hash.split('$');
	if (kind !== 'scrypt' || !salt || !key) throw new Error('A kept password has not its form.');
	const expected = Buffer.from(key, 'base64url');
	const given = await derive(password, Buffer.from(salt, 'base64url'), {
		N: Number(N),
		r: Number(r),
		p: Number(p)
	});
	return given.length === expected.length && timingSafeEqual(given, expected);
}

/** In another thread; people type the same letter in more than one form, so one form is hashed. */
function derive(password: string, salt: Buffer, { N, r, p }: typeof cost): Promise<Buffer> {
	const options: ScryptOptions = { N, r, p, maxmem: 256 * N * r };
	return new Promise((resolve, reject) => {
		scrypt(password.normalize('NFKC'), salt, bytes, options, (error, key) =>
			error ? reject(error) : resolve(key)
		);
	});
}
