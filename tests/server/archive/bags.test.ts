import { execFile } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { afterAll, expect, test } from 'vitest';
import { ZipFile } from 'yazl';
import { checkBag } from '#lib/archive/bag.ts';
import { openBag, readBag } from '#server/archive/read-bag.ts';
import { sealBag, sumPart, type Sealing } from '#server/archive/write-bag.ts';
import { handMade } from '../../support/bags.ts';
import { makeFolder } from '../../support/databases.ts';

const run = promisify(execFile);
const { folder, remove } = makeFolder();
afterAll(remove);

const good = handMade();

async function zipped(name: string, fill: (zip: ZipFile) => void): Promise<string> {
	const zip = new ZipFile();
	fill(zip);
	zip.end();
	const path = join(folder, name);
	await pipeline(zip.outputStream, createWriteStream(path));
	return path;
}

const addGood = (zip: ZipFile, options: object = {}) => {
	for (const [path, text] of Object.entries(good)) {
		zip.addBuffer(Buffer.from(text), `bag/${path}`, options);
	}
};

async function faultsOf(path: string): Promise<string[]> {
	const source = await openBag(path);
	try {
		return checkBag(await readBag(source)).faults.map(({ rule, fault }) => `${rule}: ${fault}`);
	} finally {
		source.close();
	}
}

test('a bag is read from a ZIP, compressed or not, and from a folder', async () => {
	expect(
		await faultsOf(await zipped('stored.zip', (zip) => addGood(zip, { compress: false })))
	).toEqual([]);
	expect(await faultsOf(await zipped('deflated.zip', (zip) => addGood(zip)))).toEqual([]);
	const bag = join(folder, 'bag');
	for (const [path, text] of Object.entries(good)) {
		await mkdir(dirname(join(bag, path)), { recursive: true });
		await writeFile(join(bag, path), text);
	}
	expect(await faultsOf(bag)).toEqual([]);
	await symlink('/etc/hostname', join(bag, 'data', 'c.txt'));
	expect(await faultsOf(bag)).toEqual(['container: data/c.txt is a link or no file']);
});

test('a ZIP holds one folder', async () => {
	const path = await zipped('two.zip', (zip) => {
		addGood(zip);
		zip.addBuffer(Buffer.from('x'), 'other/x.txt');
	});
	expect(await faultsOf(path)).toContain(
		'container: a ZIP holds one folder, which is the bag: it has bag, other'
	);
});

test('a link in a ZIP is refused', async () => {
	const path = await zipped('link.zip', (zip) => {
		addGood(zip);
		zip.addBuffer(Buffer.from('/etc/passwd'), 'bag/data/c.txt', { mode: 0o120777 });
	});
	expect(await faultsOf(path)).toEqual(['container: data/c.txt is a link']);
});

/** Changes two bytes in every entry of the directory of a ZIP, and in what stands before each file. */
async function changed(
	name: string,
	central: number,
	local: number,
	value: number
): Promise<string> {
	const content = await readFile(await zipped(name, (zip) => addGood(zip)));
	for (const [signature, at] of [
		['PK\x01\x02', central],
		['PK\x03\x04', local]
	] as const) {
		for (let i = content.indexOf(signature); i >= 0; i = content.indexOf(signature, i + 4)) {
			content.writeUInt16LE(value, i + at);
		}
	}
	await writeFile(join(folder, name), content);
	return join(folder, name);
}

test('an encrypted file is refused, and one compressed in a way that is rare', async () => {
	expect((await faultsOf(await changed('secret.zip', 8, 6, 0x0809))).join('\n')).toContain(
		'container: data/a.txt is encrypted'
	);
	// Zstandard is 93.
	expect((await faultsOf(await changed('rare.zip', 10, 8, 93))).join('\n')).toContain(
		'container: data/a.txt is compressed by method 93'
	);
});

test('a name that leads out of the ZIP is refused', async () => {
	const path = await zipped('out.zip', (zip) => {
		addGood(zip);
		zip.addBuffer(Buffer.from('x'), 'bag/data/xx/c.txt');
	});
	const content = await readFile(path);
	for (let i = content.indexOf('bag/data/xx/'); i >= 0; i = content.indexOf('bag/data/xx/', i)) {
		content.write('bag/data/../', i);
	}
	await writeFile(path, content);
	expect((await faultsOf(path)).join('\n')).toMatch(/container: the ZIP is damaged or refused/);
});

const sealing: Sealing = {
	base: 'bag',
	at: new Date('2026-11-22T08:00:00Z'),
	tags: [['Source-Organization', '某厂']],
	algorithms: ['sha256', 'sm3']
};

test('SM3 stands beside SHA-256: the example of GB/T 32905, and both are judged', async () => {
	const part = { path: 'data/100% a.txt', content: Buffer.from('abc') };
	const sealed = sealBag([await sumPart(part, sealing.algorithms)], sealing);
	const path = join(folder, 'sm3.zip');
	await pipeline(sealed.write(), createWriteStream(path));
	expect(await faultsOf(path)).toEqual([]);
	const source = await openBag(path);
	const { tagFiles } = await readBag(source);
	source.close();
	expect(Buffer.from(tagFiles.get('manifest-sm3.txt')!).toString()).toBe(
		'66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0  data/100%25 a.txt\n'
	);
	expect([...tagFiles.keys()]).toContain('tagmanifest-sm3.txt');
});

test('the same parts give the same bytes, wherever the clock of the machine stands', async () => {
	const parts = await Promise.all(
		['b', 'a'].map((name) =>
			sumPart({ path: `data/${name}`, content: Buffer.from(name) }, sealing.algorithms)
		)
	);
	const written = async (zone: string, all: typeof parts) => {
		process.env.TZ = zone;
		const sealed = sealBag(all, sealing);
		const pieces = (await sealed.write().toArray()) as Buffer[];
		expect(Buffer.concat(pieces).length).toBe(sealed.bytes);
		return Buffer.concat(pieces).toString('hex');
	};
	const before = process.env.TZ;
	const shanghai = await written('Asia/Shanghai', parts);
	expect(await written('America/New_York', parts.toReversed())).toBe(shanghai);
	if (before === undefined) delete process.env.TZ;
	else process.env.TZ = before;
});

test('the scripts say what holds and what does not, without network and database', async () => {
	const path = await zipped('plain.zip', (zip) => addGood(zip));
	const script = (name: string, ...args: string[]) =>
		run(process.execPath, [`scripts/${name}.ts`, ...args]).then(
			(ended) => ({ code: 0, ...ended }),
			(error: { code: number; stdout: string; stderr: string }) => error
		);
	const checked = await script('archive-check', path);
	expect(checked.code).toBe(1);
	expect(checked.stdout).toContain('完整性 completeness\n  pass  清单所列文件齐全');
	expect(checked.stdout).toContain('data/file.json is missing');
	expect(checked.stdout).toContain('NOT WHOLE');
	const taken = await script('archive-import', path);
	expect(taken).toMatchObject({
		code: 1,
		stderr: expect.stringContaining('Nothing was taken in') as string
	});
	expect(await script('archive-check')).toMatchObject({
		code: 1,
		stderr: expect.stringContaining('Usage: npm run -s archive:check') as string
	});
	expect(await script('archive-check', join(folder, 'none.zip'))).toMatchObject({
		code: 1,
		stderr: expect.stringContaining('cannot be opened') as string
	});
});
