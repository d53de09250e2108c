import cluster from 'node:cluster';
import { rmSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { demoPassword, demoPeople } from '#lib/demo.ts';
import { closeDatabase, demoStage, markDemo, openDatabase, refuseReal } from '#server/db/index.ts';
import { readSettings, type Settings } from '#server/settings.ts';
import { Failure } from './command.mjs';
import { fill } from './demo/fill.ts';
import { main } from './main.ts';
import { start } from './starting.ts';
import { step } from './step.mjs';

const usage = 'Usage: npm run demo [-- --fresh] (--fresh: throws the demo away and makes it anew)';

/** Serves demo data from a folder of their own beside the data folder, and makes them the first time. */
await main(async () => {
	const { fresh } = readOptions();
	if (cluster.isPrimary) {
		const settings = readSettings(process.env);
		// The application and its store of files read it there.
		process.env.DATA = demoFolder(settings.DATA);
		await clear(readSettings(process.env), fresh);
	}
	await start({
		beforeMigrating: refuseReal,
		beforePublishing: () => markDemo('begun'),
		beforeServing: async (library) => {
			if (demoStage() === 'filled') return;
			await fill(library, (title, work) => step(title, work));
			await markDemo('filled');
		},
		told: demoPeople.map(({ who, login }) => `Sign in as ${login} / ${demoPassword} (${who})`)
	});
});

function readOptions(): { fresh: boolean } {
	try {
		const { fresh = false } = parseArgs({ options: { fresh: { type: 'boolean' } } }).values;
		return { fresh };
	} catch (error) {
		throw new Failure(`${(error as Error).message}\n${usage}`);
	}
}

/** ./data-demo beside ./data. */
function demoFolder(data: string): string {
	const folder = resolve(data);
	return join(dirname(folder), `${basename(folder)}-demo`);
}

/**
 * Throws away what is there, where that is wanted, or where filling it was cut off.
 * @throws {SettingError} where it is no demo
 */
async function clear(settings: Settings, fresh: boolean): Promise<void> {
	const name = await openDatabase(settings);
	await refuseReal();
	const stage = demoStage();
	await closeDatabase();
	if (stage === undefined || (stage === 'filled' && !fresh)) return;
	if (settings.DATABASE_URL) {
		const why = fresh ? 'is not thrown away from here' : 'was cut off while it was filled';
		throw new Failure(`The demo in ${name} ${why}: name another empty database.`);
	}
	rmSync(settings.DATA, { recursive: true });
}
