import { shown } from '#scoring';

/** No answer is nested deeper; a deeper one could exhaust the stack of whoever reads it. */
export const mostLevels = 20;
/** Of one value, written as JSON in UTF-8. */
export const mostBytes = 100_000;

export interface JsonFault {
	/** What is wrong: characters of a text, the size, the depth, or that it is no JSON. */
	readonly kind: 'text' | 'size' | 'levels' | 'json';
	/** Completes the sentence "expected …". */
	readonly expected: string;
	readonly received: string;
}

/**
 * What keeps a value from being kept: it must be JSON, and JSON that a database takes, which knows no
 * character U+0000 and no half of a surrogate pair.
 */
export function jsonFault(value: unknown): JsonFault | undefined {
	const fault = faultWithin(value, 0);
	if (fault) return fault;
	const bytes = new TextEncoder().encode(JSON.stringify(value)).length;
	if (bytes <= mostBytes) return undefined;
	return { kind: 'size', expected: `at most ${mostBytes} bytes of JSON`, received: `${bytes}` };
}

function faultWithin(value: unknown, level: number): JsonFault | undefined {
	switch (typeof value) {
		case 'boolean':
			return undefined;
		case 'number':
			return Number.isFinite(value)
				? undefined
				: { kind: 'json', expected: 'a finite number', received: shown(value) };
		case 'string':
			return textFault(value);
		case 'object':
			break;
		default:
			return { kind: 'json', expected: 'JSON', received: shown(value) };
	}
	if (value === null) return undefined;
	if (level === mostLevels) {
		const expected = `at most ${mostLevels} levels of lists and objects`;
		return { kind: 'levels', expected, received: 'more' };
	}
	if (!Array.isArray(value) && !isPlain(value)) {
		return { kind: 'json', expected: 'JSON', received: shown(value) };
	}
	for (const [key, inner] of Object.entries(value)) {
		const fault = textFault(key) ?? faultWithin(inner, level + 1);
		if (fault) return fault;
	}
	return undefined;
}

function textFault(text: string): JsonFault | undefined {
	if (text.isWellFormed() && !text.includes('\0')) return undefined;
	return {
		kind: 'text',
		expected: 'text without the character U+0000 or half a character',
		received: shown(text)
	};
}

function isPlain(value: object): boolean {
	const prototype: unknown = Object.getPrototypeOf(value);
	return prototype === Object.prototype || prototype === null;
}
