import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getuid } from 'node:process';
import postgres from 'postgres';
import { find } from './needs.ts';

/** What root calls itself here: PostgreSQL refuses to run as root. By custom, who owns nothing. */
const nobody = 65534;
const identity = getuid?.() === 0 ? { uid: nobody, gid: nobody } : {};

export interface Cluster {
	/** A new, empty database and a user who owns it and may do what `rights` say: by default make roles. */
	createDatabase(rights?: string): Promise<string>;
	/** As the superuser, in no database of the product's. */
	ask(statement: string): Promise<unknown>;
	/** The superuser's address of the database that another address names. */
	adminOf(address: string): string;
	/** As PostgreSQL calls its ways to end; `immediate` is like a crash. */
	stop(mode?: 'fast' | 'immediate'): Promise<void>;
	/** Starts it again after a stop, on the same port. */
	start(): Promise<void>;
	/** Stops it and removes every trace. */
	remove(): Promise<void>;
}

/**
 * Makes a throw-away PostgreSQL server, on a free port of this machine, that keeps its promises to disk.
 *
 * @param within the folder that its own is made in
 */
export async function makeCluster(within = tmpdir()): Promise<Cluster> {
	const folder = mkdtempSync(join(within, 'qidang-postgres-'));
	if (identity.uid !== undefined) chownSync(folder, identity.uid, identity.gid);
	const data = join(folder, 'data');
	const password = join(folder, 'password');
	writeFileSync(password, 'secret');
	if (identity.uid !== undefined) chownSync(password, identity.uid, identity.gid);
	await run('initdb', [
		...['--pgdata', data, '--username', 'admin', '--pwfile', password],
		...['--auth', 'scram-sha-256', '--encoding', 'UTF8', '--no-locale', '--no-sync']
	]);
	const port = await freePort();
	const admin = `postgres://admin:secret@127.0.0.1:${port}/postgres`;
	let server: ChildProcess | undefined;
	let made = 0;

	async function start(): Promise<void> {
		const settings = { port, listen_addresses: '127.0.0.1', unix_socket_directories: folder };
		const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
		server = spawn(find('postgres')!, ['-D', data, ...options], { stdio: 'ignore', ...identity });
		await untilReady(admin, server);
	}
	async function stop(mode: 'fast' | 'immediate' = 'fast'): Promise<void> {
		if (!server || server.exitCode !== null || server.signalCode !== null) return;
		const ended = once(server, 'exit');
		server.kill(mode === 'fast' ? 'SIGINT' : 'SIGQUIT');
		await ended;
	}

	await start();
	// Where the tests are cut short, the server does not go on for ever.
	const end = () => server?.kill('SIGQUIT');
	process.once('exit', end);
	return {
		start,
		stop,
		ask: (statement) => withClient(admin, (client) => client.unsafe(statement)),
		adminOf: (address) => new URL(new URL(address).pathname, admin).href,
		async createDatabase(rights = 'createrole') {
			const name = `qidang_${++made}`;
			await withClient(admin, async (client) => {
				await client.unsafe(`create role ${name} login ${rights} password 'p@ss/w0rd'`);
				await client.unsafe(`create database ${name} owner ${name}`);
			});
			const secret = encodeURIComponent('p@ss/w0rd');
			return `postgres://${name}:${secret}@127.0.0.1:${port}/${name}`;
		},
		async remove() {
			await stop('immediate');
			process.off('exit', end);
			rmSync(folder, { recursive: true, force: true });
		}
	};
}

/** Opens a connection by the raw driver, for one piece of work. */
export async function withClient<T>(
	address: string,
	work: (client: postgres.Sql) => Promise<T>
): Promise<T> {
	const client = postgres(address, { max: 1, onnotice: () => undefined });
	try {
		return await work(client);
	} finally {
		await client.end();
	}
}

async function run(program: string, args: string[]): Promise<void> {
	const child = spawn(find(program)!, args, { stdio: ['ignore', 'ignore', 'pipe'], ...identity });
	let said = '';
	child.stderr!.setEncoding('utf8').on('data', (text) => (said += text));
	const [code] = (await once(child, 'close')) as [number | null];
	if (code !== 0) throw new Error(`${program} failed: ${said}`);
}

export async function freePort(): Promise<number> {
	const server = createServer().listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo;
	server.close();
	await once(server, 'close');
	return port;
}

async function untilReady(address: string, server: ChildProcess): Promise<void> {
	for (;;) {
		if (server.exitCode !== null) throw new Error(`postgres ended with ${server.exitCode}`);
		try {
			return await withClient(address, async (client) => void (await client`select 1`));
		} catch {
			await new Promise((resolve) => setTimeout(resolve, 50));
		}
	}
}
