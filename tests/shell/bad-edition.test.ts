import { execFile } from 'node:child_process';
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
import { afterAll, expect, test } from 'vitest';

/** This checkout with questionnaires of its own, in which an edition is then written wrong. */
const folder = mkdtempSync(join(tmpdir(), 'qidang-edition-'));
for (const part of readdirSync('.')) {
	if (part === 'questionnaires' || part === 'data' || part.startsWith('.')) continue;
	symlinkSync(resolve(part), join(folder, part));
}
cpSync('questionnaires', join(folder, 'questionnaires'), { recursive: true });
afterAll(() => rmSync(folder, { recursive: true }));

/** A new edition that reads like one there is, with a change of its files. @returns what the check says */
function checked(edition: string, change: (file: (name: string) => string) => void) {
	const to = join(folder, 'questionnaires/two-integration', edition);
	cpSync(join(folder, 'questionnaires/two-integration/2026'), to, { recursive: true });
	const head = join(to, 'questionnaire.yaml');
	replace(head, "edition: '2026'", `edition: '${edition}'`);
	replace(head, 'status: published', 'status: draft');
	change((name) => join(to, name));
	return new Promise<{ code: unknown; said: string }>((done) => {
		const args = ['scripts/data-check.ts', `two-integration@${edition}`];
		execFile(process.execPath, args, { cwd: folder }, (error, stdout, stderr) => {
			rmSync(to, { recursive: true });
			done({ code: error?.code ?? 0, said: stdout + stderr });
		});
	});
}

function replace(file: string, before: string, after: string): void {
	const text = readFileSync(file, 'utf8');
	if (!text.includes(before)) throw new Error(`expected ${before} in ${file}`);
	writeFileSync(file, text.replace(before, after));
}

const within = (edition: string) => `questionnaires/two-integration/${edition}/`;

test('a draft that passes says so, with its hash', async () => {
	const { code, said } = await checked('3000', () => undefined);
	expect(code).toBe(0);
	expect(said).toMatch(
		/^two-integration@3000 passes the check, as sha256:[0-9a-f]{64}\. It can be published\.\n$/
	);
});

test('files that cannot be read are named in one message, each with every fault and its line', async () => {
	const { code, said } = await checked('3001', (file) => {
		writeFileSync(file('1-foundation.yaml'), 'name: a\nname: b\nname: c\n');
		const laughs = ['a: &a [x, x]', 'b: &b [*a, *a]', 'c: [*b, *b]'];
		writeFileSync(file('2-single-application.yaml'), `${laughs.join('\n')}\n`);
		writeFileSync(file('3-integration.yaml'), 'name:\tintegration\n');
	});
	expect(code).toBe(1);
	expect(said).toContain('The content has 3 fault(s):');
	const at = within('3001');
	expect(said).toMatch(
		new RegExp(`${at}1-foundation\\.yaml line 2: Map keys must be unique; line 3: Map keys`)
	);
	expect(said).toMatch(
		/2-single-application\.yaml line 1: expected no anchor, received &a; line 2: expected no anchor, received &b; line 2: expected no alias, received \*a; .+\*a; line 3: expected no alias, received \*b; .+\*b/
	);
	expect(said).toContain(`${at}3-integration.yaml line 1: expected blanks, received a tab`);
	expect(said).not.toMatch(/\n\s+at /);
});

test('a dimension twice, a missing language and a type not supported come in one message', async () => {
	const { code, said } = await checked('3002', (file) => {
		cpSync(file('1-foundation.yaml'), file('01-foundation.yaml'));
		replace(file('tiers.yaml'), ', en: Initial construction', '');
		replace(file('2-single-application.yaml'), 'type: radiogroup', 'type: matrix');
	});
	expect(code).toBe(1);
	const at = within('3002');
	expect(said).toContain(`${at}1-foundation.yaml: expected one file with number 1`);
	expect(said).toContain(`${at}tiers.yaml tiers.0.title.en: expected this key, received nothing`);
	expect(said).toContain(
		`${at}2-single-application.yaml elements.0.type: expected a supported type: radiogroup, checkbox, multipletext, panel, received "matrix"`
	);
});

test('5,000 questions are one fault', async () => {
	const { code, said } = await checked('3003', (file) => {
		const question = (i: number) =>
			`  - {type: radiogroup, name: q${i}, title: {zh-cn: 题, en: Q}, choices: [` +
			'{value: 0, text: {zh-cn: 否, en: No}}, {value: 1, text: {zh-cn: 是, en: Yes}}]}';
		const questions = Array.from({ length: 5000 }, (_, i) => question(i)).join('\n');
		const head = 'name: foundation\ntitle: {zh-cn: 题, en: Q}\nelements:\n';
		writeFileSync(file('1-foundation.yaml'), `${head}${questions}\n`);
	});
	expect(code).toBe(1);
	expect(said).toMatch(
		/^The content has 1 fault\(s\):\n\S+3003\/questionnaire\.yaml dimensions: expected at most 400 questions, received 50\d\d\n$/
	);
});
