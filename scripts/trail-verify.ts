import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import {
	closeDatabase,
	openDatabase,
	verifyTrail,
	type FoundChain,
	type KnownChain
} from '#server/db/index.ts';
import { readSettings } from '#server/settings.ts';
import { Failure } from './command.mjs';
import { main } from './main.ts';

const usage = 'Usage: npm run -s trail:verify [-- --against FILE] (FILE: what it printed before)';

/** Goes along the trail of every organisation, a line each; fails where one is broken. */
await main(async () => {
	const known = readKnown();
	let [whole, broken] = [0, 0];
	await openDatabase(readSettings(process.env));
	try {
		await verifyTrail(known, (chain) => {
			console.log(lineOf(chain));
			if (chain.broken) broken += 1;
			else whole += 1;
		});
	} finally {
		await closeDatabase();
	}
	console.error(`${whole} chains are whole, ${broken} are broken.`);
	if (broken > 0) process.exitCode = 1;
});

/** `ORGANISATION COUNT HASH`, and after it what is wrong: `readKnown` reads it again. */
function lineOf({ organisation, count, last, broken }: FoundChain): string {
	const held = `${organisation} ${count} ${last}`;
	return broken ? `${held} BROKEN at ${broken.seq} (${broken.what}): ${broken.why}` : held;
}

function readKnown(): KnownChain[] {
	const file = readOption();
	if (file === undefined) return [];
	const lines = readFile(file).split('\n');
	return lines.filter(Boolean).map((line, i) => {
		const [, organisation, count, last] =
			/^([0-9a-f-]{36}) (\d+) ([0-9a-f]{64})( |$)/.exec(line) ?? [];
		if (!organisation || !count || !last) {
			throw new Failure(`${file}:${i + 1}: expected a line that this command printed.\n${usage}`);
		}
		return { organisation, count: Number(count), last };
	});
}

function readOption(): string | undefined {
	try {
		return parseArgs({ options: { against: { type: 'string' } } }).values.against;
	} catch (error) {
		throw new Failure(`${(error as Error).message}\n${usage}`);
	}
}

function readFile(file: string): string {
	try {
		return readFileSync(file, 'utf8');
	} catch (error) {
		throw new Failure(
			`${file} cannot be read (${(error as NodeJS.ErrnoException).code}).\n${usage}`
		);
	}
}
