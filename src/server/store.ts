import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { readSettings, type Settings } from './settings.ts';
import { openFolder } from './stores/folder.ts';
import { openBucket } from './stores/s3.ts';
import type { Store } from './stores/store.ts';

export { StoreFailure } from './stores/store.ts';

/** A file that is on record is not in the store, or is not what was put there. */
export class StoredGone extends Error {
	readonly why: 'missing' | 'other';
	constructor(hash: string, why: StoredGone['why']) {
		super(`The file ${hash} in the store is ${why === 'missing' ? 'missing' : 'not what it was'}.`);
		this.why = why;
	}
}

/** Under which keys the files lie that were handed in, each by the SHA-256 of its content. */
const contents = 'content/';

/** How many files are looked for at once. */
const lookedForAtOnce = 16;

/** The store of the settings, which have both keys where they name a bucket. */
export function openStore({ DATA, STORE, STORE_KEY, STORE_SECRET }: StoreSettings): Store {
	if (STORE === undefined) return openFolder(join(DATA, 'files'));
	const { hostname: bucket, searchParams } = new URL(STORE);
	return openBucket({
		endpoint: searchParams.get('endpoint')!,
		region: searchParams.get('region') ?? 'auto',
		bucket,
		key: STORE_KEY!,
		secret: STORE_SECRET!
	});
}

type StoreSettings = Pick<Settings, 'DATA' | 'STORE' | 'STORE_KEY' | 'STORE_SECRET'>;

function own(): Store {
	return openStore(readSettings(process.env));
}

/**
 * Keeps a file; one that is there already stays.
 * @returns SHA-256 of its content, in hexadecimal
 * @throws {StoreFailure}
 */
export async function putFile(content: Uint8Array, store = own()): Promise<string> {
	const hash = hashOf(content);
	await store.write(keyOf(hash), content, hash);
	return hash;
}

/**
 * Keeps what is too large to be held in memory. It is read twice, since a file lies under its hash; one that is there
 * already is read once.
 *
 * @param make the content, the same each time
 * @returns SHA-256 of it, in hexadecimal
 * @throws {StoreFailure}
 */
export async function putStream(
	make: () => AsyncIterable<Uint8Array>,
	store = own()
): Promise<string> {
	const hash = await hashOfStream(make());
	const key = keyOf(hash);
	if (!(await store.has(key))) await store.write(key, heldTo(hash, make()), hash);
	return hash;
}

/** A content as it comes. Its last piece is given once all of it is found to be what it was. */
async function* heldTo(
	hash: string,
	content: AsyncIterable<Uint8Array>
): AsyncGenerator<Uint8Array> {
	const found = createHash('sha256');
	let last: Uint8Array | undefined;
	for await (const piece of content) {
		if (last) yield last;
		found.update(piece);
		last = piece;
	}
	if (found.digest('hex') !== hash) throw new StoredGone(hash, 'other');
	if (last) yield last;
}

/**
 * @throws {StoredGone} where it is not there, or is not what it was
 * @throws {StoreFailure}
 */
export async function readStored(hash: string, store = own()): Promise<Uint8Array> {
	const content = await readWhole(store, keyOf(hash));
	if (!content) throw new StoredGone(hash, 'missing');
	if (hashOf(content) !== hash) throw new StoredGone(hash, 'other');
	return content;
}

/**
 * A stored file as it comes: what is not what it was breaks off before its end.
 * @param from how many bytes of it are left out; they are read all the same
 * @throws {StoredGone} where it is not there
 * @throws {StoreFailure}
 */
export async function streamHeld(
	hash: string,
	from = 0,
	store = own()
): Promise<AsyncIterable<Uint8Array>> {
	return after(from, heldTo(hash, await streamStored(hash, store)));
}

async function* after(
	from: number,
	content: AsyncIterable<Uint8Array>
): AsyncGenerator<Uint8Array> {
	let left = from;
	for await (const piece of content) {
		if (piece.length > left) yield piece.subarray(left);
		left = Math.max(0, left - piece.length);
	}
}

/**
 * A stored file as it comes, not held against its hash.
 * @throws {StoredGone} where it is not there
 * @throws {StoreFailure}
 */
export async function streamStored(
	hash: string,
	store = own()
): Promise<AsyncIterable<Uint8Array>> {
	return (await store.read(keyOf(hash))) ?? refuseGone(hash);
}

function refuseGone(hash: string): never {
	throw new StoredGone(hash, 'missing');
}

/**
 * What is made from a stored file, made once.
 * @param kind what is made, in a word that can stand in a path
 */
export async function readMade(
	hash: string,
	kind: 'thumbnail',
	make: (content: Uint8Array) => Promise<Uint8Array>,
	store = own()
): Promise<Uint8Array> {
	const key = `${kind}/${hash.slice(0, 2)}/${hash}`;
	const there = await readWhole(store, key);
	if (there) return there;
	const made = await make(await readStored(hash, store));
	await store.write(key, made, hashOf(made));
	return made;
}

/** Which of these files are not there; what is in them is not looked at. */
export async function missingFiles(
	hashes: readonly string[],
	store = own()
): Promise<ReadonlySet<string>> {
	const missing = new Set<string>();
	const left = new Set(hashes).values();
	const look = async () => {
		for (const hash of left) if (!(await store.has(keyOf(hash)))) missing.add(hash);
	};
	await Promise.all(Array.from({ length: lookedForAtOnce }, look));
	return missing;
}

/** What a check of the store found. */
export interface StoreFinding {
	/** `orphan`: nothing on record names it. `stray`: it has no name of a file: a write that was cut off, or somebody’s own. */
	readonly kind: 'missing' | 'other' | 'orphan' | 'stray';
	/** The hash on record, or the key in the store. */
	readonly name: string;
	/** Of what is in the store: when it came there. */
	readonly at?: Date;
}

/**
 * Compares what is in the store with what is on record; every file on record is read, one after the other.
 *
 * @param recorded the hashes on record
 * @param found is told of each finding
 * @returns how many files on record are whole
 */
export async function checkStore(
	recorded: ReadonlySet<string>,
	found: (finding: StoreFinding) => void | Promise<void>,
	store = own()
): Promise<number> {
	let whole = 0;
	for (const hash of recorded) {
		const stream = await store.read(keyOf(hash));
		if (!stream) await found({ kind: 'missing', name: hash });
		else if ((await hashOfStream(stream)) !== hash) await found({ kind: 'other', name: hash });
		else whole++;
	}
	for await (const { key, at } of store.list(contents)) {
		const hash = key.slice(key.lastIndexOf('/') + 1);
		if (!isHash(hash) || key !== keyOf(hash)) await found({ kind: 'stray', name: key, at });
		else if (!recorded.has(hash)) await found({ kind: 'orphan', name: key, at });
	}
	return whole;
}

/** A file is put into the store before it is on record: what came later than this may be on its way there. */
const unnamedForMilliseconds = 60 * 60_000;

/**
 * Takes out of the store what a check found there and nothing names.
 * @returns whether it did: not what came there within the last hour
 */
export async function removeUnnamed(
	{ name, at }: StoreFinding,
	now: Date,
	store = own()
): Promise<boolean> {
	if (at === undefined || now.getTime() - at.getTime() < unnamedForMilliseconds) return false;
	await store.remove(name);
	return true;
}

function keyOf(hash: string): string {
	if (!isHash(hash)) throw new Error('A stored file is named by its SHA-256.');
	return `${contents}${hash.slice(0, 2)}/${hash}`;
}

function isHash(text: string): boolean {
	return /^[0-9a-f]{64}$/.test(text);
}

/** SHA-256 of a content, in hexadecimal. */
export function hashOf(content: Uint8Array): string {
	return createHash('sha256').update(content).digest('hex');
}

async function hashOfStream(stream: AsyncIterable<Uint8Array>): Promise<string> {
	const hash = createHash('sha256');
	for await (const piece of stream) hash.update(piece);
	return hash.digest('hex');
}

async function readWhole(store: Store, key: string): Promise<Uint8Array | undefined> {
	const stream = await store.read(key);
	if (!stream) return undefined;
	const pieces: Uint8Array[] = [];
	for await (const piece of stream) pieces.push(piece);
	return Buffer.concat(pieces);
}
