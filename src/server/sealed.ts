import { brotliCompressSync } from 'node:zlib';
import { contentHash } from '#lib/library/hash.ts';

/** JSON that is the same for everyone, with the name by which a browser may keep it for ever. */
export interface Sealed {
	readonly json: string;
	readonly brotli: Uint8Array<ArrayBuffer>;
	readonly hash: string;
}

/** Compressed once, when the server starts. */
export function seal(value: unknown): Sealed {
	const json = JSON.stringify(value);
	const hash = contentHash(value).slice('sha256:'.length, 'sha256:'.length + 16);
	return { json, brotli: new Uint8Array(brotliCompressSync(json)), hash };
}

/**
 * Sends it. Under another hash, from a page of before an update, it is what there is now, and not to be
 * kept.
 */
export function sendSealed({ json, brotli, hash }: Sealed, request: Request): Response {
	const forEver = new URL(request.url).searchParams.get('hash') === hash;
	const takesBrotli = /\bbr\b/.test(request.headers.get('accept-encoding') ?? '');
	return new Response(takesBrotli ? brotli : json, {
		headers: {
			'content-type': 'application/json',
			'cache-control': forEver ? 'public, max-age=31536000, immutable' : 'no-cache',
			vary: 'accept-encoding',
			...(takesBrotli ? { 'content-encoding': 'br' } : {})
		}
	});
}
