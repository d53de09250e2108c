import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rename, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import chromium from '@sparticuz/chromium';
import { pathOf } from '../programs.ts';
import { readSettings } from '../settings.ts';

export interface Chromium {
	path: string;
	/** The one from npm is built as a headless shell; an installed one is a whole browser. */
	headless: true | 'shell';
}

/** The browser that CHROMIUM names, else an installed one, else the one from npm. */
export async function findChromium(): Promise<Chromium> {
	const names = ['google-chrome', 'google-chrome-stable', 'chromium', 'chromium-browser'];
	const path = readSettings(process.env).CHROMIUM ?? names.map(pathOf).find(Boolean);
	return path ? { path, headless: true } : { path: await unpack(), headless: 'shell' };
}

/**
 * Unpacks the browser from npm once. The package itself unpacks into the system's temporary folder
 * and takes what it finds there for whole, even what an interrupted run left: so it unpacks into a
 * folder of its own, which gets its name only when it is complete.
 */
async function unpack(): Promise<string> {
	const { version } = JSON.parse(
		readFileSync('node_modules/@sparticuz/chromium/package.json', 'utf8')
	) as { version: string };
	const folder = resolve(`node_modules/.chromium-${version}`);
	if (!existsSync(folder)) {
		const partial = await mkdtemp(`${folder}-`);
		const temporary = process.env.TMPDIR;
		process.env.TMPDIR = partial;
		try {
			await chromium.executablePath();
		} catch (error) {
			// A disk that is full would otherwise stay so.
			await rm(partial, { recursive: true });
			throw error;
		} finally {
			if (temporary === undefined) delete process.env.TMPDIR;
			else process.env.TMPDIR = temporary;
		}
		// Another run may have been quicker.
		await rename(partial, folder).catch(() => rm(partial, { recursive: true }));
	}
	return `${folder}/chromium`;
}
