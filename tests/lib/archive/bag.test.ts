import { describe, expect, test } from 'vitest';
import { checkBag, bagRules } from '#lib/archive/bag.ts';
import { checkTexts, foundBag, handMade } from '../../support/bags.ts';

const a = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
/** Of FIPS 180-2, of nothing. */
const empty = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
const good = handMade();
const manifest = good['manifest-sha256.txt']!;

test('a bag written by hand breaks no rule', () => {
	expect(checkTexts(good).faults).toEqual([]);
});

test('tag manifests and bag-info.txt may be left out', () => {
	expect(
		checkTexts(handMade({ 'bag-info.txt': undefined, 'tagmanifest-sha256.txt': undefined })).faults
	).toEqual([]);
});

test('a manifest by SHA-512 is read beside that by SHA-256, as every validator must', () => {
	// Of FIPS 180-2 (abc), and as sha512sum says it of hello and a line feed.
	const sha512 = [
		'ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f  data/a.txt\n',
		'e7c22b994c59d9cf2b48e549b1e24666636045930d3da7c1acb299d1c3b7f931f94aae41edda2c2b207a36e10f8bcb8d45223e54878f5b316e7ce3b6bc019629  data/b.txt\n'
	].join('');
	expect(checkTexts(handMade({ 'manifest-sha512.txt': sha512 })).faults).toEqual([]);
	const { faults } = checkTexts(
		handMade({ 'manifest-sha512.txt': sha512.replace('ddaf35a1', 'ddaf35a2') })
	);
	expect(faults.map(({ rule, path }) => [rule, path])).toEqual([['sums', 'data/a.txt']]);
});

test('tag files are in UTF-8, or are named', () => {
	for (const [path, rule] of [
		['bagit.txt', 'declaration'],
		['manifest-sha256.txt', 'lines'],
		['bag-info.txt', 'info']
	] as const) {
		const bag = foundBag(good);
		const tagFiles = new Map(bag.tagFiles).set(path, Buffer.from([0x41, 0xff, 0x0a]));
		const { faults } = checkBag({ ...bag, tagFiles });
		expect(faults).toContainEqual({
			rule,
			path,
			fault: expect.stringContaining('not UTF-8') as string
		});
	}
});

test.each([
	['lines end in CR LF', manifest.replaceAll('\n', '\r\n')],
	['lines end in CR', manifest.replaceAll('\n', '\r')],
	['the last line does not end', manifest.trimEnd()],
	['one blank and a tab', manifest.replaceAll('  ', ' \t')],
	['sums in capitals', manifest.replace(a, a.toUpperCase())],
	['the sign of binary files', manifest.replaceAll('  ', ' *')]
])('a manifest is read as well where %s', (_, text) => {
	expect(checkTexts(handMade({ 'manifest-sha256.txt': text })).faults).toEqual([]);
});

/** Each breaks one rule and no other; what is said names the file. */
const broken: readonly (readonly [
	rule: keyof typeof bagRules,
	what: string,
	more: Record<string, string | undefined>,
	fault: RegExp
])[] = [
	['declaration', 'no bagit.txt', { 'bagit.txt': undefined }, /bagit\.txt is missing/],
	[
		'declaration',
		'another version',
		{ 'bagit.txt': 'BagIt-Version: 0.97\nTag-File-Character-Encoding: UTF-8\n' },
		/0\.97/
	],
	[
		'declaration',
		'another encoding',
		{ 'bagit.txt': 'BagIt-Version: 1.0\nTag-File-Character-Encoding: GB18030\n' },
		/GB18030/
	],
	[
		'declaration',
		'a third line',
		{ 'bagit.txt': 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\nMore: x\n' },
		/two lines/
	],
	[
		'declaration',
		'a byte order mark',
		{ 'bagit.txt': '\uFEFFBagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n' },
		/byte order mark/
	],
	[
		'payload',
		'nothing in data/',
		{
			'data/a.txt': undefined,
			'data/b.txt': undefined,
			'manifest-sha256.txt': '',
			'bag-info.txt': undefined
		},
		/no payload/
	],
	['manifests', 'no manifest', { 'manifest-sha256.txt': undefined }, /no manifest/],
	[
		'manifests',
		'sums that nobody knows',
		{ 'manifest-crc9.txt': `${a}  data/a.txt\n` },
		/manifest-crc9\.txt/
	],
	['manifests', 'an algorithm in capitals', { 'manifest-SM3.txt': '' }, /manifest-SM3\.txt/],
	['lines', 'a line without a path', { 'manifest-sha256.txt': `${manifest}${a}\n` }, /line 3/],
	[
		'lines',
		'a sum that is too short',
		{ 'manifest-sha256.txt': `${manifest}${a.slice(1)}  data/c.txt\n` },
		/manifest-sha256\.txt, line 3/
	],
	[
		'lines',
		'a per cent sign as it is',
		{ 'manifest-sha256.txt': `${manifest}${a}  data/100%.txt\n` },
		/%25/
	],
	[
		'paths',
		'a path out of the bag',
		{ '../c.txt': 'abc', 'manifest-sha256.txt': manifest },
		/\.\.\/c\.txt leads out/
	],
	['paths', 'an absolute path', { '/etc/c.txt': 'abc' }, /\/etc\/c\.txt is no path/],
	['paths', 'a home', { '~/c.txt': 'abc' }, /~\/c\.txt/],
	['paths', 'a drive', { 'C:/c.txt': 'abc' }, /C:\/c\.txt/],
	['paths', 'a backslash', { 'x\\c.txt': 'abc' }, /backslash/],
	[
		'paths',
		'a tag file among the payload',
		{
			'manifest-sha256.txt': `${manifest}${a}  notes.txt\n`
		},
		/notes\.txt is no part of the payload/
	],
	['once', 'a file listed twice', { 'manifest-sha256.txt': manifest + manifest }, /a\.txt twice/],
	[
		'listed',
		'a file in no manifest',
		{ 'manifest-sha256.txt': `${a}  data/a.txt\n` },
		/data\/b\.txt is not listed in manifest-sha256/
	],
	[
		'listed',
		'a file in one manifest of two',
		{
			'manifest-sm3.txt':
				'66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0  data/a.txt\n'
		},
		/data\/b\.txt is not listed in manifest-sm3/
	],
	[
		'there',
		'a file that is gone',
		{ 'data/b.txt': undefined, 'bag-info.txt': undefined },
		/data\/b\.txt is listed in manifest-sha256\.txt and not there/
	],
	['sums', 'a flipped byte', { 'data/b.txt': 'hellp\n' }, /data\/b\.txt is not what it was/],
	[
		'tag-sums',
		'a changed tag',
		{
			'bag-info.txt': 'Payload-Oxum: 9.2\n',
			'tagmanifest-sha256.txt': good['tagmanifest-sha256.txt']
		},
		/bag-info\.txt is not what it was/
	],
	[
		'tag-manifests',
		'a manifest that no tag manifest lists',
		{
			'tagmanifest-sha256.txt': good['tagmanifest-sha256.txt']!.replace(
				/.*manifest-sha256\.txt\n/,
				''
			)
		},
		/manifest-sha256\.txt is not listed/
	],
	[
		'tag-manifests',
		'the payload in a tag manifest',
		{ 'tagmanifest-sha256.txt': `${good['tagmanifest-sha256.txt']}${a}  data/a.txt\n` },
		/data\/a\.txt is a part of the payload/
	],
	[
		'tag-manifests',
		'a tag manifest that lists one',
		{
			'tagmanifest-sha256.txt': `${good['tagmanifest-sha256.txt']}${empty}  tagmanifest-sm3.txt\n`,
			'tagmanifest-sm3.txt': ''
		},
		/tagmanifest-sm3\.txt is itself a manifest of tag files/
	],
	['info', 'a line that is no tag', { 'bag-info.txt': 'Payload-Oxum: 9.2\nnothing\n' }, /line 2/],
	['info', 'a day that is none', { 'bag-info.txt': 'Bagging-Date: 2026-02-30\n' }, /2026-02-30/],
	[
		'info',
		'a size said twice',
		{ 'bag-info.txt': 'Payload-Oxum: 9.2\nPayload-Oxum: 9.2\n' },
		/more than once/
	],
	['oxum', 'another size', { 'bag-info.txt': 'Payload-Oxum: 10.2\n' }, /says 10\.2.*9\.2/],
	['oxum', 'another number of files', { 'bag-info.txt': 'payload-oxum: 9.3\n' }, /9\.3/],
	['fetch', 'a file elsewhere', { 'fetch.txt': 'https://a.example 3 data/a.txt\n' }, /fetch\.txt/],
	[
		'names',
		'two names that are one on some systems',
		{ 'Notes.txt': 'x', 'notes.txt': 'y' },
		/one name/
	],
	['names', 'letters not composed', { 'e\u0301.txt': 'x' }, /normal form C/]
];

describe('a rule is broken', () => {
	test.each(broken)('%s: %s', (rule, _, more, fault) => {
		const { faults } = checkTexts(handMade(more));
		const rules = new Set(faults.map((one) => one.rule));
		expect(faults.map((one) => one.fault).join('\n')).toMatch(fault);
		// A file that nobody has cannot be as it was listed.
		if (rule === 'paths' && rules.has('there')) rules.delete('there');
		expect([...rules]).toEqual([rule]);
	});

	test('container: what the bag came in is told as it was found', () => {
		const { faults } = checkBag({ ...foundBag(good), container: ['a.txt is encrypted'] });
		expect(faults).toEqual([{ rule: 'container', fault: 'a.txt is encrypted' }]);
	});

	test('every rule has a bag that breaks it alone', () => {
		const tried = new Set([...broken.map(([rule]) => rule), 'container']);
		expect(Object.keys(bagRules).filter((rule) => !tried.has(rule))).toEqual([]);
	});

	test('only names are a warning', () => {
		const warned = broken.filter(([, , more]) =>
			checkTexts(handMade(more)).faults.every(({ isWarning }) => isWarning)
		);
		expect(new Set(warned.map(([rule]) => rule))).toEqual(new Set(['names']));
	});
});

test('every byte of every file counts: whichever is flipped, its file is named', () => {
	for (const [path, text] of Object.entries(good)) {
		for (let i = 0; i < text.length; i++) {
			const flipped =
				text.slice(0, i) + String.fromCharCode(text.charCodeAt(i) ^ 1) + text.slice(i + 1);
			const { faults } = checkTexts({ ...good, [path]: flipped });
			const named = faults.map(({ fault }) => fault).join('\n');
			expect(faults.length, `${path} at ${i}`).toBeGreaterThan(0);
			expect(named, `${path} at ${i}`).toContain(path);
		}
	}
});
