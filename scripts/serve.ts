import type { RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { closeDatabase } from '#server/db/index.ts';
import { close, listen } from '#server/listener.ts';
import { holdOwnOrigin } from '#server/own-origin.ts';
import type { Settings } from '#server/settings.ts';

/**
 * Serves in this process until a signal ends it: to everybody at the port that is set, and to this process's
 * own browser at one of its own.
 *
 * @returns the port that was opened
 * @throws {SettingError} when it cannot be had
 */
export async function serve(
	settings: Settings,
	handler: Promise<RequestListener>
): Promise<number> {
	const server = await listen(settings, handler);
	const own = await listen({ PORT: 0, HOST: '127.0.0.1' }, handler, { exclusive: true });
	holdOwnOrigin(`http://127.0.0.1:${portOf(own)}`);
	let ending = false;
	for (const signal of ['SIGINT', 'SIGTERM'] as const) {
		process.on(signal, () => {
			if (!ending) void end([server, own]);
			ending = true;
		});
	}
	return portOf(server);
}

async function end(servers: readonly Server[]): Promise<void> {
	await Promise.all(servers.map(close));
	await closeDatabase();
	process.exit(0);
}

function portOf(server: Server): number {
	return (server.address() as AddressInfo).port;
}
