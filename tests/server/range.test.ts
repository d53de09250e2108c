import { expect, test } from 'vitest';
import { readRange } from '#server/range.ts';

const etag = '"abc"';
const asked = (headers: Record<string, string>) =>
	readRange(new Headers(headers), { bytes: 1000, etag });
const whole = { from: 0, status: 200, length: 1000, range: {} };

test('what goes on with a download is given the rest', () => {
	expect(asked({ range: 'bytes=400-' })).toEqual({
		...{ from: 400, status: 206, length: 600 },
		range: { 'content-range': 'bytes 400-999/1000' }
	});
	expect(asked({ range: 'bytes=999-', 'if-range': etag })).toMatchObject({ from: 999, length: 1 });
});

test('of another file there is no rest: it is given whole', () => {
	expect(asked({ range: 'bytes=400-', 'if-range': '"other"' })).toEqual(whole);
});

test('behind the end there is nothing', () => {
	expect(asked({ range: 'bytes=1000-' })).toEqual({
		...{ from: 1000, status: 416, length: 0 },
		range: { 'content-range': 'bytes */1000' }
	});
});

test.each(['bytes=0-10', 'bytes=-5', 'bytes=1-2,5-6', 'items=3-', 'bytes=x-', 'bytes=-', ''])(
	'%s is answered with all of it',
	(range) => {
		expect(asked({ range })).toEqual(whole);
	}
);

test('without a range it is given whole', () => {
	expect(asked({})).toEqual(whole);
});
