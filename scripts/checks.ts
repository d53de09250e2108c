import { runTool } from './command.mjs';
import { generate } from './generate.ts';

/** What must hold of the sources without running them, in the order in which it is checked. */
export const checks: [title: string, check: () => Promise<unknown>][] = [
	['Types', checkTypes],
	['Lint', () => runTool('eslint', ['.', '--max-warnings', '0'])],
	['Format', () => runTool('prettier', ['--check', '--log-level', 'warn', '.'])],
	['Unused code', () => runTool('knip', ['--no-progress'])]
];

async function checkTypes(): Promise<void> {
	await generate();
	// The second run sees scoring/ as the only world there is: no browser, no Node, no clock to call.
	await runTool('svelte-check', ['--tsconfig', './tsconfig.json', '--fail-on-warnings']);
	await runTool('typescript', ['--project', './tsconfig.scoring.json']);
}
