/** Where files lie by key: a folder, or a bucket of an S3-compatible server. */
export interface Store {
	/**
	 * Writes a file under a key: whole, or not at all. What fails while it is read leaves nothing under the key.
	 * @param sha256 of the content, in hexadecimal
	 * @throws {StoreFailure}
	 */
	write(
		key: string,
		content: Uint8Array | AsyncIterable<Uint8Array>,
		sha256: string
	): Promise<void>;
	/**
	 * Its content, as it comes; nothing where there is none.
	 * @throws {StoreFailure}
	 */
	read(key: string): Promise<AsyncIterable<Uint8Array> | undefined>;
	/** @throws {StoreFailure} */
	has(key: string): Promise<boolean>;
	/**
	 * Every key that begins so, and when its file came there.
	 * @param prefix ends in a slash
	 * @throws {StoreFailure}
	 */
	list(prefix: string): AsyncIterable<{ readonly key: string; readonly at: Date }>;
	/** @throws {StoreFailure} */
	remove(key: string): Promise<void>;
}

/** A store could not do what it was asked: it has no room, or cannot be reached. */
export class StoreFailure extends Error {
	readonly why: 'full' | 'away';
	constructor(why: StoreFailure['why'], cause: unknown) {
		super(`The store of files is ${why}: ${(cause as Error).message}`, { cause });
		this.why = why;
	}
}
