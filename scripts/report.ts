import { accessSync, constants, statSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { CaseFile } from '#lib/diagnosis/case-file.ts';
import { openDossier } from '#lib/diagnosis/dossier.ts';
import type { Library } from '#lib/library/library.ts';
import { loadAreas } from '#server/areas.ts';
import { today } from '#server/clock.ts';
import { openPrinter, PrintFailure } from '#server/reports/browser.ts';
import { printReport } from '#server/reports/print.ts';
import type { Day, Locale } from '#scoring';
import { serveHere } from './app.ts';
import { build } from './build.ts';
import { Failure } from './command.mjs';
import { step } from './step.mjs';

/**
 * Prints the report of what was said into a file: starts what that needs, and ends it.
 * @throws {Failure} with one sentence
 */
export async function writeReport(
	library: Library,
	said: CaseFile,
	{ day, locale, path }: { day: Day; locale: Locale; path: string }
): Promise<void> {
	checkPlace(path);
	await step('Building', build, process.stderr);
	const app = await serveHere();
	const printer = openPrinter({ pages: 1 });
	const areas = loadAreas();
	try {
		const pdf = await printReport(openDossier(library, said, day), locale, {
			library,
			printer,
			origin: app.origin,
			printedOn: today(),
			areaName: (code) => areas.find(code)?.name
		});
		await write(path, pdf);
	} catch (error) {
		if (!(error instanceof PrintFailure)) throw error;
		const why = error.why === 'disk' ? 'the disk is full' : error.why;
		const reason = error.cause instanceof Error ? error.cause.message : why;
		throw new Failure(`${path}: the report was not printed (${firstLine(reason)})`);
	} finally {
		await printer.close();
		await app.close();
	}
}

/** Before minutes of building, whether the file can stand where it is to stand. */
function checkPlace(path: string): void {
	const folder = dirname(resolve(path));
	try {
		accessSync(folder, constants.W_OK);
	} catch {
		throw new Failure(`${path}: expected a folder that can be written to, ${folder} is none`);
	}
	if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) {
		throw new Failure(`${path}: expected the name of a file, received a folder`);
	}
}

async function write(path: string, pdf: Uint8Array): Promise<void> {
	try {
		await writeFile(path, pdf);
	} catch (error) {
		// Half a report is worse than none.
		await rm(path, { force: true });
		const code = (error as NodeJS.ErrnoException).code;
		const why = code === 'ENOSPC' ? 'the disk is full' : firstLine((error as Error).message);
		throw new Failure(`${path}: the report could not be written, ${why}`);
	}
}

function firstLine(text: string): string {
	return text.split('\n')[0]!;
}
