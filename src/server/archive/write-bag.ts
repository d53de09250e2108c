import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import type { Algorithm } from '#lib/archive/algorithm.ts';
import { writeManifest, type ManifestLine } from '#lib/archive/manifest.ts';
import { declaration, oxumOf, writeTags, type Tag } from '#lib/archive/tags.ts';
import { lazyZip, type LazyZip } from '../zip-lazy.ts';

/** A file of the payload: held in memory, or read when its turn comes. */
export interface Part {
	/** Begins with `data/`. */
	readonly path: string;
	readonly content: Uint8Array | (() => Promise<AsyncIterable<Uint8Array>>);
}

/** A part whose size and sums are known. */
interface SummedPart extends Part {
	readonly bytes: number;
	readonly sums: Readonly<Record<string, string>>;
}

/** A bag that is settled to the last byte, and not yet written. */
export interface SealedBag {
	/** SHA-256 of its manifest of the payload, `sha256:` and 64 hexadecimal digits. */
	readonly hash: string;
	/** Of the whole ZIP. */
	readonly bytes: number;
	/**
	 * The ZIP, written as it is read. It fails, and so ends before its end, where a part is no longer what it was when
	 * it was summed.
	 */
	write(): Readable;
}

/** A part could not be read a second time as it was at first. */
export class PartChanged extends Error {}

export interface Sealing {
	/** The one folder of the ZIP. */
	readonly base: string;
	/** The time that every file in it bears. */
	readonly at: Date;
	/** What bag-info.txt says beside the Payload-Oxum. */
	readonly tags: readonly Tag[];
	/** SHA-256 first: by it packages are named. */
	readonly algorithms: readonly ['sha256', ...Algorithm[]];
}

/** Reads a part to its end for its size and its sums. */
export async function sumPart(part: Part, algorithms: readonly Algorithm[]): Promise<SummedPart> {
	const hashes = algorithms.map((algorithm) => [algorithm, createHash(algorithm)] as const);
	let bytes = 0;
	const { content } = part;
	for await (const piece of content instanceof Uint8Array ? [content] : await content()) {
		for (const [, hash] of hashes) hash.update(piece);
		bytes += piece.length;
	}
	const sums = Object.fromEntries(hashes.map(([name, hash]) => [name, hash.digest('hex')]));
	return { ...part, bytes, sums };
}

/** Settles a bag of RFC 8493: the same parts and tags give the same bytes. */
export function sealBag(parts: readonly SummedPart[], sealing: Sealing): SealedBag {
	const { base, at, tags, algorithms } = sealing;
	const payload = parts.toSorted((a, b) => (a.path < b.path ? -1 : 1));
	const oxum: Tag = ['Payload-Oxum', oxumOf(payload.map(({ bytes }) => bytes))];
	const manifests = algorithms.map((algorithm) => [
		`manifest-${algorithm}.txt`,
		writeManifest(payload.map(({ path, sums }): ManifestLine => ({ path, sum: sums[algorithm]! })))
	]);
	const tagFiles = [
		['bagit.txt', declaration],
		['bag-info.txt', writeTags([...tags, oxum])],
		...manifests
	].map(([path, text]) => ({ path: path!, content: Buffer.from(text!) }));
	const tagManifests = algorithms.map((algorithm) => ({
		path: `tagmanifest-${algorithm}.txt`,
		content: Buffer.from(
			writeManifest(
				tagFiles.map(({ path, content }) => ({ path, sum: digest(algorithm, content) }))
			)
		)
	}));
	const first = [...tagFiles, ...tagManifests];
	const make = (opens: boolean) => zipOf(lazyZip(opens), { base, at }, first, payload);
	return {
		hash: `sha256:${digest('sha256', Buffer.from(manifests[0]![1]!))}`,
		bytes: make(false).size(),
		write: () => make(true).read()
	};
}

function digest(algorithm: Algorithm, content: Uint8Array): string {
	return createHash(algorithm).update(content).digest('hex');
}

/** Nothing is compressed: what stands in a package can be read with the eye, and its size is known beforehand. */
function zipOf(
	lazy: LazyZip,
	{ base, at }: Pick<Sealing, 'base' | 'at'>,
	tagFiles: readonly { readonly path: string; readonly content: Buffer }[],
	payload: readonly SummedPart[]
): LazyZip {
	const options = { mtime: asLocal(at), forceDosTimestamp: true, mode: 0o100644, compress: false };
	const add = (path: string, content: Buffer) =>
		lazy.zip.addBuffer(content, `${base}/${path}`, options);
	for (const { path, content } of tagFiles) add(path, content);
	for (const part of payload) {
		const { path, content, bytes } = part;
		if (content instanceof Uint8Array) add(path, Buffer.from(content));
		else lazy.add(`${base}/${path}`, { ...options, size: bytes }, () => asSummed(part, content));
	}
	return lazy;
}

/** A ZIP's clock has no zone: it is given UTC, wherever this runs. */
function asLocal(at: Date): Date {
	return new Date(
		at.getUTCFullYear(),
		at.getUTCMonth(),
		at.getUTCDate(),
		at.getUTCHours(),
		at.getUTCMinutes(),
		at.getUTCSeconds()
	);
}

async function* asSummed(
	{ path, bytes, sums }: SummedPart,
	open: () => Promise<AsyncIterable<Uint8Array>>
): AsyncGenerator<Uint8Array> {
	const hash = createHash('sha256');
	let read = 0;
	for await (const piece of await open()) {
		hash.update(piece);
		read += piece.length;
		yield piece;
	}
	if (read !== bytes || hash.digest('hex') !== sums.sha256) {
		throw new PartChanged(`${path} is not what it was when the package was begun.`);
	}
}
