import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodePath, encodePath, readManifest, writeManifest } from '#lib/archive/manifest.ts';
import { readTags, writeTags } from '#lib/archive/tags.ts';

const sum = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';

test('only what ends a line and the per cent sign are written otherwise', () => {
	expect(encodePath('data/100% 好\r\n.txt')).toBe('data/100%25 好%0D%0A.txt');
	expect(decodePath('data/100%25 好%0d%0A.txt')).toBe('data/100% 好\r\n.txt');
	// Written by somebody who wrote %20 as it is: it is decoded once.
	expect(decodePath('data/%2520')).toBe('data/%20');
});

test('lines stand in the order of their paths, as sha256sum writes them', () => {
	const lines = [
		{ path: 'data/b', sum },
		{ path: 'data/a b', sum }
	];
	expect(writeManifest(lines)).toBe(`${sum}  data/a b\n${sum}  data/b\n`);
});

test('whatever a path is, it is read as it was written', () => {
	fc.assert(
		fc.property(fc.uniqueArray(fc.string({ minLength: 1, unit: 'grapheme' })), (names) => {
			const lines = names
				.map((name) => ({ path: `data/${name}`, sum }))
				.toSorted((a, b) => (a.path < b.path ? -1 : 1));
			expect(readManifest(writeManifest(lines), 'sha256')).toEqual({ lines, faults: [] });
		})
	);
});

test('tags: a value goes on where a line begins with a blank, labels are told apart by the first colon', () => {
	const { tags, faults } = readTags('A: one\n  two\nB-c: x: y\n');
	expect({ tags, faults }).toEqual({
		tags: [
			['A', 'one two'],
			['B-c', 'x: y']
		],
		faults: []
	});
	expect(writeTags([['Source-Organization', '某厂\n二']])).toBe('Source-Organization: 某厂 二\n');
});
