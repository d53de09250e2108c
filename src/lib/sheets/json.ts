import { shown } from '#scoring';

/** No answer is nested deeper; a deeper one could exhaust the stack of whoever reads it. */
const mostLevels = 20;
/** Of one value, written as JSON in UTF-8. */
const mostBytes = 100_000;

/**
 * What keeps a value from being kept: it must be JSON, and JSON that a database takes, which knows no
 * character U+0000 and no half of a surrogate pair. Completes the sentence "expected …".
 */
export function jsonFault(value: unknown): { expected: string; received: string } | undefined {
	const fault = faultWithin(value, 0);
	if (fault) return fault;
	const bytes = new TextEncoder().encode(JSON.stringify(value)).length;
	if (bytes <= mostBytes) return undefined;
	return { expected: `at most ${mostBytes} bytes of JSON`, received: `${bytes}` };
}

function faultWithin(
	value: unknown,
	level: number
): { expected: string; received: string } | undefined {
	switch (typeof value) {
		case 'boolean':
			return undefined;
		case 'number':
			return Number.isFinite(value)
				? undefined
				: { expected: 'a finite number', received: shown(value) };
		case 'string':
			return textFault(value);
		case 'object':
			break;
		default:
			return { expected: 'JSON', received: shown(value) };
	}
	if (value === null) return undefined;
	if (level === mostLevels) {
		return { expected: `at most ${mostLevels} levels of lists and objects`, received: 'more' };
	}
	if (!Array.isArray(value) && !isPlain(value)) {
		return { expected: 'JSON', received: shown(value) };
	}
	for (const [key, inner] of Object.entries(value)) {
		const fault = textFault(key) ?? faultWithin(inner, level + 1);
		if (fault) return fault;
	}
	return undefined;
}

function textFault(text: string): { expected: string; received: string } | undefined {
	if (text.isWellFormed() && !text.includes('\0')) return undefined;
	return {
		expected: 'text without the character U+0000 or half a character',
		received: shown(text)
	};
}

function isPlain(value: object): boolean {
	const prototype: unknown = Object.getPrototypeOf(value);
	return prototype === Object.prototype || prototype === null;
}
