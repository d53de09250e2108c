import { describe, expect, test } from 'vitest';
import * as v from 'valibot';
import { isField, patchSchema } from '#lib/sheets/patch.ts';

describe('a patch', () => {
	const patch = (field: string) => ({
		id: '0197c1d2-0000-4000-8000-000000000001',
		field,
		value: { polluted: true },
		replaces: null,
		madeAt: '2026-11-20T04:00:00.000Z'
	});

	test.each(['answers.scheduling', 'facts.area', 'titles'])('is of a field: %s', (field) => {
		expect(isField(field)).toBe(true);
		expect(v.is(patchSchema, patch(field))).toBe(true);
	});

	// What every object has, by its names and by paths to it.
	test.each([
		'__proto__',
		'answers.__proto__',
		'constructor.prototype',
		'answers.constructor.prototype',
		'answers.toString',
		'facts.__defineGetter__'
	])('is of nothing that every object has: %s', (field) => {
		expect(isField(field)).toBe(false);
		expect(v.is(patchSchema, patch(field))).toBe(false);
	});
});
