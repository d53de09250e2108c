import { run, runTool } from './command.mjs';

/** Writes what type checks, lint and tests read but git does not hold: messages and Kit's types. */
export async function generate(): Promise<void> {
	await run(process.execPath, ['scripts/messages.ts']);
	await runTool('@sveltejs/kit', ['sync']);
}
