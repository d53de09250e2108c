import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve, sep } from 'node:path';
import { replace } from '../tests/support/checkout.ts';
import { attempt } from './attempt.ts';
import { build } from './build.ts';
import { Failure, runTool } from './command.mjs';
import { generate } from './generate.ts';
import { main } from './main.ts';
import {
	chosen,
	judge,
	patternOf,
	readRemovals,
	without,
	type Removal,
	type Report
} from './removals.ts';
import { step } from './step.mjs';

/**
 * Takes each protection of tests/removed/removals.yaml away, in a copy of this tree, and demands that its test
 * then fails: `npm run protections`, or with requirements, paths or titles `npm run protections -- V3.4 listener`.
 */
await main(async () => {
	const removals = chosen(readRemovals(), process.argv.slice(2));
	if (removals.length === 0)
		throw new Failure('Nothing in tests/removed/removals.yaml is so called.');
	await step('Copying', async () => {
		enterCopy();
		await generate();
	});
	// What fails anyway shows nothing.
	await step('With everything in place', () => expectAll(removals));
	let caught = 0;
	// What several tests see is taken away once.
	const changes = Object.groupBy(removals, ({ file, from, to, on }) => [file, from, to, on].join());
	for (const same of Object.values(changes)) {
		let report: Promise<Report> | undefined;
		for (const removal of same!) {
			const work = async () => caughtIn(await (report ??= runWithout(same!)), removal.test);
			if (await attempt(titleOf(removal), work)) caught++;
		}
	}
	console.log(`${removals.length} removed, ${caught} caught`);
	if (caught < removals.length) process.exitCode = 1;
});

/** Makes a copy and works there from now on; it is removed when this process ends, however that comes. */
function enterCopy(): void {
	const left = new Set(['.git', 'node_modules', 'build', 'data', 'data-demo', 'test-results']);
	const tree = resolve('.');
	const copy = mkdtempSync(join(tmpdir(), 'qidang-protections-'));
	process.once('exit', () => {
		process.chdir(tree);
		rmSync(copy, { recursive: true, force: true });
	});
	// While a program runs, command.mjs ends it first.
	for (const signal of ['SIGINT', 'SIGTERM'] as const) {
		process.on(signal, () => process.listenerCount(signal) === 1 && process.exit(1));
	}
	cpSync(tree, copy, {
		recursive: true,
		filter: (path) => !left.has(relative(tree, path).split(sep)[0]!)
	});
	symlinkSync(join(tree, 'node_modules'), join(copy, 'node_modules'), 'junction');
	process.chdir(copy);
	// They would take the packages, which lie elsewhere, for a room of their own.
	replace('vite.config.ts', 'arrows(),', '');
}

async function expectAll(removals: readonly Removal[]): Promise<string> {
	const wrong = new Set<string>();
	for (const these of Object.values(Object.groupBy(removals, ({ on }) => on))) {
		const report = await run(these);
		for (const { test } of these) {
			const { outcome, said } = judge(report, test);
			if (outcome !== 'passed') wrong.add(`${test.file} “${test.title}”: ${said}`);
		}
	}
	if (wrong.size === 0) return 'every test passes';
	throw new Failure(`These do not pass as it is:\n${[...wrong].join('\n')}`);
}

async function runWithout(same: readonly Removal[]): Promise<Report> {
	const [{ file }] = same as readonly [Removal];
	const text = readFileSync(file, 'utf8');
	writeFileSync(file, without(same[0]!, text));
	try {
		return await run(same);
	} finally {
		writeFileSync(file, text);
	}
}

/** @throws {Failure} where the test did not see it */
function caughtIn(report: Report, test: Removal['test']): string {
	const { outcome, said } = judge(report, test);
	const named = `${test.file} “${test.title}”`;
	if (outcome === 'failed') return `caught by “${test.title}”`;
	throw new Failure(
		outcome === 'passed'
			? `Not caught: ${named} passes all the same.`
			: `Not caught: ${named} came to no expectation (${said}). Does the change run?`
	);
}

/** Runs the tests of removals, all on one kind of database where they are run on both. */
async function run(removals: readonly Removal[]): Promise<Report> {
	const tests = removals.map(({ test }) => test);
	if (tests.some(({ file }) => file.startsWith('tests/e2e/'))) await build();
	const other = removals[0]!.on === 'PGlite' ? 'PostgreSQL' : 'PGlite';
	const path = 'test-results/protections.json';
	rmSync(path, { force: true });
	const titles = [...new Set(tests.map(({ title }) => patternOf(title)))];
	try {
		await runTool('vitest', [
			...['run', ...new Set(tests.map(({ file }) => file))],
			...['--testNamePattern', `^(?!.*\\bon ${other}\\b).*(${titles.join('|')})`],
			...['--reporter=json', `--outputFile.json=${path}`]
		]);
	} catch (error) {
		// That tests failed is what its report tells.
		if (!(error instanceof Failure)) throw error;
	}
	return JSON.parse(readFileSync(path, 'utf8')) as Report;
}

function titleOf({ of, file, from, to }: Removal): string {
	const short = (text: string) => (text.length > 60 ? `${text.slice(0, 59)}…` : text).trim();
	return `${of.join(' ')} ${file}: ${short(from)} → ${short(to) || 'nothing'}`;
}
