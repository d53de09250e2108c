import type { RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { closeDatabase } from '#server/db/index.ts';
import { close, listen } from '#server/listener.ts';
import { holdOwnOrigin } from '#server/own-origin.ts';
import type { Settings } from '#server/settings.ts';
import { beginWork } from '#server/worker.ts';

/**
 * Serves in this process until a signal ends it: to everybody at the port that is set, and to this process's
 * own browser at one of its own. Once the application is there it does jobs, too, as many at once as are set.
 *
 * @returns the port that was opened
 * @throws {SettingError} when it cannot be had
 */
export async function serve(
	settings: Settings,
	handler: Promise<RequestListener>
): Promise<number> {
	const server = await listen(settings, handler);
	await workBeside(handler, settings.WORKERS, [server]);
	return portOf(server);
}

/** Does jobs alone until a signal ends it: their pages are served to this process's own browser. */
export async function serveJobs(
	{ WORKERS }: Pick<Settings, 'WORKERS'>,
	handler: Promise<RequestListener>
): Promise<void> {
	await workBeside(handler, Math.max(1, WORKERS), []);
}

async function workBeside(
	handler: Promise<RequestListener>,
	atOnce: number,
	servers: readonly Server[]
): Promise<void> {
	const own = await listen({ PORT: 0, HOST: '127.0.0.1' }, handler, { exclusive: true });
	holdOwnOrigin(`http://127.0.0.1:${portOf(own)}`);
	let stop = () => Promise.resolve();
	const begin = async () => {
		await handler;
		stop = await beginWork(atOnce);
	};
	// Where its tables are of another version than this program, nothing here is of use.
	if (atOnce > 0) {
		begin().catch((error: unknown) => {
			console.error(error);
			process.exit(1);
		});
	}
	let ending = false;
	for (const signal of ['SIGINT', 'SIGTERM'] as const) {
		process.on(signal, () => {
			if (!ending) void end(servers, own, () => stop());
			ending = true;
		});
	}
}

/** What is being printed is printed to its end: the pages of it are served until then. */
async function end(
	servers: readonly Server[],
	own: Server,
	stop: () => Promise<void>
): Promise<void> {
	const closed = servers.map(close);
	await stop();
	await Promise.all([...closed, close(own)]);
	await closeDatabase();
	process.exit(0);
}

function portOf(server: Server): number {
	return (server.address() as AddressInfo).port;
}
