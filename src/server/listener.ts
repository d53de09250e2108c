import { createServer, type RequestListener, type Server } from 'node:http';
import { SettingError, type Settings } from './settings.ts';

/** Where to listen; `ORIGIN` is the address that people use, where it is another. */
type Address = Pick<Settings, 'PORT' | 'HOST'> &
	Partial<Pick<Settings, 'ORIGIN' | 'ADDRESS_HEADER'>>;

/** How long requests that are under way may still take once it was told to end. */
const graceInMilliseconds = 5_000;

/**
 * Opens the port at once, so that a taken one is told before minutes of building; requests that
 * come before the handler is there wait for it.
 *
 * The adapter believes a request to be https unless the header {@link protocolHeader} says
 * otherwise, and then refuses forms sent over http. What a client writes there is overwritten.
 *
 * @param options.exclusive whether no other process of the product may share the port
 * @throws {SettingError} when the port or host cannot be had
 */
export async function listen(
	settings: Address,
	handler: Promise<RequestListener>,
	{ exclusive = false } = {}
): Promise<Server> {
	const origin = settings.ORIGIN === undefined ? undefined : new URL(settings.ORIGIN);
	const header = settings.ADDRESS_HEADER;
	const headers = Object.entries(headersOf(origin));
	const server = createServer((request, response) => {
		request.headers[protocolHeader] = origin ? origin.protocol.slice(0, -1) : 'http';
		if (origin) request.headers.host = origin.host;
		// What did not come through the proxy has its own address; the adapter would throw.
		if (header) request.headers[header] ??= request.socket.remoteAddress;
		for (const [name, value] of headers) response.setHeader(name, value);
		// "Not modified" (304) gives the page that the browser has kept the headers that it carries.
		if (request.headers['if-none-match']) response.removeHeader('content-security-policy');
		void handler.then((handle) => handle(request, response));
	});

	await new Promise<void>((resolve, reject) => {
		server.once('error', (error: NodeJS.ErrnoException) => reject(explain(error, settings)));
		server.listen({ port: settings.PORT, host: settings.HOST, exclusive }, resolve);
	});
	return server;
}

/** On every answer, files and refusals, too, that never reach src/hooks.server.ts; a page has a policy of its own. */
function headersOf(origin: URL | undefined): Record<string, string> {
	return {
		'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
		'x-content-type-options': 'nosniff',
		...(origin?.protocol === 'https:'
			? { 'strict-transport-security': 'max-age=31536000; includeSubDomains' }
			: {})
	};
}

export const protocolHeader = 'x-forwarded-proto';

/** Takes no new requests, lets those under way finish, and closes. */
export async function close(server: Server): Promise<void> {
	const closed = new Promise((resolve) => server.close(resolve));
	server.closeIdleConnections();
	setTimeout(() => server.closeAllConnections(), graceInMilliseconds).unref();
	await closed;
}

function explain(error: NodeJS.ErrnoException, { HOST, PORT }: Address): Error {
	switch (error.code) {
		case 'EADDRINUSE':
			return new SettingError(
				`Port ${PORT} is taken: end the program that uses it, or choose another port, for example PORT=${PORT + 1} npm start.`
			);
		case 'EACCES':
			return new SettingError(
				`Port ${PORT} may not be opened by this user: choose one from 1024 upwards, for example PORT=3000 npm start.`
			);
		case 'EADDRNOTAVAIL':
		case 'ENOTFOUND':
		case 'EAI_AGAIN':
		case 'EINVAL':
			return new SettingError(
				`HOST is "${HOST}" but that is no address of this machine: use 127.0.0.1 for this machine only, or 0.0.0.0 for all its addresses.`
			);
		default:
			return error;
	}
}
