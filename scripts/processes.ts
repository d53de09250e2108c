import cluster from 'node:cluster';
import { close, listen } from '#server/listener.ts';
import { SettingError, type Settings } from '#server/settings.ts';

/** @throws {SettingError} where more than one is wanted of the embedded database, which serves one */
export function checkProcesses({ PROCESSES, DATABASE_URL }: Settings): void {
	if (PROCESSES === 1 || DATABASE_URL) return;
	throw new SettingError(
		`PROCESSES is ${PROCESSES} but the embedded database serves one process: name a PostgreSQL server in DATABASE_URL, or leave PROCESSES out.`
	);
}

/** A taken port is told at once, and not by every process after minutes of building. */
export async function checkPort(settings: Settings): Promise<void> {
	const nobody = new Promise<never>(() => undefined);
	await close(await listen(settings, nobody));
}

/**
 * Starts the processes that share the port, and keeps up their number: where one is killed, another takes
 * its place. A signal to this process ends them, and then it.
 *
 * @returns the port, once all of them serve
 */
export function startProcesses({ PROCESSES }: Settings): Promise<number> {
	let ending = false;
	const serving = new Set<number>();
	const end = (signal: NodeJS.Signals) => {
		ending = true;
		for (const worker of Object.values(cluster.workers!)) worker!.process.kill(signal);
	};
	process.on('SIGINT', end).on('SIGTERM', end);

	return new Promise((resolve) => {
		cluster.on('listening', (worker, { port }) => {
			serving.add(worker.id);
			if (serving.size === PROCESSES) resolve(port);
		});
		cluster.on('exit', (worker, code, signal) => {
			if (ending) {
				if (Object.keys(cluster.workers!).length === 0) process.exit();
			} else if (serving.has(worker.id)) {
				console.error(`A process ended (${signal ?? code}); another takes its place.`);
				cluster.fork();
			} else {
				// It has said why.
				process.exitCode = 1;
				end('SIGTERM');
			}
		});
		for (let i = 0; i < PROCESSES; i++) cluster.fork();
	});
}
