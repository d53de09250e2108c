import { attempt } from './attempt.ts';
import { build } from './build.ts';
import { checks } from './checks.ts';
import { Failure, run } from './command.mjs';
import { type Counts, runSuite } from './suite.ts';

const total: Counts = { passed: 0, failed: 0, skipped: 0 };

for (const [title, check] of checks) await count(title, check);
await count('Data', () => run(process.execPath, ['scripts/data-check.ts']));
await countSuite('Unit tests', 'unit');
await count('Building', build);
await countSuite('Browser tests', 'e2e');

console.log(`${total.skipped} skipped`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 ? 0 : 1;

/** A step that is not a test suite counts as one. */
async function count(title: string, work: () => Promise<unknown>): Promise<void> {
	if (await attempt(title, work)) total.passed++;
	else total.failed++;
}

async function countSuite(title: string, project: string): Promise<void> {
	await attempt(title, async () => {
		const { passed, failed, skipped, output } = await runSuite(project);
		total.passed += passed;
		total.failed += failed;
		total.skipped += skipped;
		if (failed > 0) throw new Failure(output);
		return `${passed} passed`;
	});
}
