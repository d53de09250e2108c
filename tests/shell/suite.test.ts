import { expect, test } from 'vitest';
import { countTests, type Report } from '../../scripts/suite.ts';

type Assertions = Report['testResults'][number]['assertionResults'];

function report(status: 'passed' | 'failed', ...assertionResults: Assertions): Report {
	return { testResults: [{ name: 'a.test.ts', status, assertionResults }] };
}

function counted(status: string, meta: { needs?: string } = {}) {
	return countTests(report('passed', { fullName: 'a test', status, meta })).counts;
}

test('what passed and what failed is counted', () => {
	expect(counted('passed')).toEqual({ passed: 1, failed: 0, skipped: 0 });
	expect(counted('failed')).toEqual({ passed: 0, failed: 1, skipped: 0 });
});

test('a test may be skipped where its program is missing, and only there', () => {
	const missing = { needs: 'no-such-program' };
	const installed = { needs: 'node' };
	expect(counted('skipped', missing)).toEqual({ passed: 0, failed: 0, skipped: 1 });
	expect(counted('skipped', installed)).toEqual({ passed: 0, failed: 1, skipped: 0 });
});

test.each(['skipped', 'todo', 'pending'])('a test left %s without a reason fails', (status) => {
	expect(counted(status)).toEqual({ passed: 0, failed: 1, skipped: 0 });
});

test('a file that fails outside its tests counts as a failure', () => {
	expect(countTests(report('failed')).counts).toEqual({ passed: 0, failed: 1, skipped: 0 });
});
