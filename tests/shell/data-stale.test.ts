import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';

const run = promisify(execFile);
const stale = (...args: string[]) => run(process.execPath, ['scripts/data-stale.ts', ...args]);

describe('data:stale', () => {
	test('tells what ends, what was not checked and what has no date', async () => {
		const { stdout } = await stale('--on', '2024-12-10');
		const lines = stdout.split('\n');
		// From 10 to 31 December are 21 days.
		expect(lines).toContain('  yancheng-2022, 16 measures: 2024-12-31, in 21 days');
		expect(lines).toContain(
			'  yancheng-2022/effective-investment, the last published rate: 2024-12-31, in 21 days'
		);
		expect(lines).toContain('  dongguan-2023: number, issued, first day, last day');
	});

	test('names a month where no more is known, and what nobody has checked for long', async () => {
		const { stdout } = await stale('--on', '2024-06-15');
		expect(stdout).toContain('  guangdong-2021, 29 measures: some day of 2024-06\n');
		const later = await stale('--on', '2190-01-01');
		expect(later.stdout).toContain('Ending within 30 days of 2190-01-01: none\n');
		expect(later.stdout).toContain('Not checked for 90 days or more: 5\n');
	});

	test.each([
		[[]],
		[['--on', '2025-02-30']],
		[['--on']],
		[['--day', '2024-01-01']],
		[['2024-01-01']]
	])('ends with the usage, given %j', async (args) => {
		await expect(stale(...args)).rejects.toMatchObject({
			code: 1,
			stderr: expect.stringContaining('Usage: npm run -s data:stale -- --on YYYY-MM-DD')
		});
	});
});
