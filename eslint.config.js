import js from '@eslint/js';
import { defineConfig } from 'eslint/config';
import { createNodeResolver, importX } from 'eslint-plugin-import-x';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';

const language = defineConfig(
	js.configs.recommended,
	ts.configs.strict,
	ts.configs.stylistic,
	svelte.configs.recommended,
	{
		languageOptions: {
			globals: { ...globals.browser, ...globals.node },
			parserOptions: { projectService: true, extraFileExtensions: ['.svelte'] }
		},
		rules: {
			eqeqeq: ['error', 'always', { null: 'ignore' }],
			'no-undef': 'off', // TypeScript knows better
			// With noUncheckedIndexedAccess the only way to say that an index was found a line before.
			'@typescript-eslint/no-non-null-assertion': 'off',
			'@typescript-eslint/no-unused-vars': [
				'error',
				{ argsIgnorePattern: '^_', varsIgnorePattern: '^_' }
			]
		}
	},
	{
		files: ['**/*.ts', '**/*.svelte'],
		rules: {
			'@typescript-eslint/await-thenable': 'error',
			'@typescript-eslint/no-floating-promises': 'error',
			'@typescript-eslint/no-misused-promises': 'error',
			'@typescript-eslint/switch-exhaustiveness-check': [
				'error',
				{ considerDefaultExhaustiveForUnions: true }
			]
		}
	},
	{
		files: ['**/*.svelte', '**/*.svelte.ts'],
		languageOptions: { parserOptions: { parser: ts.parser } },
		// localizeHref builds the addresses; a browser test follows every link there is.
		rules: { 'svelte/no-navigation-without-resolve': 'off' }
	}
);

/** The arrows routes → server → lib → scoring: which folders a folder may import from. */
const arrows = defineConfig({
	plugins: { 'import-x': importX },
	settings: {
		'import-x/resolver-next': [createNodeResolver({ extensions: ['.ts', '.js', '.svelte'] })]
	},
	rules: {
		'import-x/no-restricted-paths': [
			'error',
			{
				basePath: import.meta.dirname,
				zones: [
					zone('scoring', ['node_modules']),
					zone('src/lib', ['scoring', 'questionnaires', 'measures', 'node_modules']),
					zone('src/server', ['src/lib', 'scoring', 'drizzle', 'node_modules']),
					zone('src/routes', ['src', 'scoring', 'node_modules'])
				]
			}
		]
	}
});

/** @param {string} folder @param {string[]} reach */
function zone(folder, reach) {
	const except = [folder, ...reach];
	return { target: folder, from: '.', except, message: `${folder}/ reaches ${reach.join(', ')}.` };
}

/** What a folder may not import from npm, from Node or from Kit. */
const packages = defineConfig(
	{
		files: ['scoring/**'],
		rules: forbidImports(
			'^(?!\\.{1,2}/|valibot$)',
			'scoring/ imports valibot and itself, nothing else.'
		)
	},
	{
		files: ['src/lib/**'],
		rules: forbidImports(
			'^(node:|#server|\\$app/(server|env/private)$)',
			'src/lib runs in the browser too.'
		)
	},
	{
		files: ['src/routes/**'],
		rules: forbidImports(
			'^(drizzle-orm|@electric-sql/pglite|postgres|pg-boss|puppeteer(-core)?)(/|$)|(^#|/)server/db/',
			'Pages leave database, queue and printing to src/server.'
		)
	},
	{
		files: ['src/server/**', 'src/hooks.server.ts'],
		ignores: ['src/server/db/**', 'src/server/accounts/**'],
		rules: forbidImports(
			'^(drizzle-orm/|@electric-sql/pglite(/|$)|postgres$)|/db/(?!index\\.ts$)',
			'src/server/db/index.ts is the only door to the database.'
		)
	},
	{
		files: ['src/server/accounts/**'],
		rules: forbidImports(
			'^(drizzle-orm/|@electric-sql/pglite(/|$)|postgres$)|/db/(?!(index|accounts)\\.ts$)',
			'Accounts have two doors to the database: src/server/db/index.ts and accounts.ts.'
		)
	}
);

/** @param {string} regex @param {string} message */
function forbidImports(regex, message) {
	/** @type {import('eslint').Linter.RulesRecord} */
	const rules = { 'no-restricted-imports': ['error', { patterns: [{ regex, message }] }] };
	return rules;
}

/** scoring/ gives the same answer everywhere and always: no clock, no chance, no surroundings. */
const purity = defineConfig({
	files: ['scoring/**'],
	rules: {
		'no-restricted-globals': [
			'error',
			...['Date', 'Temporal', 'performance', 'crypto', 'Intl', 'process', 'globalThis', 'console'],
			...['fetch', 'setTimeout', 'setInterval', 'setImmediate', 'window', 'self', 'document']
		],
		'no-restricted-properties': [
			'error',
			{ object: 'Math', property: 'random' },
			...['toLocaleString', 'toLocaleUpperCase', 'toLocaleLowerCase', 'localeCompare'].map(
				(property) => ({ property, message: 'It differs from machine to machine.' })
			)
		],
		'no-restricted-syntax': [
			'error',
			{ selector: 'ImportExpression', message: 'scoring/ is loaded as one.' },
			{ selector: 'MetaProperty', message: 'scoring/ does not know where it runs.' }
		]
	}
});

export default defineConfig(
	{
		ignores: ['.svelte-kit/', 'build/', 'drizzle/', 'src/lib/paraglide/', 'test-results/']
	},
	language,
	arrows,
	packages,
	purity
);
