import type { RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { close, listen, protocolHeader } from '#server/listener.ts';
import { holdOwnOrigin } from '#server/own-origin.ts';
import { readSettings, type Settings } from '#server/settings.ts';

/** The built application. Its adapter reads its variables at the moment it is loaded. */
export async function loadHandler({
	ADDRESS_HEADER
}: Pick<Settings, 'ADDRESS_HEADER'>): Promise<RequestListener> {
	process.env.QIDANG_ADAPTER_ADDRESS_HEADER = ADDRESS_HEADER ?? '';
	process.env.QIDANG_ADAPTER_PROTOCOL_HEADER = protocolHeader;
	// The longest form is one with a piece of evidence; src/server/posted.ts holds all others shorter.
	process.env.QIDANG_ADAPTER_BODY_SIZE_LIMIT = '11M';
	const url = new URL('../build/handler.js', import.meta.url).href;
	const { handler } = (await import(url)) as { handler: RequestListener };
	return handler;
}

/** Serves the built application to this machine alone, on a free port, without a database. */
export async function serveHere(): Promise<{ origin: string; close(): Promise<void> }> {
	const settings = readSettings({ PORT: '0', HOST: '127.0.0.1' });
	const server = await listen(settings, loadHandler(settings));
	const { port } = server.address() as AddressInfo;
	const origin = `http://127.0.0.1:${port}`;
	holdOwnOrigin(origin);
	return { origin, close: () => close(server) };
}
