import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { openPromise, type Entry, type ZipFile } from 'yauzl';
import type { Algorithm } from '#lib/archive/algorithm.ts';
import { algorithmsOf, type BagFile, type FoundBag } from '#lib/archive/bag.ts';

/** A bag in a ZIP or a folder. */
export interface BagSource {
	/** Its files, by their paths within the bag. */
	readonly files: readonly { readonly path: string; readonly bytes: number }[];
	/** Of the ZIP, or of all files. */
	readonly bytes: number;
	/** What is wrong with what it came in. */
	readonly container: readonly string[];
	read(path: string): Promise<AsyncIterable<Uint8Array>>;
	close(): void;
}

/** A bag that was read whole, once. */
export interface ReadBag extends FoundBag {
	/** The content of every JSON file in it, by path. */
	readonly texts: ReadonlyMap<string, Uint8Array>;
}

/** What a text in a package may have at most; evidence is never held in memory. */
const mostTextBytes = 64 * 1024 ** 2;

/**
 * Opens what a package came in; nothing is unpacked to the disk.
 * @throws {Error} of the system, where it cannot be opened; of `yauzl`, where it is no ZIP
 */
export async function openBag(path: string): Promise<BagSource> {
	return (await lstat(path)).isDirectory() ? openFolder(path) : openZip(path);
}

/** Reads every file of a bag once, with the sums that its manifests ask for. */
export async function readBag(source: BagSource): Promise<ReadBag> {
	const long: string[] = [];
	const asked = algorithmsOf(source.files.map(({ path }) => path));
	const wanted: Algorithm[] = [...new Set<Algorithm>(['sha256', ...asked])];
	const tagFiles = new Map<string, Uint8Array>();
	const texts = new Map<string, Uint8Array>();
	const files: BagFile[] = [];
	for (const { path } of source.files) {
		const isTag = !path.startsWith('data/');
		const isText = isTag || (path.endsWith('.json') && !path.startsWith('data/evidence/'));
		const { content, isLong, ...file } = await readFile(source, path, wanted, isText);
		files.push({ path, ...file });
		if (isLong) long.push(`${path} has more than ${mostTextBytes} bytes of text`);
		else if (isTag) tagFiles.set(path, content);
		else if (isText) texts.set(path, content);
	}
	// Reading may have found more.
	return { files, tagFiles, texts, container: [...source.container, ...long] };
}

async function readFile(
	source: BagSource,
	path: string,
	wanted: readonly Algorithm[],
	isText: boolean
) {
	const hashes = wanted.map((algorithm) => [algorithm, createHash(algorithm)] as const);
	const pieces: Uint8Array[] = [];
	let bytes = 0;
	let head = Buffer.alloc(0);
	for await (const piece of await source.read(path)) {
		for (const [, hash] of hashes) hash.update(piece);
		bytes += piece.length;
		if (head.length < 16) head = Buffer.concat([head, piece.subarray(0, 16 - head.length)]);
		if (isText && bytes <= mostTextBytes) pieces.push(piece);
	}
	return {
		bytes,
		sums: Object.fromEntries(hashes.map(([algorithm, hash]) => [algorithm, hash.digest('hex')])),
		head: head.toString('hex'),
		content: Buffer.concat(pieces),
		isLong: isText && bytes > mostTextBytes
	};
}

async function openFolder(folder: string): Promise<BagSource> {
	const container: string[] = [];
	const files: { path: string; bytes: number }[] = [];
	for (const one of await readdir(folder, { recursive: true, withFileTypes: true })) {
		if (one.isDirectory()) continue;
		const at = join(one.parentPath, one.name);
		const path = relative(folder, at).split(sep).join('/');
		if (one.isFile()) files.push({ path, bytes: (await lstat(at)).size });
		else container.push(`${path} is a link or no file`);
	}
	return {
		files: byPath(files),
		bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
		container,
		read: async (path) => createReadStream(join(folder, ...path.split('/'))),
		close: () => undefined
	};
}

/** Stored as it is, or deflated: all else a reader might not have. */
const commonMethods = [0, 8];
const fileKind = 0o170000;
const link = 0o120000;

async function openZip(path: string): Promise<BagSource> {
	const zip = await openPromise(path, { autoClose: false, strictFileNames: true });
	const container: string[] = [];
	const entries = new Map<string, Entry>();
	const bases = new Set<string>();
	try {
		for await (const entry of zip.eachEntry()) {
			const { fileName } = entry;
			const slash = fileName.indexOf('/');
			bases.add(slash < 0 ? '' : fileName.slice(0, slash));
			if (fileName.endsWith('/')) continue;
			const inBag = fileName.slice(slash + 1);
			const fault = entryFault(entry);
			if (fault !== undefined) container.push(`${inBag} ${fault}`);
			else if (entries.has(inBag)) container.push(`${inBag} is in it twice`);
			else entries.set(inBag, entry);
		}
	} catch (error) {
		// What yauzl says of a directory it cannot go on reading.
		container.push(`the ZIP is damaged or refused: ${(error as Error).message}`);
	}
	if (bases.size !== 1 || bases.has('')) {
		container.push(
			`a ZIP holds one folder, which is the bag: it has ${[...bases].join(', ') || 'none'}`
		);
	}
	return {
		files: byPath([...entries].map(([path, { uncompressedSize: bytes }]) => ({ path, bytes }))),
		bytes: zip.fileSize,
		container,
		read: async (path) => readEntry(zip, entries.get(path)!, container),
		close: () => zip.close()
	};
}

function entryFault(entry: Entry): string | undefined {
	if (entry.isEncrypted()) return 'is encrypted';
	if (!commonMethods.includes(entry.compressionMethod)) {
		return `is compressed by method ${entry.compressionMethod}, which not every system has`;
	}
	const kind = (entry.externalFileAttributes >>> 16) & fileKind;
	return kind === link ? 'is a link' : undefined;
}

/** An entry that breaks off ends there, and that is said: its sum is another, too. */
async function* readEntry(
	zip: ZipFile,
	entry: Entry,
	container: string[]
): AsyncGenerator<Uint8Array> {
	try {
		yield* (await zip.openReadStreamPromise(entry)) as AsyncIterable<Uint8Array>;
	} catch (error) {
		container.push(`${entry.fileName} cannot be read to its end: ${(error as Error).message}`);
	}
}

const byPath = <T extends { readonly path: string }>(files: readonly T[]): T[] =>
	files.toSorted((a, b) => (a.path < b.path ? -1 : 1));
