import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';

interface Ended {
	code: number;
	out: string;
	err: string;
}

/** Runs the command as npm does. */
function diagnose(args: readonly string[], input = ''): Promise<Ended> {
	return new Promise((resolve) => {
		const child = execFile(
			process.execPath,
			['scripts/diagnose.ts', ...args],
			{ maxBuffer: 1e8 },
			(error, out, err) => resolve({ code: error ? Number(error.code) : 0, out, err })
		);
		child.stdin!.end(input);
	});
}

const example = 'examples/yancheng-caster.yaml';
const folder = mkdtempSync(join(tmpdir(), 'qidang-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** The example as one line of JSON, with something changed. */
function line(change: Record<string, unknown> = {}): string {
	const content = parse(readFileSync(example, 'utf8')) as Record<string, unknown>;
	return JSON.stringify({ ...content, ...change });
}

function file(name: string, content: string): string {
	const path = join(folder, name);
	writeFileSync(path, content);
	return path;
}

describe('one file, in words', () => {
	test('says tier, why, what the next tier lacks, and the money of the day', async () => {
		const { code, out } = await diagnose([example, '--on', '2024-10-15']);
		expect(code).toBe(0);
		expect(out).toContain('二级 规范级');
		// 26.45 + 12.75 + 15; see the arithmetic in the example.
		expect(out).toContain('总分 54.2 / 100');
		expect(out).toContain('✗ 总分 不低于 60: 现为 54.2, 差 5.8 [仅一份副本]');
		expect(out).toContain('项目有效投入补助 (四(三)): 50万元');
		expect(out).toContain('= 500万元 × 10 %（2024年）');
		expect(out).toMatch(
			/最优合法组合: [^]*确定可得: 50万元\n {6}压铸车间智能化改造 · 项目有效投入补助: 50万元/
		);
	});

	test('says in English what holds, and names the last day where nothing is in force', async () => {
		const { code, out } = await diagnose([example, '--on', '2025-01-01', '--lang', 'en']);
		expect(code).toBe(0);
		expect(out).toContain('Level 2 Standardised');
		expect(out).toContain('No policy document is certainly in force on this day');
		expect(out).toContain('the last day that certainly had one: 31 December 2024');
		expect(out).not.toMatch(/Conditions met/);
	});

	test('tells a document that does not reach the enterprise in one line, on any day', async () => {
		for (const day of ['2023-10-15', '2025-01-01']) {
			const { out } = await diagnose([example, '--on', day]);
			expect(out).toContain('    广东省制造业数字化转型若干政策措施 (29)\n');
			expect(out).not.toContain('企业内外网升级改造');
		}
	});

	test('says that the edition is later than the day', async () => {
		const { out } = await diagnose([example, '--on', '2024-09-03', '--lang', 'en']);
		expect(out).toContain('this edition was published after the day asked for');
	});

	test('says at least and at most of a half-filled sheet', async () => {
		const half = file('half.yaml', 'questionnaire: sme-digital-level@2024\nanswers: {}\n');
		const { out } = await diagnose([half, '--on', '2024-10-15', '--lang', 'en']);
		expect(out).toContain('At least No level, at most still possible Level 4');
		expect(out).toContain('Total 0–100 / 100');
	});
});

describe('many, as JSON lines', () => {
	test('a bad line is reported with its number and the rest goes on', async () => {
		const lines = [line(), '{"questionnaire":', line({ answers: { scheduling: 9 } }), line()];
		const { code, out, err } = await diagnose(['-', '--on', '2024-10-15'], lines.join('\n'));
		const records = out
			.trim()
			.split('\n')
			.map((text) => JSON.parse(text) as Record<string, unknown>);
		expect(code).toBe(1);
		expect(records.map((record) => record['input'])).toEqual([
			'line 1',
			'line 2',
			'line 3',
			'line 4'
		]);
		expect(records[0]).toMatchObject({ points: { low: 54200, high: 54200 }, standing: { low: 2 } });
		expect(records[1]?.['error']).toMatch(/^expected JSON, received/);
		expect(records[2]?.['error']).toBe(
			'answers.scheduling: expected one of 0, 1, 2, 3, 4, received 9'
		);
		expect(records[3]).toEqual({ ...records[0], input: 'line 4' });
		expect(err).toContain('line 2: expected JSON');
		expect(err).toContain('line 3: answers.scheduling');
	});

	test('files and standard input together, one line each, progress on standard error', async () => {
		const bad = file('bad.json', '{"questionnaire":"sme-digital-level@1999"}');
		const { code, out, err } = await diagnose(
			[example, bad, '-', '--on', '2024-10-15', '--brief'],
			`${line()}\n\n`
		);
		expect(code).toBe(1);
		expect(out.trim().split('\n')).toHaveLength(3);
		expect(out).not.toContain('"trace"');
		expect(err).toContain(
			'expected one of dongguan-industrial-internet@2026, smart-factory-gradient@2025, smart-manufacturing@2026, sme-digital-level@2024, two-integration@2026-2, two-integration@2026, yancheng-diagnosis@2026, received "sme-digital-level@1999"'
		);
		expect(err).toContain('3 sheets, 1 failed');
	});

	test('the same input gives the same bytes', async () => {
		const twice = await Promise.all(
			[1, 2].map(() => diagnose([example, '--json', '--on', '2024-10-15']))
		);
		expect(twice[0]!.out).toBe(twice[1]!.out);
		expect(twice[0]!.out).toContain('"trace"');
	});
});

describe('what cannot be is said in a sentence', () => {
	const cases: [name: string, args: string[], said: RegExp][] = [
		['no arguments', [], /^Usage: /],
		['no day', [example], /^--on: expected a day YYYY-MM-DD, received nothing/],
		['a day that does not exist', [example, '--on', '2023-02-29'], /^--on: .*"2023-02-29"/],
		['a day in another form', [example, '--on', '2024/10/15'], /^--on: /],
		['an unknown language', [example, '--on', '2024-10-15', '--lang', 'fr'], /zh-cn or en.*"fr"/],
		['an unknown option', [example, '--on', '2024-10-15', '--day'], /--day/],
		[
			'a file that is not there',
			['nowhere.yaml', '--on', '2024-10-15'],
			/^nowhere\.yaml: expected a file/
		]
	];
	test.each(cases)('%s', async (_, args, said) => {
		const { code, out, err } = await diagnose(args);
		expect(code).toBe(1);
		expect(out).toBe('');
		expect(err).toMatch(said);
		expect(err).not.toMatch(/ at .*\.ts:\d/);
	});

	const contents: [name: string, content: string, said: string][] = [
		['a key twice', 'questionnaire: a\nquestionnaire: b\n', 'line 2: '],
		['an exploding anchor', 'a: &a [1]\nb: [*a, *a]\n', 'line 1: expected no anchor, received &a'],
		[
			'an unknown field',
			'questionnaire: sme-digital-level@2024\nanswer: {}\n',
			'answer: expected no such key'
		],
		['no questionnaire', 'answers: {}\n', 'questionnaire: expected'],
		[
			'a town that does not exist',
			'questionnaire: sme-digital-level@2024\nfacts: { area: "320999" }\n',
			'facts.area: expected the code of an area that exists'
		],
		[
			'a negative year',
			'questionnaire: sme-digital-level@2024\nprojects: [{ years: { "-1": {} } }]\n',
			'expected a year like 2024'
		],
		[
			'more connected machines than machines',
			'questionnaire: sme-digital-level@2024\nanswers: { equipment: { total: 2, connected: 3 } }\n',
			'answers.equipment.connected: expected at most total (2), received 3'
		]
	];
	test.each(contents)('%s', async (name, content, said) => {
		const path = file(`${name.replaceAll(' ', '-')}.yaml`, content);
		const { code, out, err } = await diagnose([path, '--on', '2024-10-15']);
		expect(code).toBe(1);
		expect(out).toBe('');
		expect(err).toContain(said);
	});
});
