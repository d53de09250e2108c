import { defineConfig } from 'vitest/config';
import { yaml } from './vite/yaml-plugin.ts';

export default defineConfig({
	plugins: [yaml()],
	test: {
		expect: { requireAssertions: true },
		// Against what hangs, not against what is slow: a busy machine fails no test.
		testTimeout: 120_000,
		hookTimeout: 240_000,
		projects: [
			{
				extends: true,
				test: {
					name: 'unit',
					include: ['tests/{scoring,data,lib,server,shell}/**/*.test.ts']
				}
			},
			{
				extends: true,
				test: {
					name: 'e2e',
					include: ['tests/e2e/**/*.test.ts'],
					// Each file starts servers and a browser of its own, and waits for them half of the time.
					maxWorkers: 2
				}
			}
		]
	}
});
