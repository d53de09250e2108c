import cluster from 'node:cluster';
import type { RequestListener } from 'node:http';
import { daysForFirstOperator, linkForFirstOperator } from '#server/accounts/first-operator.ts';
import { makeSigningKey } from '#server/accounts/signing-key.ts';
import { closeDatabase, migrate, openDatabase, publish } from '#server/db/index.ts';
import { readSettings, type Settings } from '#server/settings.ts';
import { loadHandler } from './app.ts';
import { build } from './build.ts';
import { openCheckedContent } from './content.ts';
import { main } from './main.ts';
import { checkPort, checkProcesses, startProcesses } from './processes.ts';
import { serve } from './serve.ts';
import { step } from './step.mjs';

await main(async () => {
	const settings = readSettings(process.env);
	if (cluster.isWorker) return serveBeside(settings);
	if (process.env.npm_lifecycle_event) endWithParent();
	checkProcesses(settings);
	const { port, link } =
		settings.PROCESSES === 1 ? await serveAlone(settings) : await lead(settings);
	const host = /^(0\.0\.0\.0|::)$/.test(settings.HOST) ? 'localhost' : settings.HOST;
	const here = `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
	if (link) {
		const address = (settings.ORIGIN ?? here) + link;
		console.log(
			`No operator yet: ${address} makes the first one, within ${daysForFirstOperator} days`
		);
	}
	console.log(`Serving ${here} (Ctrl-C ends it)`);
});

interface Started {
	port: number;
	/** The path that makes the first operator, while there is none. */
	link: string | undefined;
}

/** In this process: the port is open from the start, and whoever comes early waits. */
async function serveAlone(settings: Settings): Promise<Started> {
	const { promise: handler, resolve } = Promise.withResolvers<RequestListener>();
	const port = await serve(settings, handler);
	const link = await prepare(settings);
	resolve(await loadHandler(settings));
	return { port, link };
}

/** In others, which share the port. */
async function lead(settings: Settings): Promise<Started> {
	await checkPort(settings);
	const link = await prepare(settings);
	await closeDatabase();
	let port = 0;
	await step(`Starting ${settings.PROCESSES} processes`, async () => {
		port = await startProcesses(settings);
	});
	return { port, link };
}

async function serveBeside(settings: Settings): Promise<void> {
	await openDatabase(settings);
	await serve(settings, loadHandler(settings));
}

/** @returns the path that makes the first operator, while there is none */
async function prepare(settings: Settings): Promise<string | undefined> {
	await step('Opening the database', () => openDatabase(settings));
	await step('Migrating', migrate);
	await step('Publishing content', () => publish(openCheckedContent()));
	await step('Building', build);
	await makeSigningKey();
	return linkForFirstOperator();
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
