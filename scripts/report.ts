import { accessSync, constants, statSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { CaseFile } from '#lib/diagnosis/case-file.ts';
import { openDossier } from '#lib/diagnosis/dossier.ts';
import type { Library } from '#lib/library/library.ts';
import { loadAreas } from '#server/areas.ts';
import { today } from '#server/clock.ts';
import { openPrinter, PrintFailure } from '#server/reports/browser.ts';
import { missingWords } from '#lib/report/missing.ts';
import { printReport, UnprintableText, writeWord } from '#server/reports/print.ts';
import type { Day, Locale } from '#scoring';
import { serveHere } from './app.ts';
import { build } from './build.ts';
import { Failure } from './command.mjs';
import { step } from './step.mjs';

/** Where the report of a file is to stand, in each form that was asked for. */
export interface ReportPaths {
	readonly pdf?: string | undefined;
	readonly word?: string | undefined;
}

/**
 * Writes the report of what was said into files: starts what that needs, and ends it.
 * @throws {Failure} with one sentence
 */
export async function writeReport(
	library: Library,
	said: CaseFile,
	{
		day,
		locale,
		copy,
		...paths
	}: { day: Day; locale: Locale; /** What nobody signs. */ copy: boolean } & ReportPaths
): Promise<void> {
	const kinds = [
		[paths.pdf, printReport],
		[paths.word, writeWord]
	] as const;
	const files = kinds.flatMap(([path, write]) => (path === undefined ? [] : [{ path, write }]));
	for (const { path } of files) checkPlace(path);
	await step('Building', build, process.stderr);
	const app = await serveHere();
	const printer = openPrinter({ pages: 1 });
	const areas = loadAreas();
	const dossier = openDossier(library, said, day);
	const options = {
		...{ library, printer, origin: app.origin, printedOn: today() },
		areaName: (code: string) => areas.find(code)?.name,
		...(copy ? { copy: true as const } : {})
	};
	try {
		for (const { path, write } of files) {
			const file = await write(dossier, locale, options).catch((error: unknown) =>
				fail(path, error, locale)
			);
			await put(path, file);
			console.error(`${path}: written`);
		}
	} finally {
		await printer.close();
		await app.close();
	}
}

/** Why there is no report, in one sentence. */
function fail(path: string, error: unknown, locale: Locale): never {
	if (error instanceof UnprintableText) {
		const missing = error.missing.map((one) => missingWords(one, locale)).join('; ');
		throw new Failure(
			`${path}: the report was not printed, the font lacks signs (${missing}); --copy writes their codes`
		);
	}
	if (!(error instanceof PrintFailure)) throw error;
	const why = error.why === 'disk' ? 'the disk is full' : error.why;
	const reason = error.cause instanceof Error ? error.cause.message : why;
	throw new Failure(`${path}: the report was not printed (${firstLine(reason)})`);
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

async function put(path: string, file: Uint8Array): Promise<void> {
	try {
		await writeFile(path, file);
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
