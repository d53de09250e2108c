import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { TestContext } from 'vitest';

declare module 'vitest' {
	interface TaskMeta {
		/** The program for want of which a test was skipped. */
		needs?: string;
	}
}

/**
 * The body of a test that needs a program, and the only way to skip one: `npm test` counts every
 * other skip as a failure, and this one too where the program is installed.
 */
export function needs(program: string, body: (context: TestContext) => unknown) {
	return async (context: TestContext): Promise<void> => {
		if (!isInstalled(program)) {
			context.task.meta.needs = program;
			context.skip(`${program} is not installed`);
		}
		await body(context);
	};
}

export function isInstalled(program: string): boolean {
	return pathOf(program) !== undefined;
}

/** Where a program of the PATH lies. */
export function pathOf(program: string): string | undefined {
	const folders = (process.env.PATH ?? '').split(delimiter);
	return folders.map((folder) => join(folder, program)).find(isExecutable);
}

function isExecutable(path: string): boolean {
	try {
		accessSync(path, constants.X_OK);
		return true;
	} catch {
		return false;
	}
}
