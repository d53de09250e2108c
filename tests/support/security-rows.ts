import { readFileSync } from 'node:fs';

/** docs/security.md, whole. */
export const document = readFileSync('docs/security.md', 'utf8');

/** The rows of its table: a requirement each. */
export const rows = [...document.matchAll(/^\| (V[\d.]+) +\|([^|]+)\|([^|]+)\|([^|]+)\|$/gm)].map(
	([, number, asks, state, shown]) => ({
		number: number!,
		asks: asks!.trim(),
		state: state!.trim(),
		shown: shown!.trim()
	})
);

export const holding = rows.filter(({ state }) => state === 'holds');

/** The tests that a row names. */
export function testsOf(shown: string) {
	return [...shown.matchAll(/`(tests\/[^`]+)` “([^”]+)”/g)].map(([, file, title]) => ({
		file: file!,
		title: title!
	}));
}
