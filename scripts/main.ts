import { ContentError } from '#lib/library/library.ts';
import { SettingError } from '#server/settings.ts';
import { Failure } from './command.mjs';

/** Runs a script: what its message explains ends it with that message alone, and exit code 1. */
export async function main(script: () => Promise<unknown>): Promise<void> {
	try {
		await script();
	} catch (error) {
		const explained = [Failure, SettingError, ContentError].some((kind) => error instanceof kind);
		if (!explained) throw error;
		console.error((error as Error).message);
		process.exit(1);
	}
}
