import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';

/** What a checkout needs to build, to publish and to start. */
const parts = [
	...['package.json', 'package-lock.json', 'tsconfig.json', 'vite.config.ts', 'vite', 'scripts'],
	...['src', 'scoring', 'questionnaires', 'measures', 'project.inlang', 'drizzle']
];

/** Another checkout than this one, with other content; it is built when it starts, unless it was before. */
export interface Checkout {
	readonly folder: string;
	remove(): void;
}

/** A checkout as it may have been before an update: it has one more edition published, which this one has no longer. */
export function makeOlder(): Checkout {
	const checkout = makeCheckout();
	addEdition(checkout, 'sme-digital-level/2024', '2023');
	const publish = ['scripts/data-publish.ts', 'sme-digital-level@2023'];
	run(checkout, publish);
	return checkout;
}

export function makeCheckout(): Checkout {
	const folder = mkdtempSync(join(tmpdir(), 'qidang-checkout-'));
	for (const part of parts) cpSync(part, join(folder, part), { recursive: true });
	symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
	// They would take the packages, which lie elsewhere, for a room of their own.
	replace(join(folder, 'vite.config.ts'), 'arrows(),', '');
	return { folder, remove: () => rmSync(folder, { recursive: true }) };
}

/** Adds an edition that reads like another: `instrument/edition`. @returns its folder */
export function addEdition({ folder }: Checkout, like: string, edition: string): string {
	const from = join(folder, 'questionnaires', like);
	const to = join(from, '..', edition);
	cpSync(from, to, { recursive: true });
	replace(join(to, 'questionnaire.yaml'), `edition: '${basename(like)}'`, `edition: '${edition}'`);
	return to;
}

/** Runs a script in it, as npm does. @returns what it says */
export function run({ folder }: Checkout, script: string[]): string {
	return execFileSync(process.execPath, script, { cwd: folder, stdio: 'pipe', encoding: 'utf8' });
}

export function replace(file: string, before: string, after: string): void {
	const text = readFileSync(file, 'utf8');
	if (!text.includes(before)) throw new Error(`expected ${before} in ${file}`);
	writeFileSync(file, text.replace(before, after));
}
