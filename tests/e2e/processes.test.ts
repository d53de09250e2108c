import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { request, type IncomingMessage } from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseYaml } from '#lib/library/yaml.ts';
import { type App, failToStart, startApp } from '../support/app.ts';
import { isInstalled, needs } from '../support/needs.ts';
import { makeCluster, type Cluster } from '../support/postgres.ts';

const example = 'examples/yancheng-caster.yaml';
const said = JSON.stringify(parseYaml(readFileSync(example, 'utf8'), example));

describe('several processes on one port', () => {
	const processes = 3;
	let cluster: Cluster | undefined;
	let app: App;

	beforeAll(async () => {
		if (!isInstalled('postgres')) return;
		cluster = await makeCluster();
		app = await startApp({
			DATABASE_URL: await cluster.createDatabase(),
			PROCESSES: String(processes)
		});
	});
	afterAll(() => cluster?.remove());

	/** By a connection of its own, so that each may come to another process. */
	async function ask(path: string, fields?: Record<string, string>) {
		const headers = {
			origin: app.origin,
			accept: 'text/html',
			...(fields && { 'content-type': 'application/x-www-form-urlencoded' })
		};
		const method = fields ? 'POST' : 'GET';
		const sent = request(app.origin + path, { method, headers, agent: false });
		sent.end(fields && new URLSearchParams(fields).toString());
		const [response] = (await once(sent, 'response')) as [IncomingMessage];
		const body = Buffer.concat(await response.toArray());
		return { status: response.statusCode, location: response.headers.location, body };
	}

	test(
		'what one of them keeps, each of them shows',
		needs('postgres', async () => {
			const kept = await ask('/diagnose/sme-digital-level/2024?/keep', { said, step: 'result' });
			expect(kept.status).toBe(303);
			const link = kept.location!;
			const shown = await Promise.all(Array.from({ length: 9 }, () => ask(link)));
			expect(shown.map(({ status }) => status)).toEqual(Array(9).fill(200));
		})
	);

	test(
		'the one that is asked for a report prints it',
		needs('postgres', async () => {
			for (let i = 0; i < 2 * processes; i++) {
				const report = await ask('/report', { said, on: '2024-10-15' });
				expect(report.status).toBe(200);
				expect(report.body.toString('latin1', 0, 5)).toBe('%PDF-');
			}
		})
	);

	test(
		'where one is killed, the others serve on and another takes its place',
		needs('postgres', async () => {
			const before = childrenOf(app.pid);
			expect(before).toHaveLength(processes);
			process.kill(before[0]!, 'SIGKILL');
			await expect.poll(() => childrenOf(app.pid).includes(before[0]!)).toBe(false);
			await expect.poll(() => childrenOf(app.pid), { timeout: 60_000 }).toHaveLength(processes);
			for (let i = 0; i < 2 * processes; i++) {
				expect((await ask('/diagnose/sme-digital-level/2024')).status).toBe(200);
			}
		})
	);

	test(
		'SIGTERM ends all of them',
		needs('postgres', async () => {
			const all = childrenOf(app.pid);
			expect(await app.stop()).toBe(0);
			expect(all.filter((pid) => isAlive(pid))).toEqual([]);
		})
	);

	test(
		'a taken port is told in one sentence',
		needs('postgres', async () => {
			const taken = createServer().listen(0, '0.0.0.0');
			await once(taken, 'listening');
			const PORT = String((taken.address() as AddressInfo).port);
			const DATABASE_URL = await cluster!.createDatabase();
			const { code, stderr } = await failToStart({ PORT, DATABASE_URL, PROCESSES: '2' });
			taken.close();
			expect(stderr).toMatch(new RegExp(`^Port ${PORT} is taken: [^\n]+\n$`));
			expect(code).toBe(1);
		})
	);
});

test('the embedded database serves one process, which is told in one sentence', async () => {
	const { code, stderr } = await failToStart({ PORT: '0', PROCESSES: '2' });
	expect(stderr).toBe(
		'PROCESSES is 2 but the embedded database serves one process: name a PostgreSQL server in DATABASE_URL, or leave PROCESSES out.\n'
	);
	expect(code).toBe(1);
});

function childrenOf(pid: number): number[] {
	return readdirSync('/proc')
		.filter((name) => /^\d+$/.test(name))
		.map(Number)
		.filter((one) => parentOf(one) === pid);
}

function parentOf(pid: number): number | undefined {
	try {
		return Number(/\) \S (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))![1]);
	} catch {
		// It has ended meanwhile.
		return undefined;
	}
}

function isAlive(pid: number): boolean {
	return parentOf(pid) !== undefined;
}
