import { describe, expect, it } from 'vitest';
import { parseYaml } from '#lib/library/yaml.ts';

const file = 'measures/x.yaml';

it('reads what YAML 1.2 says: words, numbers, days and codes in quotes', () => {
	const text = "a: '320903'\nb: 12.5\nc: true\nd: 2024-10-15\ne: no\nf: [1, two]\ng: { h: null }\n";
	expect(parseYaml(text, file)).toEqual({
		...{ a: '320903', b: 12.5, c: true, d: '2024-10-15', e: 'no', f: [1, 'two'] },
		g: { h: null }
	});
});

describe('refuses, with file and line,', () => {
	const laughs = Array.from({ length: 9 }, (_, i) =>
		i === 0 ? 'a0: &a0 [lol, lol]' : `a${i}: &a${i} [${`*a${i - 1}, `.repeat(9)}]`
	).join('\n');

	it.each([
		['an empty file', '', 'line 1: expected content, received an empty file'],
		['a key twice', 'a: 1\nb: 2\na: 3\n', 'line 3: Map keys must be unique'],
		['a key twice, further in', 'a:\n  b: 1\n  b: 2\n', 'line 3: Map keys must be unique'],
		['an anchor', 'a: &x 1\n', 'line 1: expected no anchor, received &x'],
		['an alias', 'a: [1]\nb: *x\n', 'line 2: expected no alias, received *x'],
		['an anchor and its alias', 'a: &x [1]\nb: *x\n', 'line 1: expected no anchor, received &x'],
		['a billion laughs', laughs, 'line 1: expected no anchor, received &a0'],
		['a tab', 'a: 1\nb:\t2\n', 'line 2: expected blanks, received a tab'],
		['two documents', 'a: 1\n---\nb: 2\n', 'expected one document, received a second'],
		['a custom tag', 'a: !!js/function "x"\n', 'line 1: Unresolved tag'],
		[
			'more levels than content has',
			`a:\n  ${'['.repeat(65)}${']'.repeat(65)}\n`,
			'line 2: expected at most 64 levels, received more'
		],
		[
			'levels without end',
			`a: ${'{ a: '.repeat(50_000)}`,
			'line 1: expected at most 64 levels, received more'
		],
		['an unclosed list', 'a: [1, 2\n', 'line 2: '],
		[
			'a file of a million characters',
			`a: ${'x'.repeat(1_000_000)}`,
			'line 1: expected at most 1000000 characters, received 1000003'
		]
	])('%s', (_, text, fault) => {
		expect(() => parseYaml(text, file)).toThrow(`${file} line`);
		expect(() => parseYaml(text, file)).toThrow(fault);
	});

	it('all that is wrong with it, in the order of its lines', () => {
		const text = 'a: &x 1\nb: *x\nc:\t2\nd: 1\nd: 2\n';
		expect(() => parseYaml(text, file)).toThrow(
			new RegExp(
				`^${file} line 1: expected no anchor, received &x; line 2: expected no alias, received \\*x; ` +
					'line 3: expected blanks, received a tab; .*line 5: Map keys must be unique'
			)
		);
	});

	it('twenty faults, and how many more there are', () => {
		const text = Array.from({ length: 25 }, (_, i) => `k${i}: &a${i} 1\n`).join('');
		expect(() => parseYaml(text, file)).toThrow(
			'line 20: expected no anchor, received &a19; and 5 more'
		);
	});

	it('a prototype as a key, which stays a plain key', () => {
		const read = parseYaml('__proto__: { polluted: true }\n', file) as object;
		expect(Object.keys(read)).toEqual(['__proto__']);
		expect({}).not.toHaveProperty('polluted');
	});
});
