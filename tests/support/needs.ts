import { globSync } from 'node:fs';
import type { TestContext } from 'vitest';
import { pathOf } from '#server/programs.ts';
import { mayMount } from './small-disk.ts';

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

/** A program that is there and forbidden is of no more use than one that is not. */
const isAllowed: Readonly<Record<string, () => boolean>> = { mount: mayMount };

export function isInstalled(program: string): boolean {
	return find(program) !== undefined && (isAllowed[program]?.() ?? true);
}

/** Where a program lies. Debian keeps those of a PostgreSQL server out of the PATH, version by version. */
export function find(program: string): string | undefined {
	return pathOf(program) ?? globSync(`/usr/lib/postgresql/*/bin/${program}`)[0];
}
