import { expect, test } from 'vitest';
import { streamChanges } from '#server/server-sent.ts';

/** What a reader gets of these looks, one after the other; the last one stays. */
async function told(looks: readonly { told: unknown; isOver: boolean }[]): Promise<unknown[]> {
	let next = 0;
	const response = streamChanges(() => Promise.resolve(looks[Math.min(next++, looks.length - 1)]!));
	expect(response.headers.get('content-type')).toBe('text/event-stream');
	const text = await response.text();
	return text.split('\n\n').flatMap((line) => {
		const [, data] = /^data: (.*)$/.exec(line) ?? [];
		return data === undefined ? [] : [JSON.parse(data) as unknown];
	});
}

const look = (printed: number, isOver = false) => ({ told: { printed }, isOver });

test('what changes is told, what stays is not, and the last ends it', async () => {
	expect(await told([look(0), look(0), look(1), look(1), look(2, true)])).toEqual([
		{ printed: 1 },
		{ printed: 2 }
	]);
});

test('what is over before anybody listens is told all the same', async () => {
	expect(await told([look(2, true)])).toEqual([{ printed: 2 }]);
});

test('what its reader may not see any more ends it without a word', async () => {
	expect(await told([look(0), { told: undefined, isOver: true }])).toEqual([]);
});

test('a reader that goes away is looked for no more', async () => {
	let looks = 0;
	const response = streamChanges(() => {
		looks++;
		return Promise.resolve(look(looks));
	});
	const reader = response.body!.getReader();
	await reader.read();
	await reader.cancel();
	const before = looks;
	await new Promise((resolve) => setTimeout(resolve, 2500));
	expect(looks).toBe(before);
});

test('a look that fails breaks the stream off', async () => {
	const response = streamChanges(() => Promise.reject(new Error('away')));
	await expect(response.text()).rejects.toThrow('away');
});
