import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { closeDatabase, openDatabase } from '#server/db/index.ts';
import { addEvidence, listEvidence } from '#server/evidence.ts';
import { openContent } from '../../scripts/content.ts';
import { databases, makeFolder, type TestDatabase } from '../support/databases.ts';
import { makeSheet } from '../support/made-sheets.ts';
import { makeMembers } from '../support/members.ts';
import { prepare } from '../support/prepare.ts';
import { addPicture, pdf } from '../support/uploads.ts';

const run = promisify(execFile);
const backup = makeFolder();

let database: TestDatabase;
/** The hashes of two pieces on record, and of one that the database refused. */
let first: string;
let second: string;
let orphan: string;

const sha256 = (content: Uint8Array) => createHash('sha256').update(content).digest('hex');
const fileOf = (hash: string) => {
	return join(database.settings.DATA, 'files', 'content', hash.slice(0, 2), hash);
};

function check(...args: string[]) {
	const env = { ...process.env, DATA: database.settings.DATA, DATABASE_URL: '' };
	return run(process.execPath, ['scripts/store-check.ts', ...args], { env }).then(
		(ended) => ({ code: 0, ...ended }),
		(error: { code: number; stdout: string; stderr: string }) => error
	);
}

beforeAll(async () => {
	database = await databases.find(({ name }) => name === 'PGlite')!.make();
	vi.stubEnv('DATA', database.settings.DATA);
	const library = openContent();
	await prepare(database, library);
	const made = await makeMembers(database);
	await openDatabase(database.settings);
	const sheet = await makeSheet(made, library, 'draft');
	const filler = made.members['enterprise-filler'];
	const given = { field: 'answers.scheduling', name: '清单.pdf', effectiveOn: '', replaces: null };
	await addPicture(made, sheet);
	await addEvidence(filler, sheet, { ...given, id: crypto.randomUUID(), content: pdf });
	[first, second] = (await listEvidence(filler, sheet)).map(({ file }) => file) as [string, string];
	// It is in the store before the database says no: what is filed takes nothing more.
	const filed = await makeSheet(made, library, 'filed');
	const late = Buffer.concat([pdf, Buffer.from('% late')]);
	orphan = sha256(late);
	await expect(
		addEvidence(filler, filed, { ...given, id: crypto.randomUUID(), content: late })
	).rejects.toMatchObject({ status: 403 });
	await closeDatabase();
});

afterAll(async () => {
	await database.remove();
	vi.unstubAllEnvs();
	backup.remove();
});

test('names what the database refused at the last moment, and fails over nothing', async () => {
	const { code, stdout, stderr } = await check();
	expect(stdout).toBe(
		`ORPHAN content/${orphan.slice(0, 2)}/${orphan}: in the store, and nothing on record names it\n`
	);
	expect([code, stderr.trim()]).toEqual([
		0,
		'2 files on record are whole, 0 are not; 1 in the store are named by nothing.'
	]);
});

test('removes it once it is confirmed, and not before it is an hour old', async () => {
	const unconfirmed = await check('--remove-orphans');
	expect([unconfirmed.code, unconfirmed.stderr]).toEqual([
		1,
		expect.stringContaining('add --yes where nobody can type it')
	]);
	expect((await check('--remove-orphans', '--yes')).stderr).toContain(
		'0 were removed, 1 are too new'
	);
	const old = new Date(Date.now() - 2 * 60 * 60_000);
	utimesSync(fileOf(orphan), old, old);
	expect((await check('--remove-orphans', '--yes')).stderr).toContain(
		'1 were removed, 0 are too new'
	);
	expect((await check()).stdout).toBe('');
});

test('names what is missing or changed, and puts it back from a backup by its content', async () => {
	mkdirSync(join(backup.folder, 'deep'));
	writeFileSync(join(backup.folder, 'deep', 'any name'), readFileSync(fileOf(first)));
	writeFileSync(join(backup.folder, 'other'), 'of something else');
	writeFileSync(join(backup.folder, 'second'), readFileSync(fileOf(second)));
	rmSync(fileOf(first));
	writeFileSync(fileOf(second), 'changed');
	const { code, stdout } = await check();
	expect(code).toBe(1);
	expect(stdout.split('\n').filter(Boolean).sort()).toEqual([
		`MISSING ${first}: on record, and not in the store`,
		`OTHER ${second}: on record, and its content in the store is another`
	]);
	const mended = await check('--adopt', backup.folder);
	expect([mended.code, mended.stdout]).toEqual([0, '']);
	expect(mended.stderr).toContain(`2 files of ${backup.folder} are on record`);
	expect(mended.stderr).toContain('2 files on record are whole, 0 are not; 0 in the store');
});

test.each([[['--nothing']], [['x']], [['--adopt', '/no/such/folder']]])(
	'ends with the usage, given %j',
	async (args) => {
		const { code, stderr } = await check(...args);
		expect([code, stderr]).toEqual([1, expect.stringContaining('Usage: npm run -s store:check')]);
	}
);
