import { createHash } from 'node:crypto';
import { checkBag, type CheckedBag, type FoundBag } from '#lib/archive/bag.ts';

const sum = (algorithm: string, content: string) =>
	createHash(algorithm).update(content).digest('hex');

/** A bag of texts, by path, as it is found; sums are by OpenSSL. */
export function foundBag(texts: Readonly<Record<string, string>>): FoundBag {
	const all = Object.entries(texts);
	return {
		container: [],
		files: all.map(([path, text]) => ({
			path,
			bytes: Buffer.byteLength(text),
			head: Buffer.from(text).subarray(0, 16).toString('hex'),
			sums: { sha256: sum('sha256', text), sha512: sum('sha512', text), sm3: sum('sm3', text) }
		})),
		tagFiles: new Map(
			all
				.filter(([path]) => !path.startsWith('data/'))
				.map(([path, text]) => [path, Buffer.from(text)])
		)
	};
}

export const checkTexts = (texts: Readonly<Record<string, string>>): CheckedBag =>
	checkBag(foundBag(texts));

/**
 * A bag written by hand, with nothing of ours: two files, and a manifest of the tag files that is made anew of
 * whatever `more` puts in the place of them.
 */
export function handMade(more: Readonly<Record<string, string | undefined>> = {}) {
	const payload = { 'data/a.txt': 'abc', 'data/b.txt': 'hello\n' };
	const tags = {
		'bagit.txt': 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n',
		'bag-info.txt': 'Source-Organization: 某厂\nBagging-Date: 2026-11-22\nPayload-Oxum: 9.2\n',
		// Of FIPS 180-2 (abc), and as sha256sum says it of hello and a line feed.
		'manifest-sha256.txt':
			'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  data/a.txt\n' +
			'5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03  data/b.txt\n'
	};
	const texts = Object.fromEntries(
		Object.entries({ ...payload, ...tags, ...more }).filter(([, text]) => text !== undefined)
	) as Record<string, string>;
	if (!('tagmanifest-sha256.txt' in more)) {
		texts['tagmanifest-sha256.txt'] = Object.entries(texts)
			.filter(([path]) => !path.startsWith('data/') && !path.startsWith('tagmanifest-'))
			.map(([path, text]) => `${sum('sha256', text)}  ${path}\n`)
			.join('');
	}
	return texts;
}
