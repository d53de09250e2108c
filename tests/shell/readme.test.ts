import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { variables } from '#server/settings.ts';

const readme = readFileSync('README.md', 'utf8');
const chinese = readFileSync('README.zh-CN.md', 'utf8');
const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
	scripts: Record<string, string>;
};

test('the README has every environment variable, as the settings describe it, and no other', () => {
	const rows = [...readme.matchAll(/^\| `([A-Z_]+)` +\|(.*)\|$/gm)].map(([, name, rest]) => [
		name,
		...rest!.split('|').map((cell) => cell.trim().replaceAll('`', ''))
	]);
	const described = Object.entries(variables).map(([name, variable]) => [
		name,
		variable.default ?? '',
		variable.description,
		variable.example
	]);
	expect(rows).toEqual(described);
});

test('both READMEs name every npm command', () => {
	const commands = Object.keys(scripts).filter((name) => !name.startsWith('pre'));
	for (const name of commands) {
		expect(readme).toMatch(new RegExp(`npm (run )?(-s )?${name}\\b`));
		expect(chinese).toMatch(new RegExp(`npm (run )?(-s )?${name}\\b`));
	}
});
