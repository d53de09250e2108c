/**
 * Many people at once, on a PostgreSQL server of its own: whole runs (open, every page, keep, result) with
 * script and without, and single saves beside pgbench's upsert of one row on the same server.
 *
 *     node tests/bench/load.ts [seconds for each measurement, 15]
 */
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { Agent, request, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import postgres from 'postgres';
import { stepsOf } from '#lib/journey/steps.ts';
import { parseYaml } from '#lib/library/yaml.ts';
import { openContent } from '../../scripts/content.ts';
import { startApp } from '../support/app.ts';
import { find } from '../support/needs.ts';
import { makeCluster } from '../support/postgres.ts';

const seconds = Number(process.argv[2] ?? 15);
const example = 'examples/yancheng-caster.yaml';
const said = JSON.stringify(parseYaml(readFileSync(example, 'utf8'), example));
const { edition } = openContent().editions.get('sme-digital-level@2024')!;
const path = `/diagnose/${edition.data.instrument}/${edition.data.edition}`;

const cluster = await makeCluster();
const address = await cluster.createDatabase();
// One for each core, though the client and the database server use them too.
const PROCESSES = String(availableParallelism());
const app = await startApp({ DATABASE_URL: address, HOST: '127.0.0.1', PROCESSES });
const origin = app.origin;
const agent = new Agent({ keepAlive: true, maxSockets: Infinity });
const admin = new URL(address);
admin.username = 'admin';
admin.password = 'secret';
const database = postgres(admin.href, { max: 1 });

/** How long each page took, in milliseconds. */
const pages: number[] = [];

/** Asks for a page as a browser does, with as little work as can be: the two share the machine. */
async function page(target: string, fields?: Record<string, string>) {
	const started = performance.now();
	const response = await ask(target, fields);
	pages.push(performance.now() - started);
	if (response.statusCode! >= 400) throw new Error(`${target} answered ${response.statusCode}`);
	return response;
}

function ask(target: string, fields?: Record<string, string>): Promise<IncomingMessage> {
	const body = fields && new URLSearchParams(fields).toString();
	const method = body === undefined ? 'GET' : 'POST';
	const headers: OutgoingHttpHeaders = { origin, accept: 'text/html', 'accept-encoding': 'br' };
	if (body !== undefined) {
		headers['content-type'] = 'application/x-www-form-urlencoded';
		headers['content-length'] = Buffer.byteLength(body);
	}
	return new Promise((resolve, reject) => {
		const sent = request(new URL(target, origin), { method, headers, agent }, (response) => {
			response.once('end', () => resolve(response)).resume();
		});
		sent.once('error', reject).end(body);
	});
}

/** One person from the first page to the kept result, every page through the server. */
async function withoutScript(): Promise<void> {
	await page(path);
	for (const step of stepsOf(edition).slice(0, -1)) {
		await page(`${path}?/turn`, { said, step, go: 'next', on: '2024-10-15', noscript: 'yes' });
	}
	await page(await keep());
}

/** The same with script: the pages are judged on the device, which then keeps what was said there. */
async function onDevice(): Promise<void> {
	await page(path);
	await page(`${path}/content.json`);
	await page('/areas.json');
	await page(await keep());
}

async function keep(): Promise<string> {
	const kept = await page(`${path}?/keep`, { said, step: 'result', on: '2024-10-15' });
	return kept.headers.location!;
}

/** So many at once, for a while; how many were done, and in how many seconds. */
async function during(atOnce: number, work: () => Promise<void>) {
	const started = performance.now();
	let done = 0;
	const lane = async () => {
		while (performance.now() - started < seconds * 1000) {
			await work();
			done++;
		}
	};
	await Promise.all(Array.from({ length: atOnce }, lane));
	return { done, took: (performance.now() - started) / 1000 };
}

function quantile(values: readonly number[], share: number): number {
	const sorted = values.toSorted((a, b) => a - b);
	return sorted[Math.floor((sorted.length - 1) * share)] ?? 0;
}

async function sheets(): Promise<number> {
	const [row] = await database<{ count: number }[]>`select count(*)::int as count from sheet`;
	return row!.count;
}

/** Upserts of one row, the server doing nothing else. */
async function upserts(): Promise<number> {
	const folder = mkdtempSync(join(tmpdir(), 'qidang-pgbench-'));
	const script = join(folder, 'upsert.sql');
	writeFileSync(
		script,
		`insert into upserted (id, value) values (1, '{"a": 1}') on conflict (id) do update set value = excluded.value;`
	);
	const options = ['--no-vacuum', '--client=16', `--time=${seconds}`, `--file=${script}`];
	const { stdout } = await promisify(execFile)(find('pgbench')!, [...options, admin.href]);
	rmSync(folder, { recursive: true });
	return Number(/tps = ([\d.]+)/.exec(stdout)?.[1]);
}

const table = [];
for (const [name, run] of Object.entries({ withoutScript, onDevice })) {
	await during(8, run); // The first seconds compile the code.
	for (const atOnce of [16, 64]) {
		pages.length = 0;
		const before = await sheets();
		const { done, took } = await during(atOnce, run);
		table.push({
			run: name,
			'people at once': atOnce,
			'completions a second': Number((done / took).toFixed(1)),
			'p50 of a page, ms': Math.round(quantile(pages, 0.5)),
			'p99 of a page, ms': Math.round(quantile(pages, 0.99)),
			completions: done,
			'rows in the database': (await sheets()) - before
		});
	}
}
console.table(table);

const token = (await keep()).split('?')[0]!;
const save = async () => {
	const patches = [
		{
			id: randomUUID(),
			field: 'answers.scheduling',
			value: 2,
			replaces: null,
			madeAt: new Date().toISOString()
		}
	];
	const response = await fetch(new URL(`${token}/patches`, origin), {
		method: 'POST',
		body: JSON.stringify({ patches }),
		headers: { origin, 'content-type': 'application/json' }
	});
	if (response.status !== 204) throw new Error(`A save was answered ${response.status}`);
};
await database`create table upserted (id int primary key, value jsonb)`;
const saves = [];
for (let round = 0; round < 3; round++) {
	const { done, took } = await during(16, save);
	const upserted = await upserts();
	saves.push({
		'saves a second': Math.round(done / took),
		'pgbench upserts a second': Math.round(upserted),
		ratio: Number((done / took / upserted).toFixed(2))
	});
}
console.table(saves);

agent.destroy();
await database.end();
await app.stop();
await cluster.remove();
