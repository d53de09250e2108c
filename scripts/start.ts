import type { RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { close, listen, protocolHeader } from '#server/listener.ts';
import { readSettings } from '#server/settings.ts';
import { build } from './build.ts';
import { main } from './main.ts';
import { step } from './step.mjs';

await main(async () => {
	if (process.env.npm_lifecycle_event) endWithParent();
	const settings = readSettings(process.env);
	const { promise: handler, resolve } = Promise.withResolvers<RequestListener>();
	const server = await listen(settings, handler);
	await step('Building', build);
	resolve(await loadHandler());

	for (const signal of ['SIGINT', 'SIGTERM'] as const) {
		process.once(signal, () => void close(server).then(() => process.exit(0)));
	}
	const { port } = server.address() as AddressInfo;
	const host = /^(0\.0\.0\.0|::)$/.test(settings.HOST) ? 'localhost' : settings.HOST;
	console.log(`Serving http://${host.includes(':') ? `[${host}]` : host}:${port} (Ctrl-C ends it)`);
});

/** The built application. Its adapter reads its variables at the moment it is loaded. */
async function loadHandler(): Promise<RequestListener> {
	process.env.QIDANG_ADAPTER_PROTOCOL_HEADER = protocolHeader;
	const url = new URL('../build/handler.js', import.meta.url).href;
	const { handler } = (await import(url)) as { handler: RequestListener };
	return handler;
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
