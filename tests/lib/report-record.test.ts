import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import type { Dossier } from '#lib/diagnosis/dossier.ts';
import { canonical, contentHash } from '#lib/library/hash.ts';
import {
	checkRecord,
	recordChecks,
	reportHash,
	reportOf,
	writeRecord,
	type ReportRecord
} from '#lib/report/record.ts';
import type { ReportForm } from '#lib/report/form.ts';
import { locales } from '#scoring';
import { formsOf, frozenRefs, read, readFrozen, reportFile, textOf } from '../support/archive.ts';
import { code, recordOfFrozen } from '../support/records.ts';

vi.setConfig({ testTimeout: 240_000 });

const ref = 'sme-digital-level@2024';

/** The checks that were made, and the fault of the last one. */
function outcome(text: string): { made: string[]; fault: string | undefined } {
	const { checks } = checkRecord(text);
	return { made: checks.map(({ check }) => check), fault: checks.at(-1)?.fault };
}

/** With all hashes worked out anew: as somebody would forge it who knows how records are made. */
function forged(change: (record: ReportRecord) => ReportRecord): string {
	return writeRecord(change(structuredClone(recordOfFrozen(ref, 'zh-cn')))).text;
}

describe.each(frozenRefs())('the record of a report of %s', (ref) => {
	test.each(locales)('holds, to the last digit, in %s', (locale) => {
		const record = recordOfFrozen(ref, locale);
		const { text, hash } = writeRecord(record);
		const found = checkRecord(text);
		expect(found.checks).toEqual(recordChecks.map((check) => ({ check })));
		expect([found.hash, reportHash(found.record!)]).toEqual([hash, readFrozen(ref).hash]);
	});

	const printed = locales.flatMap((locale) => formsOf(ref).map((form) => [locale, form] as const));
	test.each(printed)('says what was printed then, and its code, in %s, form %s', (locale, form) => {
		const record = { ...recordOfFrozen(ref, locale, form), layer: 'declared' } as const;
		const lines = textOf(reportOf(record)).split('\n');
		// How the layers differ has a section of its own: what comes after it has another number.
		const bare = (all: string[]) => all.map((line) => line.replace(/^(#+ )[\d.]+ /, '$1'));
		const said = new Set(bare(lines));
		const before = bare(read(reportFile(ref, locale, form)).split('\n'));
		const missing = before.filter((line) => !said.has(line));
		// Nothing but the line at the foot, and that it had no number.
		expect(missing).toHaveLength(2);
		expect(lines[1]).toBe(`${missing[0]} · 7K3M-9QXA-P2RTV`);
		const [term] = missing[1]!.split(': ');
		expect(lines).toContain(`${term}: 7K3M-9QXA-P2RTV`);
	});
});

describe('what an issued report says of itself', () => {
	const evidence = [
		{
			...{ field: 'answers.equipment', name: '设备台账.xlsx', bytes: 20_480 },
			...{ effectiveOn: '2024-09-30', file: 'ab'.repeat(32) }
		}
	];
	const whole = recordOfFrozen(ref, 'zh-cn');
	const record = { ...whole, beside: { ...whole.beside, evidence } };
	const { hash } = writeRecord(record);

	test('the evidence it rests on by name, day and hash, and the hash of its record', () => {
		const lines = textOf(reportOf(record)).split('\n');
		expect(lines).toContain(`记录指纹: ${hash}`);
		expect(lines.find((line) => line.includes('设备台账'))).toBe(
			`| 1 | 生产设备台数 | 设备台账.xlsx | 2024年9月30日 | 21 KB | ${'ab'.repeat(32)} |`
		);
	});

	test('in a copy to be edited: that it is one, with both hashes, and nothing to sign or scan', () => {
		const report = reportOf(record, undefined, { editable: true });
		const [cover] = report.blocks;
		if (cover?.kind !== 'cover') throw new Error('expected a cover');
		expect(cover.code).toBeUndefined();
		expect([cover.seal.value, cover.record!.value]).toEqual([reportHash(record), hash]);
		expect(cover.statusMeaning).toContain('可编辑副本：');
		expect(report.running).toMatch(/^可编辑副本 · /);
		expect(report.blocks.some(({ kind }) => kind === 'signatures')).toBe(false);
		expect(reportOf(record).blocks.some(({ kind }) => kind === 'signatures')).toBe(true);
	});

	test('nothing of all this in the first form', () => {
		const first = textOf(reportOf(recordOfFrozen(ref, 'zh-cn', 1)));
		for (const one of ['记录指纹', '证据清单', '行动清单', '通往下一级的路'])
			expect(first).not.toContain(one);
	});
});

describe('one sign changed', () => {
	const record = recordOfFrozen(ref, 'zh-cn');
	const { text } = writeRecord(record);
	const holds = (changed: string) => {
		const { checks } = checkRecord(changed);
		return checks.length === recordChecks.length && checks.every(({ fault }) => !fault);
	};

	test('anywhere, to anything, is not genuine', () => {
		const sign = fc.oneof(
			fc.constantFrom(...'0123456789 "{}[],.:-eE+'),
			fc.string({ unit: 'binary', minLength: 1, maxLength: 1 })
		);
		fc.assert(
			fc.property(fc.nat(text.length - 1), sign, (at, other) => {
				fc.pre(text[at] !== other);
				expect(holds(text.slice(0, at) + other + text.slice(at + 1))).toBe(false);
			}),
			{ numRuns: 300 }
		);
	});

	test('is not genuine, any digit at all of the numbers', () => {
		const digits = [...text.matchAll(/\d/g)].map(({ index }) => index);
		expect(digits.length).toBeGreaterThan(10_000);
		fc.assert(
			fc.property(fc.constantFrom(...digits), fc.integer({ min: 1, max: 9 }), (at, by) => {
				const other = String((Number(text[at]) + by) % 10);
				expect(holds(text.slice(0, at) + other + text.slice(at + 1))).toBe(false);
			}),
			{ numRuns: 300 }
		);
	});

	test.each([
		['a sign taken out', text.slice(0, -2) + text.slice(-1)],
		['a sign put in', `${text} `],
		['a key twice', text.replace('{"beside":', '{"beside":1,"beside":')],
		['nothing', ''],
		['something else', '{"format":"qidang-report-1"}'],
		['no object', 'null']
	])('is not genuine: %s', (_, changed) => {
		expect(outcome(changed)).toEqual({ made: ['form'], fault: expect.any(String) as string });
	});
});

describe('a forgery whose hash was worked out anew is found by', () => {
	test('the code', () => {
		expect(outcome(forged((one) => ({ ...one, code: `${code.slice(0, -1)}W` })))).toEqual({
			made: ['form', 'hash', 'code'],
			fault: '7K3M9QXAP2RTW is no code of a report'
		});
	});

	test('the terms', () => {
		const change = (one: ReportRecord) => ({
			...one,
			terms: { ...one.terms, facts: one.terms.facts.slice(1) }
		});
		expect(outcome(forged(change))).toEqual({
			made: ['form', 'hash', 'code', 'content'],
			fault: 'its terms are not those it names'
		});
	});

	test('a rule document that reads otherwise', () => {
		const change = (one: ReportRecord) => {
			const [first, ...rest] = one.documents;
			const title = { 'zh-cn': '另一份', en: 'another' };
			return {
				...one,
				documents: [{ ...first!, document: { ...first!.document, title } }, ...rest]
			};
		};
		expect(outcome(forged(change)).fault).toBe(
			'declared: it rests on other rule documents than those in the file'
		);
	});

	test('a question worth more points, even with its edition’s hash in place', () => {
		const change = (one: ReportRecord) => {
			const text = canonical(one.editions[0]).replace('"points":0', '"points":1');
			const edition = JSON.parse(text) as ReportRecord['editions'][number];
			const beside = { ...one.beside, editions: [contentHash(edition)] };
			return { ...one, editions: [edition], beside };
		};
		const { fault } = outcome(forged(change));
		expect(fault).toBeDefined();
	});

	test('an answer', () => {
		const change = (one: ReportRecord) => {
			const { confirmed } = one.dossiers;
			const said = { ...confirmed.said, name: '别的公司' };
			return { ...one, dossiers: { ...one.dossiers, confirmed: { ...confirmed, said } } };
		};
		expect(outcome(forged(change))).toMatchObject({
			made: ['form', 'hash', 'code', 'content', 'dossiers'],
			fault: expect.stringMatching(/^confirmed: it says sha256:/) as string
		});
	});

	test('an earlier diagnosis of other answers, or of another edition', () => {
		const withEarlier = (change: (dossier: Dossier) => Dossier) => (one: ReportRecord) => ({
			...one,
			beside: {
				...one.beside,
				earlier: { dossier: change(one.dossiers.declared), on: '2025-01-01' }
			}
		});
		expect(outcome(forged(withEarlier((one) => one)))).toEqual({
			made: [...recordChecks],
			fault: undefined
		});
		const renamed = (one: Dossier) => ({ ...one, said: { ...one.said, name: '别的公司' } });
		expect(outcome(forged(withEarlier(renamed)))).toMatchObject({
			made: ['form', 'hash', 'code', 'content', 'dossiers'],
			fault: expect.stringMatching(/^the earlier one: it says sha256:/) as string
		});
		const better = (one: Dossier) => {
			const { standing } = one.diagnosis;
			return { ...one, diagnosis: { ...one.diagnosis, standing: { ...standing, low: 4 } } };
		};
		expect(outcome(forged(withEarlier(better))).fault).toBe(
			'the earlier one: the answers give another result than the file says'
		);
	});

	test('the form of its report', () => {
		const change = (one: ReportRecord) => ({
			...one,
			beside: { ...one.beside, form: 3 as ReportForm }
		});
		expect(outcome(forged(change))).toEqual({
			made: ['form'],
			fault: 'its report has the form 3, unknown here'
		});
	});

	test('a tier, worked out from the answers again', () => {
		const change = (one: ReportRecord) => {
			const { confirmed } = one.dossiers;
			const { standing } = confirmed.diagnosis;
			const better = { ...standing, low: standing.high + 1, high: standing.high + 1 };
			const diagnosis = { ...confirmed.diagnosis, standing: better };
			return { ...one, dossiers: { ...one.dossiers, confirmed: { ...confirmed, diagnosis } } };
		};
		expect(outcome(forged(change))).toEqual({
			made: ['form', 'hash', 'code', 'content', 'dossiers', 'diagnosis'],
			fault:
				'confirmed: the answers give another result than the file says (it was found by scoring 1.3.0)'
		});
	});
});
