import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import process from 'node:process';
import { checkPackages, type Lock, type Manifest } from './packages.ts';
import { Failure } from './command.mjs';
import { main } from './main.ts';

/**
 * Looks at what the product is made of: what the files say, which needs no network, then what the registry
 * knows of weaknesses. A registry that does not answer is told, and is no failure: nothing follows from silence.
 */
await main(async () => {
	const lock = read<Lock>('package-lock.json');
	const faults = checkPackages(read<Manifest>('package.json'), lock);
	const count = Object.keys(lock.packages).length - 1;
	console.log(faults.length === 0 ? `${count} packages are as they should be.` : faults.join('\n'));
	const known = askRegistry();
	console.log(known.said);
	if (faults.length > 0)
		throw new Failure(`${faults.length} package(s) are not as they should be.`);
	if (known.weaknesses > 0) throw new Failure(`${known.weaknesses} known weakness(es).`);
});

function read<T>(path: string): T {
	return JSON.parse(readFileSync(path, 'utf8')) as T;
}

interface Report {
	readonly vulnerabilities?: Record<
		string,
		{ readonly severity: string; readonly range: string; readonly isDirect: boolean }
	>;
	readonly message?: string;
	readonly error?: { readonly summary?: string };
}

function askRegistry(): { said: string; weaknesses: number } {
	const args = ['audit', '--json'];
	const npm = process.env.npm_execpath;
	// npm is no program of its own on Windows; under `npm run` it names the file to run.
	const { stdout, error } = npm?.endsWith('npm-cli.js')
		? spawnSync(process.execPath, [npm, ...args], { encoding: 'utf8' })
		: spawnSync('npm', args, { encoding: 'utf8' });
	const { vulnerabilities, message, error: refusal } = reportOf(stdout);
	if (!vulnerabilities) {
		const why = message ?? refusal?.summary ?? error?.message ?? 'it said nothing';
		return {
			said: `Known weaknesses were not looked up, the registry does not answer: ${why.split('\n')[0]}`,
			weaknesses: 0
		};
	}
	const found = Object.entries(vulnerabilities);
	const lines = found.map(([name, { severity, range }]) => `  ${name} ${range}: ${severity}`);
	return {
		said: [`Known weaknesses: ${found.length || 'none'}`, ...lines].join('\n'),
		weaknesses: found.length
	};
}

/** npm writes nothing that is JSON where it could not begin. */
function reportOf(text: string): Report {
	try {
		return JSON.parse(text) as Report;
	} catch {
		return { message: text.trim() || 'npm gave no report' };
	}
}
