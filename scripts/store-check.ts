import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { now } from '#server/clock.ts';
import { closeDatabase, openDatabase, recordedFiles } from '#server/db/index.ts';
import { readSettings } from '#server/settings.ts';
import {
	checkStore,
	hashOf,
	putFile,
	removeUnnamed,
	StoreFailure,
	type StoreFinding
} from '#server/store.ts';
import { Failure } from './command.mjs';
import { main } from './main.ts';

const usage = `Usage: npm run -s store:check [-- --adopt FOLDER] [--remove-orphans [--yes]]
  --adopt           puts back from a folder, a backup for example, what is missing or changed in the store, by content
  --remove-orphans  takes out of the store what nothing on record names, once it has been confirmed; not what came within the last hour
  --yes             confirms it`;

const meanings: Readonly<Record<StoreFinding['kind'], string>> = {
	missing: 'on record, and not in the store',
	other: 'on record, and its content in the store is another',
	orphan: 'in the store, and nothing on record names it',
	stray: 'in the store, and no name of a file: a write that was cut off, or none of ours'
};

/** Compares the store with what is on record, a line for each finding; fails where something on record is not whole. */
await main(async () => {
	const { adopt, removing, confirmed } = readArguments();
	await openDatabase(readSettings(process.env));
	try {
		await check(adopt, removing, confirmed);
	} catch (error) {
		if (error instanceof StoreFailure) throw new Failure(error.message);
		throw error;
	} finally {
		await closeDatabase();
	}
});

async function check(
	adopt: string | undefined,
	removing: boolean,
	confirmed: boolean
): Promise<void> {
	const recorded = await recordedFiles();
	if (adopt !== undefined) await putBack(recorded, adopt);
	const findings: StoreFinding[] = [];
	const whole = await checkStore(recorded, (one) => {
		findings.push(one);
		console.log(`${one.kind.toUpperCase()} ${one.name}: ${meanings[one.kind]}`);
	});
	const broken = findings.filter(({ kind }) => kind === 'missing' || kind === 'other');
	const unnamed = findings.filter((one) => !broken.includes(one));
	console.error(
		`${whole} files on record are whole, ${broken.length} are not; ${unnamed.length} in the store are named by nothing.`
	);
	if (broken.length > 0) process.exitCode = 1;
	if (!removing || unnamed.length === 0) return;
	if (!confirmed && !(await confirm(unnamed.length))) {
		console.error('Nothing was removed.');
		return;
	}
	// What was put on record since it was looked at stays.
	const since = await recordedFiles();
	let removed = 0;
	for (const one of unnamed) {
		const isNamed = since.has(one.name.slice(one.name.lastIndexOf('/') + 1));
		if (!isNamed && (await removeUnnamed(one, now()))) removed++;
	}
	console.error(`${removed} were removed, ${unnamed.length - removed} are too new and stay.`);
}

/** Every file of a folder that is on record goes into the store again; what is there already becomes the same. */
async function putBack(recorded: ReadonlySet<string>, folder: string): Promise<void> {
	let count = 0;
	for (const one of filesIn(folder)) {
		const content = readFileSync(one);
		if (!recorded.has(hashOf(content))) continue;
		await putFile(content);
		count++;
	}
	console.error(`${count} files of ${folder} are on record and were put into the store.`);
}

function filesIn(folder: string): string[] {
	try {
		return readdirSync(folder, { recursive: true, withFileTypes: true })
			.filter((one) => one.isFile())
			.map(({ parentPath, name }) => join(parentPath, name));
	} catch (error) {
		throw new Failure(
			`${folder} cannot be read (${(error as NodeJS.ErrnoException).code}).\n${usage}`
		);
	}
}

async function confirm(count: number): Promise<boolean> {
	if (!process.stdin.isTTY) {
		throw new Failure(
			'--remove-orphans asks for a confirmation: add --yes where nobody can type it.'
		);
	}
	const asking = createInterface({ input: process.stdin, output: process.stderr });
	try {
		const answer = await asking.question(`Remove ${count} files for good? Type yes: `);
		return answer.trim() === 'yes';
	} finally {
		asking.close();
	}
}

function readArguments() {
	try {
		const { adopt, yes, ...values } = parseArgs({
			options: {
				adopt: { type: 'string' },
				'remove-orphans': { type: 'boolean', default: false },
				yes: { type: 'boolean', default: false }
			}
		}).values;
		return { adopt, removing: values['remove-orphans'], confirmed: yes };
	} catch (error) {
		throw new Failure(`${(error as Error).message}\n${usage}`);
	}
}
