/**
 * Runs before every npm script, under whatever Node the machine has: installs the packages of the
 * lock file, the pinned Node among them, unless they already lie there, and writes the messages that
 * scripts read. It therefore uses nothing that is newer than Node 20 or that would first have to be installed.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import { Failure, run } from './command.mjs';
import { step } from './step.mjs';

const oldest = 20;
const pinned = 24;
/** Holds the hash of the lock file that was installed; npm ci removes it with the folder. */
const stamp = 'node_modules/.installed';
/** What git does not hold and every script may read; written by the pinned Node. */
const messages = 'src/lib/paraglide/messages.js';
const sources = ['src/lib/messages/zh-cn.json', 'src/lib/messages/en.json'];

try {
	await prepare();
} catch (error) {
	if (!(error instanceof Failure)) throw error;
	console.error(error.message);
	process.exit(1);
}

async function prepare() {
	if (majorOf(process.version) < oldest) {
		throw new Failure(
			`Node ${process.version} is too old: install Node ${oldest} or newer from https://nodejs.org and try again.`
		);
	}

	const hash = createHash('sha256').update(readFileSync('package-lock.json')).digest('hex');
	if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== hash) {
		rmSync(stamp, { force: true });
		await step('Installing packages', install, process.stderr);
		checkRuntime();
		writeFileSync(stamp, hash);
	}
	if (!areWritten()) await run('node', ['scripts/messages.ts']);
}

function areWritten() {
	if (!existsSync(messages)) return false;
	const at = statSync(messages).mtimeMs;
	return sources.every((source) => statSync(source).mtimeMs <= at);
}

async function install() {
	const npm = process.env.npm_execpath;
	const ci = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
	try {
		if (npm?.endsWith('npm-cli.js')) await run(process.execPath, [npm, ...ci]);
		else await run('npm', ci);
	} catch (error) {
		const reason = error instanceof Error ? error.message : String(error);
		throw new Failure(
			`${reason}\nThe packages could not be installed: see npm's message above, mend it (network? disk? rights?) and try again.`
		);
	}
	const { packages } = JSON.parse(readFileSync('node_modules/.package-lock.json', 'utf8'));
	return `${Object.keys(packages).length} installed`;
}

/** The pinned Node is a package per system: on a system without one, the machine's own must do. */
function checkRuntime() {
	const { stdout } = spawnSync('node', ['--version'], { encoding: 'utf8' });
	if (!stdout || majorOf(stdout) < pinned) {
		throw new Failure(
			`npm has no Node ${pinned} that runs on ${process.platform} ${process.arch}: install Node ${pinned} from https://nodejs.org and try again.`
		);
	}
}

/** @param {string} version like v24.1.0 */
function majorOf(version) {
	return Number.parseInt(version.slice(1));
}
