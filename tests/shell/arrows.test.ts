import { resolve } from 'node:path';
import { ESLint } from 'eslint';
import { build } from 'vite';
import { expect, test } from 'vitest';
import { arrows } from '../../vite/arrows-plugin.ts';

const eslint = new ESLint();

/** The rules that ESLint finds broken by a file with this text in place of an existing one. */
async function brokenRules(filePath: string, text: string): Promise<(string | null)[]> {
	const [result] = await eslint.lintText(text, { filePath });
	return result!.messages.map(({ ruleId }) => ruleId);
}

const paths = 'import-x/no-restricted-paths';
const imports = 'no-restricted-imports';

test.each([
	['scoring/text.ts', "import { readFileSync } from 'node:fs';", imports],
	['scoring/text.ts', "import { parse } from 'yaml';", imports],
	['scoring/text.ts', "import { readSettings } from '../src/server/settings.ts';", paths],
	['scoring/text.ts', "export * from '../scripts/step.mjs';", paths],
	['scoring/text.ts', 'export const today = Date.now();', 'no-restricted-globals'],
	['scoring/text.ts', 'export const today = new Date();', 'no-restricted-globals'],
	['scoring/text.ts', 'export const place = process.cwd();', 'no-restricted-globals'],
	['scoring/text.ts', 'export const now = globalThis.performance;', 'no-restricted-globals'],
	['scoring/text.ts', 'export const chance = Math.random();', 'no-restricted-properties'],
	['scoring/text.ts', "export const later = import('./day.ts');", 'no-restricted-syntax'],
	['src/lib/library/yaml.ts', "import { readFileSync } from 'node:fs';", imports],
	['src/lib/library/yaml.ts', "import { readSettings } from '#server/settings.ts';", imports],
	['src/lib/library/yaml.ts', "export * from '../../server/settings.ts';", paths],
	['src/lib/library/yaml.ts', "import { query } from '$app/server';", imports],
	['src/server/settings.ts', "export * from '../hooks.ts';", paths],
	['src/routes/+layout.svelte', "<script>import 'drizzle-orm/pg-core';</script>", imports],
	['src/routes/+layout.svelte', "<script>import 'puppeteer-core';</script>", imports],
	['src/routes/+layout.svelte', "<script>import 'pg-boss';</script>", imports],
	['src/routes/+layout.svelte', "<script>import '#server/db/index.ts';</script>", imports],
	['src/server/settings.ts', "import 'postgres';", imports],
	['src/server/settings.ts', "import 'drizzle-orm/pg-core';", imports],
	['src/server/settings.ts', "import '@electric-sql/pglite/nodefs';", imports],
	['src/server/settings.ts', "export * from './db/connection.ts';", imports],
	['src/hooks.server.ts', "export * from '#server/db/connection.ts';", imports]
])('%s may not say %s', async (filePath, text, rule) => {
	expect(await brokenRules(filePath, `${text}\n`)).toContain(rule);
});

test.each([
	['scoring/text.ts', "import * as v from 'valibot';"],
	['scoring/text.ts', "export * from './day.ts';"],
	['src/lib/library/yaml.ts', "export * from '#scoring';"],
	['src/server/settings.ts', "export * from '#lib/library/yaml.ts';"],
	['src/server/settings.ts', "export * from './db/index.ts';"],
	['src/server/settings.ts', "import 'drizzle-orm';"],
	['src/server/db/open.ts', "import 'postgres';"],
	['src/hooks.server.ts', "export * from '#server/settings.ts';"]
])('%s may say %s', async (filePath, text) => {
	const rules = await brokenRules(filePath, `${text}\n`);
	expect(rules).not.toContain(paths);
	expect(rules).not.toContain(imports);
});

test.each([
	['scoring/text.ts', "import 'node:fs';", 'scoring/ may not reach node:fs'],
	['scoring/text.ts', "import 'yaml';", 'scoring/ may not reach yaml'],
	[
		'scoring/text.ts',
		"import '#lib/library/yaml.ts';",
		'scoring/ may not reach #lib/library/yaml.ts'
	],
	['src/lib/library/yaml.ts', "import '#server/settings.ts';", 'src/lib/ may not reach #server/set']
])('the build refuses that %s says %s', async (path, text, said) => {
	await expect(buildWith(path, text)).rejects.toThrow(said);
});

test('the build lets scoring/ have valibot', async () => {
	await expect(buildWith('scoring/text.ts', "import 'valibot';")).resolves.toBeDefined();
});

/** Builds one existing file, with this text in place of its own, without writing anything. */
function buildWith(path: string, text: string) {
	const file = resolve(path);
	const substitute = { name: 'substitute', load: (id: string) => (id === file ? text : null) };
	return build({
		configFile: false,
		logLevel: 'silent',
		plugins: [arrows(), substitute],
		build: { ssr: path, write: false }
	});
}
