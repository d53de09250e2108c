import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
	checkStore,
	missingFiles,
	openStore,
	putFile,
	putStream,
	readMade,
	readStored,
	removeUnnamed,
	StoredGone,
	StoreFailure,
	streamHeld,
	type StoreFinding
} from '#server/store.ts';
import type { Store } from '#server/stores/store.ts';
import { makeFolder } from '../support/databases.ts';
import { needs } from '../support/needs.ts';
import { startS3 } from '../support/s3-server.ts';
import { makeSmallDisk } from '../support/small-disk.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
/** SHA-256 by coreutils: printf 你好 | sha256sum. */
const hello = '670d9743542cae3ea7ebe36af56bd53648b0a1126162e78d81a32934a711302e';

interface Place {
	readonly store: Store;
	/** Puts something in a place of the store past it. */
	put(key: string, content: string): Promise<void>;
	close(): Promise<void> | void;
}

async function folder(): Promise<Place> {
	const { folder: DATA, remove } = makeFolder();
	const store = openStore({
		DATA,
		STORE: undefined,
		STORE_KEY: undefined,
		STORE_SECRET: undefined
	});
	return {
		store,
		put: async (key, content) => {
			const path = join(DATA, 'files', key);
			mkdirSync(join(path, '..'), { recursive: true });
			writeFileSync(path, content);
		},
		close: remove
	};
}

/** A bucket of a server that speaks the protocol. */
async function bucket(): Promise<Place> {
	const server = await startS3();
	const store = openStore(keyed(server.address));
	return {
		store,
		put: (key, content) => {
			const given = bytes(content);
			return store.write(key, given, createHash('sha256').update(given).digest('hex'));
		},
		close: () => server.close()
	};
}

const keyed = (STORE: string, STORE_SECRET = 'S3RVER') => {
	return { DATA: '/nowhere', STORE, STORE_KEY: 'S3RVER', STORE_SECRET };
};

describe.each([
	['a folder', folder],
	['an S3-compatible server', bucket]
])('in %s', (_, open) => {
	let place: Place;
	let store: Store;
	beforeAll(async () => {
		place = await open();
		({ store } = place);
	});
	afterAll(() => place.close());

	const found = async (recorded: readonly string[]) => {
		const findings: StoreFinding[] = [];
		const whole = await checkStore(new Set(recorded), (one) => void findings.push(one), store);
		const order = findings.map(({ kind, name }) => `${kind} ${name}`).sort();
		return { whole, findings, order };
	};

	test('a file lies under the SHA-256 of its content and comes back as it was', async () => {
		expect(await putFile(bytes('你好'), store)).toBe(hello);
		expect(await putFile(bytes('你好'), store)).toBe(hello);
		expect(Buffer.from(await readStored(hello, store)).toString()).toBe('你好');
		expect(await store.has(`content/67/${hello}`)).toBe(true);
	});

	test('every byte of ten megabytes comes back', async () => {
		const large = new Uint8Array(10 * 1024 ** 2).map((_, i) => (i * 7919) >> 3);
		const hash = await putFile(large, store);
		expect(Buffer.compare(await readStored(hash, store), large)).toBe(0);
		await store.remove(`content/${hash.slice(0, 2)}/${hash}`);
	});

	/** In pieces that fit no part of a transfer. */
	async function* pieces(large: Uint8Array, change?: (at: number) => void) {
		for (let at = 0; at < large.length; at += 700_001) {
			change?.(at);
			yield large.subarray(at, at + 700_001);
		}
	}
	const large = new Uint8Array(20 * 1024 ** 2).map((_, i) => (i * 7919) >> 3);
	const hash = createHash('sha256').update(large).digest('hex');
	const key = `content/${hash.slice(0, 2)}/${hash}`;

	test('what comes in pieces lies under the SHA-256 of all of it, and is read once where it is there', async () => {
		let times = 0;
		const make = () => {
			times++;
			return pieces(large);
		};
		expect(await putStream(make, store)).toBe(hash);
		expect(times).toBe(2);
		expect(Buffer.compare(await readStored(hash, store), large)).toBe(0);
		expect(await putStream(make, store)).toBe(hash);
		expect(times).toBe(3);
		expect((await found([hello, hash])).order).toEqual([]);
	});

	test('it goes on from any byte, and its last piece comes only where all of it is what it was', async () => {
		const from = async (byte: number) =>
			Buffer.concat(await Array.fromAsync(await streamHeld(hash, byte, store)));
		for (const byte of [0, 1, 65_536, 700_001, large.length - 1, large.length]) {
			expect(Buffer.compare(await from(byte), large.subarray(byte))).toBe(0);
		}
		const changed = large.slice();
		changed[5]! ^= 1;
		await store.write(key, changed, createHash('sha256').update(changed).digest('hex'));
		let got = 0;
		const read = async () => {
			for await (const piece of await streamHeld(hash, 0, store)) got += piece.length;
		};
		await expect(read()).rejects.toEqual(new StoredGone(hash, 'other'));
		expect(got).toBeLessThan(large.length);
		await store.remove(key);
	});

	test('what fails or changes while it is written leaves nothing behind', async () => {
		let times = 0;
		const failing = () => {
			times++;
			return pieces(large, (at) => {
				if (times === 2 && at > 10_000_000) throw new Error('gone in the middle');
			});
		};
		await expect(putStream(failing, store)).rejects.toThrow('gone in the middle');
		let turns = 0;
		const changing = () => {
			const now = large.slice();
			now[19_000_000]! ^= turns++;
			return pieces(now);
		};
		await expect(putStream(changing, store)).rejects.toEqual(new StoredGone(hash, 'other'));
		expect(await store.has(key)).toBe(false);
		expect((await found([hello])).order).toEqual([]);
	});

	test('an empty file is one', async () => {
		const hash = await putFile(new Uint8Array(), store);
		expect(await readStored(hash, store)).toHaveLength(0);
		await store.remove(`content/${hash.slice(0, 2)}/${hash}`);
	});

	test('what is not there, or was changed underneath, is named', async () => {
		const missing = 'a'.repeat(64);
		await expect(readStored(missing, store)).rejects.toEqual(new StoredGone(missing, 'missing'));
		const changed = await putFile(bytes('一'), store);
		await place.put(`content/${changed.slice(0, 2)}/${changed}`, '二');
		await expect(readStored(changed, store)).rejects.toEqual(new StoredGone(changed, 'other'));
		expect(await missingFiles([missing, hello, changed, missing], store)).toEqual(
			new Set([missing])
		);
		expect((await found([missing, hello, changed])).order).toEqual([
			`missing ${missing}`,
			`other ${changed}`
		]);
		await store.remove(`content/${changed.slice(0, 2)}/${changed}`);
	});

	test('what is made from a file is made once', async () => {
		let times = 0;
		const make = async (content: Uint8Array) => {
			times++;
			return content.toReversed();
		};
		const made = async () => Buffer.from(await readMade(hello, 'thumbnail', make, store));
		const expected = Buffer.from(bytes('你好').toReversed());
		expect([await made(), await made(), times]).toEqual([expected, expected, 1]);
	});

	test('what nothing names is found; only what is an hour old is removed', async () => {
		const orphan = await putFile(bytes('没有登记'), store);
		const key = `content/${orphan.slice(0, 2)}/${orphan}`;
		await place.put('content/67/note.txt', 'x');
		const { whole, findings, order } = await found([hello]);
		expect([whole, order]).toEqual([1, [`orphan ${key}`, 'stray content/67/note.txt']]);
		const now = new Date();
		for (const one of findings) expect(await removeUnnamed(one, now, store)).toBe(false);
		const later = new Date(now.getTime() + 2 * 60 * 60_000);
		for (const one of findings) expect(await removeUnnamed(one, later, store)).toBe(true);
		expect(await found([hello])).toMatchObject({ whole: 1, order: [] });
	});

	test('more than a page of a list is listed whole', async () => {
		const hashes: string[] = [];
		for (let i = 0; i < 1010; i++) hashes.push(await putFile(bytes(`file ${i}`), store));
		const { whole, order } = await found(hashes);
		expect([whole, order]).toEqual([1010, [`orphan content/67/${hello}`]]);
	});
});

test(
	'a full disk is told, and of what did not fit nothing is left to be served',
	needs('mount', async () => {
		const disk = makeSmallDisk(8);
		try {
			const settings = { STORE: undefined, STORE_KEY: undefined, STORE_SECRET: undefined };
			const store = openStore({ DATA: disk.folder, ...settings });
			expect(await putFile(bytes('你好'), store)).toBe(hello);
			disk.fill();
			const large = new Uint8Array(1024 ** 2).fill(7);
			await expect(putFile(large, store)).rejects.toSatisfy(
				(error) => error instanceof StoreFailure && error.why === 'full'
			);
			const inPieces = async function* () {
				for (let i = 0; i < 1024; i++) yield large.subarray(0, 1024);
			};
			await expect(putStream(inPieces, store)).rejects.toSatisfy(
				(error) => error instanceof StoreFailure && error.why === 'full'
			);
			const left = readdirSync(join(disk.folder, 'files'), {
				recursive: true,
				withFileTypes: true
			});
			expect(left.filter((one) => one.isFile()).map(({ name }) => name)).toEqual([hello]);
			disk.empty();
			const hash = await putFile(large, store);
			expect(await readStored(hash, store)).toHaveLength(1024 ** 2);
		} finally {
			disk.remove();
		}
	})
);

test('what goes from a folder while it is listed is passed over', async () => {
	const place = await folder();
	for (const name of ['one', 'other', 'third']) await place.put(`listed/${name}`, name);
	const listed: string[] = [];
	for await (const { key } of place.store.list('listed/')) {
		if (listed.length === 0) {
			const [gone] = ['listed/one', 'listed/other', 'listed/third'].filter((one) => one !== key);
			await place.store.remove(gone!);
			listed.push(gone!);
		}
		listed.push(key);
	}
	expect(listed).toHaveLength(3);
	expect(new Set(listed)).toEqual(new Set(['listed/one', 'listed/other', 'listed/third']));
	await place.close();
});

test('a server that is away is told as that', async () => {
	const store = openStore(keyed('s3://qidang?endpoint=http://127.0.0.1:9'));
	for (const work of [() => putFile(bytes('x'), store), () => readStored(hello, store)]) {
		await expect(work()).rejects.toSatisfy(
			(error) => error instanceof StoreFailure && error.why === 'away'
		);
	}
});

test('a wrong secret, or no such bucket, is told as that, and not as files that are missing', async () => {
	const server = await startS3({ checked: true });
	try {
		const right = openStore(keyed(server.address));
		expect(await putFile(bytes('你好'), right)).toBe(hello);
		expect(Buffer.from(await readStored(hello, right)).toString()).toBe('你好');
		const wrong = openStore(keyed(server.address, 'wrong'));
		await expect(readStored(hello, wrong)).rejects.toThrow(StoreFailure);
		await expect(missingFiles([hello], wrong)).rejects.toThrow(StoreFailure);
		await expect(putFile(bytes('x'), wrong)).rejects.toThrow(StoreFailure);
		const none = openStore(keyed(server.address.replace('//qidang', '//nothing')));
		await expect(checkStore(new Set(), () => undefined, none)).rejects.toThrow(StoreFailure);
	} finally {
		await server.close();
	}
});
