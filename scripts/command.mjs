import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** A failure that its message explains: shown to the reader without a stack. */
export class Failure extends Error {}

/**
 * Runs a program to its end, quietly: what it said is heard only as the message of its failure.
 * A signal that is to end this process ends the program first.
 *
 * @param {string} program
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [environment] beside this process's own, which it overrides
 */
export async function run(program, args, environment) {
	const env = { ...process.env, ...environment };
	const child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
	/** @param {NodeJS.Signals} signal */
	const end = (signal) => {
		child.once('close', () => process.exit(1));
		child.kill(signal);
	};
	process.on('SIGINT', end).on('SIGTERM', end);

	let output = '';
	for (const stream of [child.stdout, child.stderr]) {
		stream.setEncoding('utf8').on('data', (text) => (output += text));
	}
	try {
		await new Promise((resolve, reject) => {
			child.once('error', reject);
			child.once('close', (code, signal) => {
				if (code === 0) resolve(undefined);
				else reject(new Failure(signal ? `Stopped by ${signal}.` : output.trim()));
			});
		});
	} finally {
		process.off('SIGINT', end).off('SIGTERM', end);
	}
}

/**
 * Runs the command line of an installed npm package, under the Node that runs this.
 * Not through node_modules/.bin: what lies there differs by system.
 *
 * @param {string} name of the package
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [environment]
 */
export function runTool(name, args, environment) {
	const { bin } = JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8'));
	const file = typeof bin === 'string' ? bin : Object.values(bin)[0];
	return run(process.execPath, [`node_modules/${name}/${file}`, ...args], environment);
}
