import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Patch } from '#lib/sheets/patch.ts';
import { change, patchesOf } from '#lib/sheets/patch.ts';
import { today } from '#server/clock.ts';
import { closeDatabase, migrate, openDatabase, publish, withDatabase } from '#server/db/index.ts';
import * as sheets from '#server/sheets.ts';
import { openContent } from '../../../scripts/content.ts';
import { databases, type TestDatabase } from '../../support/databases.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

const questionnaire = 'sme-digital-level@2024';
const madeAt = '2024-10-15T08:30:00.000Z';
const madeUp = '0e8400e2-0000-4000-8000-000000000000';

/** What is tried, the value, and what is said of it. */
type Case = [name: string, value: unknown, said?: string];

function patchOf(more: Partial<Patch> = {}): Patch {
	const id = crypto.randomUUID();
	return { id, field: 'answers.scheduling', value: 'a', replaces: null, madeAt, ...more };
}

describe.each(databases)('on $name', ({ on, make }) => {
	let database: TestDatabase;

	beforeAll(async () => {
		database = await make();
		if (!database.isHere) return;
		await openDatabase(database.settings);
		await migrate();
		await publish(openContent());
	});
	afterAll(async () => {
		await closeDatabase();
		await database.remove();
	});

	/** The token of a fresh sheet. */
	const kept = async () => (await sheets.keep({ questionnaire })).token;
	const answersOf = async (token: string) => (await sheets.open(token))!.said.answers;

	test(
		'what is kept comes back as it was said',
		on(async () => {
			const said = {
				questionnaire,
				name: '东莞市"引号"\n精密制造有限公司 <script>',
				creditCode: '91441900MA4W1L1X0Q',
				// Texts that look like JSON stay texts.
				answers: {
					one: '123',
					two: 'true',
					three: 'null',
					four: '{"a":1}',
					five: ['a', 'b'],
					six: 0
				},
				facts: { area: '441900', 'above-scale': false, revenue: 1234.5 },
				projects: [{ name: 'p', facts: {}, years: { '2024': { loan: 12 } } }],
				titles: []
			};
			const { id, token } = await sheets.keep(said);
			const sheet = (await sheets.open(token))!;
			expect(sheet.said).toEqual(said);
			expect(sheet.id).toBe(id);
			expect(sheet.conflicts).toEqual([]);
			expect(sheet.edition).toMatch(/^sha256:[0-9a-f]{64}$/);
			expect([sheet.keptOn, sheet.changedOn]).toEqual([today(), today()]);
		})
	);

	test(
		'the patches of a device are kept with their history',
		on(async () => {
			const first = patchesOf({ questionnaire, name: 'a' }, { madeAt });
			const { token } = await sheets.keep(first);
			const renamed = change((await sheets.open(token))!, 'name', 'b', { madeAt });
			await sheets.append(token, renamed);
			const removed = change((await sheets.open(token))!, 'name', null, { madeAt });
			await sheets.append(token, removed);
			const sheet = (await sheets.open(token))!;
			expect(sheet.said).toEqual({ questionnaire });
			expect(new Set(sheet.patches)).toEqual(new Set([...first, ...renamed, ...removed]));
		})
	);

	test(
		'a link is long enough not to be guessed, and another each time',
		on(async () => {
			const tokens = [await kept(), await kept()];
			expect(tokens[0]).not.toBe(tokens[1]);
			// Six bits a letter.
			expect(tokens[0]).toMatch(/^[\w-]{24}$/);
		})
	);

	test(
		'a forged, shortened or empty link opens nothing and adds nothing',
		on(async () => {
			const token = await kept();
			const last = token.endsWith('A') ? 'B' : 'A';
			const wrong = [
				'',
				token.slice(0, -1),
				`${token}A`,
				token.slice(0, -1) + last,
				'%',
				"' or 1=1"
			];
			for (const one of wrong) {
				expect(await sheets.open(one), one).toBeUndefined();
				await expect(sheets.append(one, [patchOf()]), one).rejects.toMatchObject({ status: 404 });
				await expect(
					sheets.append(one, [patchOf({ field: 'questionnaire', value: questionnaire })])
				).rejects.toMatchObject({ status: 404 });
			}
			expect((await sheets.open(token))!.patches).toHaveLength(1);
		})
	);

	test(
		'the same patch twice is one patch; another under its id is refused and nothing beside it is kept',
		on(async () => {
			const token = await kept();
			const one = patchOf({ value: { b: [1, 0.1], a: 1e21 } });
			await sheets.append(token, [one, one]);
			await sheets.append(token, [one, patchOf({ field: 'name', value: 'n' })]);
			expect((await sheets.open(token))!.patches).toHaveLength(3);
			for (const more of [
				{ value: 'other' },
				{ madeAt: '2024-10-15T08:30:00.001Z' },
				{ field: 'name' }
			]) {
				const other = { ...one, value: 'x', ...more };
				const beside = patchOf({ field: 'projects', value: [] });
				const said = expect.stringContaining(one.id) as unknown;
				await expect(sheets.append(token, [beside, other])).rejects.toMatchObject({
					status: 409,
					body: { message: said }
				});
				await expect(sheets.append(token, [one, other])).rejects.toMatchObject({ status: 409 });
			}
			expect((await sheets.open(token))!.patches).toHaveLength(3);
		})
	);

	test(
		'the id of a patch belongs to its sheet: another sheet may have the same',
		on(async () => {
			const [one, other] = [await kept(), await kept()];
			const patch = patchOf();
			await sheets.append(one, [patch]);
			await sheets.append(other, [{ ...patch, value: 'b' }]);
			expect(await answersOf(one)).toEqual({ scheduling: 'a' });
			expect(await answersOf(other)).toEqual({ scheduling: 'b' });
		})
	);

	test(
		'two tabs at once lose nothing, and what they disagree on is told until it is settled',
		on(async () => {
			const token = await kept();
			const tabs = ['a', 'b'].map((value, tab) =>
				Array.from({ length: 25 }, (_, i) => [
					patchOf({ field: `answers.tab-${tab}-${i}`, value }),
					patchOf({
						field: 'answers.both',
						value: `${value}${i}`,
						madeAt: `2024-10-15T08:30:${10 + i}.000Z`
					})
				])
			);
			await Promise.all(tabs.flat().map((patches) => sheets.append(token, patches)));
			const sheet = (await sheets.open(token))!;
			expect(sheet.patches).toHaveLength(101);
			expect(Object.keys(sheet.said.answers as object)).toHaveLength(51);
			expect(sheet.conflicts.map(({ field, patches }) => [field, patches.length])).toEqual([
				['answers.both', 50]
			]);
			await sheets.append(token, change(sheet, 'answers.both', 'settled', { madeAt }));
			const settled = (await sheets.open(token))!;
			expect(settled.conflicts).toEqual([]);
			expect(settled.said.answers).toHaveProperty('both', 'settled');
		})
	);

	test(
		'the same patch from many requests at once is kept once',
		on(async () => {
			const token = await kept();
			const patch = patchOf();
			await Promise.all(Array.from({ length: 20 }, () => sheets.append(token, [patch])));
			expect((await sheets.open(token))!.patches).toHaveLength(2);
		})
	);

	test.for<Case>([
		['emoji, other planes and both directions', '👩‍🔧🏭𠮷 العربية ‮'],
		['ten thousand characters', '数'.repeat(10_000)],
		['control characters', '\u0001\u001f\u007f\ufffe\r\n\t'],
		['as much as there may be', 'x'.repeat(99_998)],
		['a deep value', JSON.parse(`${'['.repeat(20)}${']'.repeat(20)}`) as unknown]
	])('%s comes back', ([, value], context) =>
		on(async () => {
			const token = await kept();
			await sheets.append(token, [patchOf({ value })]);
			expect(await answersOf(token)).toEqual({ scheduling: value });
		})(context)
	);

	test.for<Case>([
		['a character U+0000', 'a\0b', 'U+0000'],
		['a key with U+0000', { 'a\0': 1 }, 'U+0000'],
		['half a character', 'a\ud800', '半个字符'],
		['half a character in a key', [{ '\udc00': 1 }], '半个字符'],
		['too much', 'x'.repeat(99_999), '最多 100000 字节'],
		['too much in bytes', '数'.repeat(40_000), '最多 100000 字节'],
		['depth', JSON.parse(`${'['.repeat(40_000)}${']'.repeat(40_000)}`) as unknown, '最多 20 层'],
		['no number', NaN, 'JSON'],
		['no JSON', new Date(0), 'JSON'],
		['nothing', undefined, 'JSON']
	])('%s is refused before the database sees it', ([, value, said], context) =>
		on(async () => {
			const token = await kept();
			const message = expect.stringContaining(said!) as unknown;
			const refused = { status: 400, body: { message } };
			await expect(sheets.append(token, [patchOf({ value })])).rejects.toMatchObject(refused);
			const answers = { scheduling: value };
			if (value !== undefined) {
				await expect(sheets.keep({ questionnaire, answers })).rejects.toMatchObject(refused);
			}
			expect((await sheets.open(token))!.patches).toHaveLength(1);
		})(context)
	);

	test.for<Case>([
		['an unknown field', { field: 'answer.scheduling' }],
		['a field of the prototype', { field: 'answers.__proto__' }],
		['an id that is none', { id: 'x' }],
		['an id in other letters', { id: '0E8400E2-0000-4000-8000-000000000000' }],
		['a moment that is none', { madeAt: '2024-02-30T08:30:00.000Z' }],
		['a moment of no calendar', { madeAt: '0000-01-01T00:00:00.000Z' }],
		['a long name', { field: 'name', value: 'x'.repeat(201) }],
		['a name that is no text', { field: 'name', value: 1 }],
		['no questionnaire', { field: 'questionnaire', value: null }],
		['a patch that replaces itself', { id: madeUp, replaces: madeUp }],
		['more than there is', { sheet: 'x' }]
	])('%s is refused', ([, more], context) =>
		on(async () => {
			const token = await kept();
			const patch = { ...patchOf(), ...(more as Partial<Patch>) };
			await expect(sheets.append(token, [patch])).rejects.toMatchObject({ status: 400 });
		})(context)
	);

	test(
		'five hundred patches at once are kept, and not one more',
		on(async () => {
			const token = await kept();
			const patches = Array.from({ length: 501 }, (_, i) => patchOf({ field: `answers.q-${i}` }));
			await expect(sheets.append(token, patches)).rejects.toMatchObject({ status: 413 });
			await sheets.append(token, patches.slice(1));
			await sheets.append(token, []);
			expect((await sheets.open(token))!.patches).toHaveLength(501);
		})
	);

	test(
		'an edition that does not exist is refused by name, and nothing is kept',
		on(async () => {
			const message = expect.stringContaining('no-such@1999') as unknown;
			const refused = { status: 404, body: { message } };
			await expect(sheets.keep({ questionnaire: 'no-such@1999' })).rejects.toMatchObject(refused);
			await expect(sheets.keep([])).rejects.toMatchObject({ status: 400 });
		})
	);

	test(
		'what is acknowledged was flushed to the disk',
		on(async () => {
			const settings = await withDatabase({}, (queries) =>
				queries.execute(
					sql`select current_setting('fsync') || current_setting('synchronous_commit')`
				)
			);
			expect(JSON.stringify(settings)).toContain('onon');
			if (database.cluster) return;
			const token = await kept();
			const flushed = vi.spyOn(fs, 'fsyncSync');
			syncBuiltinESMExports();
			for (let i = 1; i <= 5; i++) {
				await sheets.append(token, [patchOf()]);
				expect(flushed.mock.calls.length).toBeGreaterThanOrEqual(i);
			}
			flushed.mockRestore();
			syncBuiltinESMExports();
		})
	);

	test(
		'a kept sheet keeps its edition',
		on(async () => {
			const token = await kept();
			const patch = (value: string) => patchOf({ field: 'questionnaire', value });
			await expect(sheets.append(token, [patch('no-such@1999')])).rejects.toMatchObject({
				status: 409
			});
			await sheets.append(token, [patch(questionnaire)]);
			expect((await sheets.open(token))!.said).toEqual({ questionnaire });
		})
	);
});
