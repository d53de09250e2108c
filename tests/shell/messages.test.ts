import { globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const read = (locale: string) =>
	JSON.parse(readFileSync(`src/lib/messages/${locale}.json`, 'utf8')) as Record<string, string>;
const keysOf = (locale: string) => Object.keys(read(locale)).filter((key) => key !== '$schema');
const chinese = keysOf('zh-cn');

describe('the sentences of the product', () => {
	test('are the same ones in both languages, in the same order', () => {
		expect(chinese.length).toBeGreaterThan(1000);
		expect(keysOf('en')).toEqual(chinese);
	});

	test('are each said somewhere', () => {
		const sources = globSync('{src,scripts}/**/*.{ts,svelte,mjs}')
			.filter((path) => !path.includes('paraglide'))
			.map((path) => readFileSync(path, 'utf8'));
		const said = new Set(sources.flatMap((text) => text.match(/(?<=\bm\.)\w+/g) ?? []));
		expect(chinese.filter((key) => !said.has(key))).toEqual([]);
	});
});
