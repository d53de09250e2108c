import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** Every chart shows by a sample what it takes; the e2e tests draw them. */
test.each(globSync('src/lib/charts/*.svelte'))(
	'%s exports a sample and says what it shows',
	(file) => {
		const source = readFileSync(file, 'utf8');
		expect(source).toMatch(/<script module[\s\S]*export const sample: \w+ = \{\s+label: '.+'/);
		expect(source).toMatch(/<canvas role="img" aria-label=\{data\.label\}/);
	}
);
