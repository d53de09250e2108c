import {
	cpSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	symlinkSync,
	writeFileSync
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { failToStart } from '../support/app.ts';

/** This checkout with measures of its own, in which one thing is then written wrong. */
const folder = mkdtempSync(join(tmpdir(), 'qidang-content-'));
for (const part of readdirSync('.')) {
	if (part === 'measures' || part === 'data' || part.startsWith('.')) continue;
	symlinkSync(resolve(part), join(folder, part));
}
beforeEach(() => {
	rmSync(join(folder, 'measures'), { recursive: true, force: true });
	cpSync('measures', join(folder, 'measures'), { recursive: true });
});
afterAll(() => rmSync(folder, { recursive: true }));

function write(file: string, before: string, after: string): void {
	const path = join(folder, file);
	const text = readFileSync(path, 'utf8');
	if (!text.includes(before)) throw new Error(`expected ${before} in ${file}`);
	writeFileSync(path, text.replace(before, after));
}

const investment = 'measures/yancheng-2022/effective-investment.yaml';

test.each([
	[
		'rules that contradict',
		'{ fact: smart-upgrade, is: true }',
		'{ all: [{ fact: smart-upgrade, is: true }, { fact: smart-upgrade, is: false }] }',
		' requires: expected a condition that can be met'
	],
	[
		'a cap below zero',
		'amount: 500',
		'amount: -500',
		' benefit.caps.0.amount: expected at least 0, received -500'
	],
	['a year written as text', "'2024': 10", '二〇二四: 10', ' benefit.rates.'],
	[
		'a condition on a fact that does not exist',
		'{ fact: smart-upgrade, is: true }',
		'{ fact: smart-upgrading, is: true }',
		' effective-investment.requires.all.0: expected a fact of measures/facts.yaml, received "smart-upgrading"'
	],
	[
		'an example that does not hold',
		'amount: 50 }',
		'amount: 51 }',
		'" amount: expected 51, received 50'
	]
])(
	'the server does not start with %s, and names file and place',
	async (_, before, after, fault) => {
		write(investment, before, after);
		const { code, stdout, stderr } = await failToStart({ PORT: '0' }, folder);
		expect(code).toBe(1);
		expect(stdout).not.toContain('Serving');
		expect(stderr).toContain('The content has ');
		const named = stderr.split('\n').filter((line) => line.startsWith(`${investment} `));
		expect(
			named.some((line) => line.includes(fault)),
			stderr
		).toBe(true);
		expect(stderr).not.toMatch(/\n\s+at /);
	}
);
