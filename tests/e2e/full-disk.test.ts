import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { failToStart, startApp, type App } from '../support/app.ts';
import { example, ref } from '../support/journey.ts';
import { needs } from '../support/needs.ts';
import { makeCluster, type Cluster } from '../support/postgres.ts';
import {
	newPatch,
	openKept,
	sendForm,
	sendKeep,
	sendPatches,
	tokenOf,
	type Answer
} from '../support/sending.ts';
import { makeSmallDisk, type SmallDisk } from '../support/small-disk.ts';

const fullLog = fileURLToPath(import.meta.resolve('../support/full-log.ts'));
const noRoom = '服务器的磁盘已满，这次没有保存';
const printable = { said: JSON.stringify(example), on: '2024-10-15' };

let disk: SmallDisk | undefined;
let app: App | undefined;
let cluster: Cluster | undefined;

beforeEach(() => {
	disk = app = cluster = undefined;
});
afterEach(async () => {
	await app?.stop();
	await cluster?.remove();
	disk?.remove();
});

/** What can be saved while the disk is full, and that all of what was acknowledged is there afterwards. */
async function saveThroughFullDisk({ origin }: App, full: SmallDisk): Promise<void> {
	const token = tokenOf(await sendKeep({ origin }, example));
	const acknowledged: string[] = [];
	/** Large ones, which need new room. */
	const save = async (): Promise<Answer> => {
		const one = newPatch({ value: randomBytes(45_000).toString('hex') });
		const answer = await sendPatches({ origin }, token, { patches: [one] });
		if (answer.status === 204) acknowledged.push(one.id);
		return answer;
	};
	for (let i = 0; i < 5; i++) expect((await save()).status).toBe(204);

	full.fill();
	const answers: Answer[] = [];
	for (let i = 0; i < 50; i++) answers.push(await save());
	const last = answers.at(-1)!;
	expect([last.status, last.text]).toEqual([507, expect.stringContaining(noRoom)]);
	for (const { status } of answers) expect([204, 507]).toContain(status);
	const kept = await sendKeep({ origin, language: '/en' }, { ...example, name: 'x'.repeat(200) });
	expect([kept.status, kept.text]).toEqual([
		507,
		expect.stringContaining('The disk of the server is full and nothing was kept this time.')
	]);
	expect((await openKept({ origin }, token)).text).toContain('示例压铸有限公司');

	full.empty();
	expect((await save()).status).toBe(204);
	expect((await sendKeep({ origin }, example)).status).toBe(303);
	const { ids } = await openKept({ origin }, token);
	expect(acknowledged.filter((id) => !ids.has(id))).toEqual([]);
}

test(
	'a full disk below PGlite is told, and takes away nothing that was acknowledged',
	needs('mount', async () => {
		disk = makeSmallDisk(400);
		const settings = { DATA: join(disk.folder, 'data') };
		app = await startApp(settings);
		await saveThroughFullDisk(app, disk);
		await app.stop();

		disk.fill();
		const { code, stderr } = await failToStart({ PORT: '0', ...settings });
		expect(stderr).toBe(
			`The disk of the data folder ${settings.DATA} is full: free 64 MB there, or choose another folder, for example DATA=./data-2 npm start.\n`
		);
		expect(code).toBe(1);
		disk.empty();
		app = await startApp(settings);
		expect((await sendKeep(app, { questionnaire: ref })).status).toBe(303);
	})
);

/** Runs tests/support/full-log.ts; what is done before it goes on. */
async function addRows(folder: string, before: () => void) {
	const child = spawn(process.execPath, [fullLog, folder]);
	let stderr = '';
	child.stderr.setEncoding('utf8').on('data', (text) => (stderr += text));
	const [count] = (await once(child.stdout, 'data')) as [Buffer];
	before();
	child.stdin.write('go on\n');
	const [code] = (await once(child, 'close')) as [number | null];
	return { count: Number(count), code, stderr };
}

test(
	'a log of PGlite that finds no room ends the process, and the next start finds what was acknowledged',
	needs('mount', async () => {
		disk = makeSmallDisk(200);
		const folder = join(disk.folder, 'cluster');
		const gaveUp = await addRows(folder, disk.fill);
		expect(gaveUp).toMatchObject({ count: 0, code: 1 });
		expect(gaveUp.stderr).toContain(
			'The embedded database gave up; mend its disk if that is full, and start again.'
		);
		disk.empty();
		expect(await addRows(folder, () => undefined)).toEqual({ count: 1, code: 0, stderr: '' });
	})
);

test(
	'a full disk below PostgreSQL is told, and takes away nothing that was acknowledged',
	needs('mount', (context) =>
		needs('postgres', async () => {
			disk = makeSmallDisk(400);
			cluster = await makeCluster(disk.folder);
			app = await startApp({ DATABASE_URL: await cluster.createDatabase() });
			await saveThroughFullDisk(app, disk);
		})(context)
	)
);

test(
	'a full disk while printing is told, and the next report is printed as soon as there is room',
	needs('mount', async () => {
		// The data folder lies elsewhere: keeping goes on.
		disk = makeSmallDisk(200);
		app = await startApp({ TMPDIR: disk.folder, ADDRESS_HEADER: 'x-real-ip' });
		disk.fill();
		for (const [language, said] of [
			['', '服务器的磁盘已满，无法打印；答案都还在，请稍后再试。'],
			[
				'/en',
				'The disk of the server is full and nothing can be printed; your answers are still there'
			]
		] as const) {
			const answer = await sendForm({ origin: app.origin, language }, '/report', printable);
			expect([answer.status, answer.text]).toEqual([507, expect.stringContaining(said)]);
		}
		expect((await sendKeep(app, example)).status).toBe(303);

		// A good moment to ask for more reports than an address may have: none of them takes long.
		const office = { origin: app.origin, headers: { 'x-real-ip': '203.0.113.7' } };
		let asked = 0;
		let answer = await sendForm(office, '/report', printable);
		for (; answer.status === 507; asked++) answer = await sendForm(office, '/report', printable);
		expect(asked).toBeGreaterThanOrEqual(100);
		expect([answer.status, answer.text]).toEqual([
			429,
			expect.stringContaining('从这个网络地址打印的报告太多；请过 1 分钟再试，答案都还在。')
		]);
		// 100 in 10 minutes are one each 6 seconds.
		const seconds = Number(answer.headers.get('retry-after'));
		expect(seconds).toBeGreaterThanOrEqual(1);
		expect(seconds).toBeLessThanOrEqual(6);

		disk.empty();
		const { status, headers } = await sendForm(app, '/report', printable);
		expect([status, headers.get('content-type')]).toEqual([200, 'application/pdf']);

		disk.fill();
		expect((await sendForm(app, '/report', printable)).status).toBe(507);
		disk.empty();
		expect((await sendForm(app, '/report', printable)).status).toBe(200);
	})
);
