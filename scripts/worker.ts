import { migrate, openDatabase } from '#server/db/index.ts';
import { readSettings, SettingError } from '#server/settings.ts';
import { loadHandler } from './app.ts';
import { build } from './build.ts';
import { main } from './main.ts';
import { serveJobs } from './serve.ts';
import { endWithParent } from './starting.ts';
import { step } from './step.mjs';

/** Prints the reports of batches until a signal ends it, beside the processes that serve people. */
async function worker(): Promise<void> {
	const settings = readSettings(process.env);
	if (!settings.DATABASE_URL) {
		throw new SettingError(
			'npm run worker needs a PostgreSQL server in DATABASE_URL: the embedded database is used by npm start alone, which prints the reports of batches itself.'
		);
	}
	if (process.env.npm_lifecycle_event) endWithParent();
	await step('Opening the database', () => openDatabase(settings));
	await step('Migrating', migrate);
	await step('Building', build);
	await serveJobs(settings, loadHandler(settings));
	console.log('Printing what waits (Ctrl-C ends it)');
}

await main(worker);
