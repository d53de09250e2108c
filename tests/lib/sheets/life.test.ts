import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { rights, roleIds, roles, type Right } from '#lib/roles.ts';
import { states, steps, writings } from '#lib/sheets/life.ts';

const drawn = readFileSync('ARCHITECTURE.md', 'utf8');

describe('what ARCHITECTURE.md draws', () => {
	test('is what each role may do', () => {
		const table = drawn.split('\n').filter((line) => /^\| (right |`)/.test(line));
		const cells = table.map((line) =>
			line
				.split('|')
				.slice(1, -1)
				.map((cell) => cell.trim())
		);
		const head = cells.find(([first]) => first === 'right')!;
		expect(head.slice(1)).toEqual(roleIds);
		const said = cells.filter(([first]) => rights.some((right) => first === `\`${right}\``));
		expect(said.map(([first]) => first)).toEqual(rights.map((right) => `\`${right}\``));
		for (const [i, right] of rights.entries()) {
			const may = roleIds.map((role) =>
				(roles[role].rights as readonly Right[]).includes(right) ? 'yes' : ''
			);
			expect(said[i]!.slice(1), right).toEqual(may);
		}
	});

	test('is the life of a sheet', () => {
		const lines = [...drawn.matchAll(/^\t(\w+) --> (\w+): (\S+)$/gm)].map(([, ...step]) => step);
		expect(lines).toEqual(steps.map(({ from, to, right }) => [from, to, right]));
	});
});

describe('the life of a sheet', () => {
	test('reaches every state from its draft, and leaves every one but the last', () => {
		const reached = new Set(['draft']);
		for (const _ of states)
			for (const { from, to } of steps) if (reached.has(from)) reached.add(to);
		expect([...reached].sort()).toEqual([...states].sort());
		const left = new Set<string>(steps.map(({ from }) => from));
		expect(states.filter((state) => !left.has(state))).toEqual(['filed']);
	});

	test('lets one layer at most be answered at a time, and none once it is filed', () => {
		const when = writings.map(({ state }) => state);
		expect(new Set(when).size).toBe(when.length);
		expect(when).not.toContain('filed');
	});

	test('is taken through by somebody: every right that it asks for is a role’s', () => {
		for (const { right } of [...steps, ...writings])
			expect(
				roleIds.filter((role) => (roles[role].rights as readonly Right[]).includes(right))
			).not.toEqual([]);
	});
});
