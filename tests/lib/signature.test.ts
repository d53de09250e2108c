import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as v from 'valibot';
import { drawn, pointAt, readStrokes, signaturePath, signatureSchema } from '#lib/signature.ts';

const strokesSchema = signatureSchema.entries.strokes;

test('a pen outside the box is at its edge', () => {
	expect(pointAt(0.5, 0.25)).toEqual([300, 50]);
	expect(pointAt(-0.1, 1.4)).toEqual([0, 200]);
});

test('a line begins where the pen comes down and goes on with it', () => {
	const first = drawn([], [1, 2], true);
	const second = drawn(drawn(first, [3, 4], false), [3, 4], false);
	expect(second).toEqual([
		[
			[1, 2],
			[3, 4]
		]
	]);
	expect(signaturePath(drawn(second, [9, 9], true))).toBe('M1 2L3 4M9 9h0');
	expect(first).toEqual([[[1, 2]]]);
});

test('what is drawn is always what can be kept, however long somebody draws', () => {
	let strokes: ReturnType<typeof drawn> = [];
	for (let i = 0; i < 2100; i++) strokes = drawn(strokes, pointAt((i % 600) / 600, 0), i === 0);
	expect(strokes[0]).toHaveLength(2000);
	for (let i = 0; i < 250; i++) strokes = drawn(strokes, [i, 1], true);
	expect(strokes).toHaveLength(200);
	expect(v.is(strokesSchema, strokes)).toBe(true);
});

describe('the lines in a form', () => {
	test('are read as they were drawn', () => {
		const point = fc.tuple(fc.integer({ min: 0, max: 600 }), fc.integer({ min: 0, max: 200 }));
		fc.assert(
			fc.property(fc.array(fc.array(point)), (strokes) => {
				expect(readStrokes(JSON.stringify(strokes))).toEqual(strokes);
			})
		);
		expect(readStrokes('')).toEqual([]);
	});

	test.for(['{', '{}', '[[[601,0]]]', '[[[0,0.5]]]', '[[["<script>",0]]]', '[[[0,0,0]]]'])(
		'%s is not one',
		(sent) => {
			expect(readStrokes(sent)).toBeUndefined();
		}
	);
});
