import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface App {
	origin: string;
	port: number;
	/** Of the process that was started. */
	pid: number;
	/** All that it has said and complained of so far. */
	output(): string;
	/** Sends SIGTERM and waits for the end; gives the exit code. */
	stop(): Promise<number | null>;
	/** Kills the server's own process, which can do nothing more, and waits for its end. */
	kill(): Promise<void>;
}

export interface Ending {
	code: number | null;
	stdout: string;
	stderr: string;
}

/**
 * Starts the built application as `npm start` does, on a free port, and waits until it serves.
 *
 * @param folder of another checkout than this one
 * @param command another script that serves, and what it is told
 */
export async function startApp(
	environment: NodeJS.ProcessEnv = {},
	folder = '.',
	command?: readonly string[]
): Promise<App> {
	const { child, ending } = spawnStart({ PORT: '0', ...environment }, folder, command);
	let output = '';
	for (const stream of [child.stdout, child.stderr]) {
		stream.on('data', (text: string) => (output += text));
	}
	const port = await new Promise<number>((resolve, reject) => {
		let said = '';
		child.stdout.on('data', (text: string) => {
			said += text;
			const serving = /^Serving http:\/\/\S+:(\d+) /m.exec(said);
			if (serving) resolve(Number(serving[1]));
		});
		void ending.then((end) => reject(new Error(`It did not start: ${JSON.stringify(end)}`)));
	});
	return {
		origin: `http://localhost:${port}`,
		port,
		pid: child.pid!,
		output: () => output,
		async stop() {
			child.kill('SIGTERM');
			return (await ending).code;
		},
		async kill() {
			child.kill('SIGKILL');
			await ending;
		}
	};
}

/** Starts a process that prints the reports of batches, and waits until it does. */
export async function startWorker(
	environment: NodeJS.ProcessEnv
): Promise<Pick<App, 'pid' | 'output' | 'stop' | 'kill'>> {
	const { child, ending } = spawnStart(environment, '.', ['scripts/worker.ts']);
	let output = '';
	for (const stream of [child.stdout, child.stderr]) {
		stream.on('data', (text: string) => (output += text));
	}
	await new Promise<void>((resolve, reject) => {
		child.stdout.on('data', () => {
			if (output.includes('Printing what waits')) resolve();
		});
		void ending.then((end) => reject(new Error(`It did not start: ${JSON.stringify(end)}`)));
	});
	return {
		pid: child.pid!,
		output: () => output,
		async stop() {
			child.kill('SIGTERM');
			return (await ending).code;
		},
		async kill() {
			child.kill('SIGKILL');
			await ending;
		}
	};
}

/**
 * Starts it where it cannot stay, and waits for its end.
 *
 * @param folder of another checkout than this one
 */
export function failToStart(
	environment: NodeJS.ProcessEnv,
	folder = '.',
	command?: readonly string[]
): Promise<Ending> {
	return spawnStart(environment, folder, command).ending;
}

/** Starts it and kills it so many milliseconds later, or before that as soon as it serves. */
export async function killWhileStarting(
	environment: NodeJS.ProcessEnv,
	milliseconds: number
): Promise<void> {
	const { child, ending } = spawnStart({ PORT: '0', ...environment });
	const timer = setTimeout(() => child.kill('SIGKILL'), milliseconds);
	child.stdout.on('data', (text: string) => {
		if (text.includes('Serving')) child.kill('SIGKILL');
	});
	await ending;
	clearTimeout(timer);
}

function spawnStart(
	environment: NodeJS.ProcessEnv,
	folder = '.',
	command: readonly string[] = ['scripts/start.ts']
) {
	// Each has a data folder of its own: two cannot share one.
	const data = mkdtempSync(join(tmpdir(), 'qidang-data-'));
	const child = spawn(process.execPath, command, {
		cwd: folder,
		env: { ...process.env, DATA: data, ...environment },
		stdio: ['ignore', 'pipe', 'pipe']
	});
	const ending = (async (): Promise<Ending> => {
		let stdout = '';
		let stderr = '';
		child.stdout.setEncoding('utf8').on('data', (text) => (stdout += text));
		child.stderr.setEncoding('utf8').on('data', (text) => (stderr += text));
		const [code] = (await once(child, 'close')) as [number | null];
		rmSync(data, { recursive: true });
		return { code, stdout, stderr };
	})();
	return { child, ending };
}
