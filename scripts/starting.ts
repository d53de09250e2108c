import cluster from 'node:cluster';
import type { RequestListener } from 'node:http';
import type { Library } from '#lib/library/library.ts';
import { daysForFirstOperator, linkForFirstOperator } from '#server/accounts/first-operator.ts';
import { makeSigningKey } from '#server/accounts/signing-key.ts';
import { closeDatabase, isDemo, migrate, openDatabase, publish } from '#server/db/index.ts';
import { readSettings, type Settings } from '#server/settings.ts';
import { loadHandler } from './app.ts';
import { build } from './build.ts';
import { openCheckedContent } from './content.ts';
import { checkPort, checkProcesses, startProcesses } from './processes.ts';
import { serve } from './serve.ts';
import { step } from './step.mjs';

/** What is done on the way beside what every start does. */
export interface Beside {
	/** With the database open, before anything of it changes. */
	beforeMigrating(): Promise<void>;
	beforePublishing(): Promise<void>;
	/** Before anybody is answered. */
	beforeServing(library: Library): Promise<void>;
	/** What there is to say once it serves. */
	readonly told: readonly string[];
}

/** Prepares everything and serves, until a signal ends it. */
export async function start(beside?: Beside): Promise<void> {
	const settings = readSettings(process.env);
	if (cluster.isWorker) return serveBeside(settings);
	if (process.env.npm_lifecycle_event) endWithParent();
	checkProcesses(settings);
	const { port, link } =
		settings.PROCESSES === 1 ? await serveAlone(settings, beside) : await lead(settings, beside);
	const host = /^(0\.0\.0\.0|::)$/.test(settings.HOST) ? 'localhost' : settings.HOST;
	const here = `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
	if (link) {
		const address = (settings.ORIGIN ?? here) + link;
		console.log(
			`No operator yet: ${address} makes the first one, within ${daysForFirstOperator} days`
		);
	}
	for (const line of beside?.told ?? []) console.log(line);
	console.log(`Serving ${here} (Ctrl-C ends it)`);
}

interface Started {
	port: number;
	/** The path that makes the first operator, while there is none. */
	link: string | undefined;
}

/** In this process: the port is open from the start, and whoever comes early waits. */
async function serveAlone(settings: Settings, beside?: Beside): Promise<Started> {
	const { promise: handler, resolve } = Promise.withResolvers<RequestListener>();
	const port = await serve(settings, handler);
	const link = await prepare(settings, beside);
	resolve(await loadHandler(settings));
	return { port, link };
}

/** In others, which share the port. */
async function lead(settings: Settings, beside?: Beside): Promise<Started> {
	await checkPort(settings);
	const link = await prepare(settings, beside);
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
async function prepare(settings: Settings, beside?: Beside): Promise<string | undefined> {
	await step('Opening the database', () => openDatabase(settings));
	await beside?.beforeMigrating();
	await step('Migrating', migrate);
	await beside?.beforePublishing();
	let library: Library;
	await step('Publishing content', () => publish((library = openCheckedContent())));
	await step('Building', build);
	await makeSigningKey();
	await beside?.beforeServing(library!);
	if (isDemo()) console.log('This database holds demo data: every page says so.');
	return linkForFirstOperator();
}

/** A signal to npm ends npm's shell, which passes nothing on: the server would go on for ever. */
export function endWithParent(): void {
	const parent = process.ppid;
	const watch = setInterval(() => {
		if (process.ppid === parent) return;
		clearInterval(watch);
		process.kill(process.pid, 'SIGTERM');
	}, 500).unref();
}
