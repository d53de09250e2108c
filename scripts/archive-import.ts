import { takeIn } from '#server/archive/take-in.ts';
import { closeDatabase, ImportRefused, migrate, openDatabase } from '#server/db/index.ts';
import { readSettings } from '#server/settings.ts';
import { StoreFailure } from '#server/store.ts';
import { Failure } from './command.mjs';
import { openPackage, printChecked } from './archive.ts';
import { main } from './main.ts';

const usage = `Usage: npm run -s archive:import -- FILE.zip|FOLDER (into the installation that the settings name)`;

/** Takes a package in as it was filed, once all of it holds. */
await main(async () => {
	const [path, ...more] = process.argv.slice(2);
	if (path === undefined || more.length > 0) throw new Failure(usage);
	const source = await openPackage(path);
	try {
		const { open, hash, holds } = await printChecked(source);
		if (!holds || !open || hash === undefined) {
			throw new Failure('\nNothing was taken in: the package is not whole.');
		}
		await openDatabase(readSettings(process.env));
		try {
			await migrate();
			const done = await takeIn(source, open, hash);
			console.log(
				done === 'imported'
					? `\nTaken in: the sheet ${open.file.sheet.id}, as it was filed.`
					: `\nThe sheet ${open.file.sheet.id} is here already, the same: nothing was taken in.`
			);
		} catch (error) {
			const isExplained = error instanceof ImportRefused || error instanceof StoreFailure;
			throw isExplained ? new Failure(`\nNothing was taken in: ${error.message}`) : error;
		} finally {
			await closeDatabase();
		}
	} finally {
		source.close();
	}
});
