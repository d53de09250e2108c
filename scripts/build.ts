import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { runTool } from './command.mjs';
import { generate } from './generate.ts';
import { main } from './main.ts';
import { step } from './step.mjs';

/** Everything the build reads; the installed packages are represented by their lock file. */
const inputs = [
	'package.json',
	'package-lock.json',
	'vite.config.ts',
	'tsconfig.json',
	'project.inlang/settings.json',
	'{vite,scoring,questionnaires,measures,src,static}/**'
];
/** What the build itself writes into the folders above. */
const generated = /^src[\\/]lib[\\/]paraglide[\\/]/;
/** Holds the hash of the inputs. Removed first and written last: a build cut short has none. */
const stamp = 'build/.inputs';

/** Builds the application into `build/`, unless it lies there from these very inputs. */
export async function build(): Promise<string> {
	const hash = hashOfInputs();
	if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return 'found unchanged';
	rmSync(stamp, { force: true });
	await generate();
	// Whoever asks, a test runner for one: what is built for development checks every element it writes.
	const environment = { NODE_ENV: 'production' };
	await runTool('vite', ['build', '--logLevel', 'warn'], environment);
	writeFileSync(stamp, hash);
	return 'done';
}

/** Changes when a file that the build reads is changed, added, renamed or removed. */
function hashOfInputs(): string {
	const hash = createHash('sha256');
	const files = globSync(inputs).filter((path) => !generated.test(path) && statSync(path).isFile());
	for (const file of files.sort()) {
		const content = readFileSync(file);
		hash.update(`${file}\n${content.length}\n`).update(content);
	}
	return hash.digest('hex');
}

if (import.meta.main) await main(() => step('Building', build));
