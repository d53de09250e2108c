import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { readSettings } from './settings.ts';

/** Where files lie: in the data folder, each under the SHA-256 of its content. */
function folder(): string {
	return join(readSettings(process.env).DATA, 'files');
}

/**
 * Keeps a file; one that is there already stays. It has its name only once it is whole and on the disk.
 * @returns SHA-256 of its content, in hexadecimal
 */
export async function putFile(content: Uint8Array): Promise<string> {
	const hash = createHash('sha256').update(content).digest('hex');
	await write(pathOf(hash), content);
	return hash;
}

/** @throws {Error} where it is not there, or is not what it was */
export async function readStored(hash: string): Promise<Uint8Array> {
	const content = await readFile(pathOf(hash));
	if (createHash('sha256').update(content).digest('hex') !== hash) {
		throw new Error(`The file ${hash} in the store is not what it was.`);
	}
	return content;
}

/**
 * What is made from a stored file, made once.
 * @param kind what is made, in a word that can stand in a path
 */
export async function readMade(
	hash: string,
	kind: 'thumbnail',
	make: (content: Uint8Array) => Promise<Uint8Array>
): Promise<Uint8Array> {
	const path = join(folder(), kind, hash.slice(0, 2), hash);
	try {
		return await readFile(path);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
	}
	const made = await make(await readStored(hash));
	await write(path, made);
	return made;
}

function pathOf(hash: string): string {
	if (!/^[0-9a-f]{64}$/.test(hash)) throw new Error('A stored file is named by its SHA-256.');
	return join(folder(), 'content', hash.slice(0, 2), hash);
}

async function write(path: string, content: Uint8Array): Promise<void> {
	await mkdir(dirname(path), { recursive: true });
	const partial = `${path}.${randomUUID()}.partial`;
	try {
		const file = await open(partial, 'wx');
		try {
			await file.writeFile(content);
			await file.sync();
		} finally {
			await file.close();
		}
		await rename(partial, path);
	} catch (error) {
		await rm(partial, { force: true });
		throw error;
	}
}
