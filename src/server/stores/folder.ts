import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { StoreFailure, type Store } from './store.ts';

/** What is being written has no key yet: it ends so, and nobody reads it. */
const partialEnd = '.partial';

/** Files in a folder: each has its name only once it is whole and on the disk. */
export function openFolder(folder: string): Store {
	const pathOf = (key: string) => join(folder, ...key.split('/'));
	return {
		async write(key, content) {
			const path = pathOf(key);
			const partial = `${path}.${randomUUID()}${partialEnd}`;
			try {
				await mkdir(dirname(path), { recursive: true });
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
				throw full(error) ? new StoreFailure('full', error) : error;
			}
		},
		async read(key) {
			const stream = createReadStream(pathOf(key));
			try {
				await new Promise((resolve, reject) => stream.once('open', resolve).once('error', reject));
			} catch (error) {
				if (isMissing(error)) return undefined;
				throw error;
			}
			return stream as AsyncIterable<Uint8Array>;
		},
		async has(key) {
			try {
				await access(pathOf(key));
				return true;
			} catch (error) {
				if (isMissing(error)) return false;
				throw error;
			}
		},
		async *list(prefix) {
			const found = await readdir(pathOf(prefix), { recursive: true, withFileTypes: true }).catch(
				(error: unknown) => {
					if (isMissing(error)) return [];
					throw error;
				}
			);
			for (const one of found) {
				if (!one.isFile()) continue;
				const path = join(one.parentPath, one.name);
				const at = await changedAt(path);
				// It was removed meanwhile, or got its name.
				if (at) yield { key: relative(folder, path).split(sep).join('/'), at };
			}
		},
		async remove(key) {
			await rm(pathOf(key), { force: true });
		}
	};
}

async function changedAt(path: string): Promise<Date | undefined> {
	try {
		return (await stat(path)).mtime;
	} catch (error) {
		if (isMissing(error)) return undefined;
		throw error;
	}
}

function isMissing(error: unknown): boolean {
	return ['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '');
}

function full(error: unknown): boolean {
	return ['ENOSPC', 'EDQUOT'].includes((error as NodeJS.ErrnoException).code ?? '');
}
