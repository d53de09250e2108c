import type { RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { closeDatabase, migrate, openDatabase, publish } from '#server/db/index.ts';
import { close, listen } from '#server/listener.ts';
import { readSettings } from '#server/settings.ts';
import { loadHandler } from './app.ts';
import { build } from './build.ts';
import { openContent } from './content.ts';
import { main } from './main.ts';
import { step } from './step.mjs';

await main(async () => {
	if (process.env.npm_lifecycle_event) endWithParent();
	const settings = readSettings(process.env);
	const { promise: handler, resolve } = Promise.withResolvers<RequestListener>();
	const server = await listen(settings, handler);
	await step('Opening the database', () => openDatabase(settings));
	await step('Migrating', migrate);
	await step('Publishing content', () => publish(openContent()));
	await step('Building', build);
	resolve(await loadHandler());

	for (const signal of ['SIGINT', 'SIGTERM'] as const) {
		process.once(signal, () => void end(server));
	}
	const { port } = server.address() as AddressInfo;
	const host = /^(0\.0\.0\.0|::)$/.test(settings.HOST) ? 'localhost' : settings.HOST;
	console.log(`Serving http://${host.includes(':') ? `[${host}]` : host}:${port} (Ctrl-C ends it)`);
});

async function end(server: Server): Promise<void> {
	await close(server);
	await closeDatabase();
	process.exit(0);
}

/** A signal to npm ends npm's shell, which passes nothing on: the server would go on for ever. */
function endWithParent(): void {
	const parent = process.ppid;
	const watch = setInterval(() => {
		if (process.ppid === parent) return;
		clearInterval(watch);
		process.kill(process.pid, 'SIGTERM');
	}, 500).unref();
}
