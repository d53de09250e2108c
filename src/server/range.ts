/** Which part of a file is sent. */
interface Range {
	/** The first byte; the others follow to its end. */
	readonly from: number;
	/** 200 for all of it, 206 for the part, 416 where there is no such part. */
	readonly status: 200 | 206 | 416;
	readonly length: number;
	readonly range: Readonly<Record<string, string>>;
}

/**
 * What a request asks for of a file that never changes (RFC 9110, 14.2): what goes on with a download that broke off
 * asks for all from a byte on. Other parts it may be given whole, as the RFC allows.
 */
export function readRange(
	headers: Headers,
	{ bytes, etag }: { readonly bytes: number; readonly etag: string }
): Range {
	const whole = { from: 0, status: 200, length: bytes, range: {} } as const;
	const [, first] = /^bytes=(\d{1,15})-$/.exec(headers.get('range') ?? '') ?? [];
	const held = headers.get('if-range');
	if (first === undefined || (held !== null && held !== etag)) return whole;
	const from = Number(first);
	if (from >= bytes) {
		return { from, status: 416, length: 0, range: { 'content-range': `bytes */${bytes}` } };
	}
	const range = { 'content-range': `bytes ${from}-${bytes - 1}/${bytes}` };
	return { from, status: 206, length: bytes - from, range };
}
