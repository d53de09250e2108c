import { existsSync, readFileSync, rmSync } from 'node:fs';
import { isInstalled } from '../tests/support/needs.ts';
import { Failure, runTool } from './command.mjs';

/** The part of vitest's JSON report that is read here. */
export interface Report {
	testResults: {
		name: string;
		status: 'passed' | 'failed';
		assertionResults: { fullName: string; status: string; meta: { needs?: string } }[];
	}[];
}

export interface Counts {
	passed: number;
	failed: number;
	skipped: number;
}

/** Runs one project of vitest.config.ts; `output` is what to show when something failed. */
export async function runSuite(project: string): Promise<Counts & { output: string }> {
	const path = `test-results/${project}.json`;
	rmSync(path, { force: true });
	let output = '';
	try {
		await runTool('vitest', [
			'run',
			`--project=${project}`,
			'--allowOnly=false',
			'--reporter=default',
			'--reporter=json',
			`--outputFile.json=${path}`
		]);
	} catch (error) {
		if (!(error instanceof Failure)) throw error;
		output = error.message;
	}

	if (!existsSync(path)) return { passed: 0, failed: 1, skipped: 0, output };
	const { counts, faults } = countTests(JSON.parse(readFileSync(path, 'utf8')) as Report);
	// An error outside every test: vitest says so by its exit code alone.
	if (output && counts.failed === 0) counts.failed = 1;
	return { ...counts, output: [output, ...faults].join('\n') };
}

/**
 * A test may be skipped only where the program that it names by `needs` is not installed; every
 * other skip counts as a failure, and so does a file that failed outside its tests.
 */
export function countTests(report: Report): { counts: Counts; faults: string[] } {
	const counts = { passed: 0, failed: 0, skipped: 0 };
	const faults: string[] = [];
	for (const file of report.testResults) {
		for (const test of file.assertionResults) {
			if (test.status === 'passed' || test.status === 'failed') counts[test.status]++;
			else if (test.meta.needs && !isInstalled(test.meta.needs)) counts.skipped++;
			else {
				counts.failed++;
				faults.push(`Skipped though nothing it needs is missing: ${test.fullName} (${file.name})`);
			}
		}
		const hasFailedTest = file.assertionResults.some((test) => test.status === 'failed');
		if (file.status === 'failed' && !hasFailedTest) counts.failed++;
	}
	return { counts, faults };
}
