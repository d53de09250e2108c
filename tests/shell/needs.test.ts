import { expect, test, type TestContext, vi } from 'vitest';
import { needs } from '../support/needs.ts';

function contextThatSkips() {
	const skip = vi.fn(() => {
		throw new Error('skipped');
	});
	return { task: { meta: {} }, skip } as unknown as TestContext;
}

test('a test runs where its program is installed', async () => {
	const body = vi.fn();
	const context = contextThatSkips();
	await needs('node', body)(context);
	expect(body).toHaveBeenCalledExactlyOnceWith(context);
});

test('a test is skipped where its program is missing, and says which', async () => {
	const body = vi.fn();
	const context = contextThatSkips();
	await expect(needs('no-such-program', body)(context)).rejects.toThrow('skipped');
	expect(context.task.meta.needs).toBe('no-such-program');
	expect(body).not.toHaveBeenCalled();
});
