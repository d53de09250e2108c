import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { EditionEvent } from '#lib/library/events.ts';
import type { Library } from '#lib/library/library.ts';
import { reportForm } from '#lib/report/form.ts';
import { locales } from '#scoring';
import { closeDatabase, migrate, openDatabase, publish } from '#server/db/index.ts';
import * as sheets from '#server/sheets.ts';
import { openContent } from '../../../scripts/content.ts';
import {
	frozenRefs,
	openFrozen,
	printFrozen,
	read,
	readFrozen,
	reportFile
} from '../../support/archive.ts';
import { databases, type TestDatabase } from '../../support/databases.ts';
import { furtherLibrary } from '../../support/further.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const library = openContent();
const ref = 'two-integration@2026';
const { hash } = library.editions.get(ref)!;

const happens = (more: Partial<EditionEvent>): EditionEvent => ({
	...{ edition: ref, event: 'retired', on: '2026-01-01', hash },
	...{ reason: { 'zh-cn': '有了新版', en: 'A new edition is there' } },
	...more
});

/** The library in which this became of the edition. */
function told(...events: EditionEvent[]): Library {
	const one = { ...library.editions.get(ref)!, events };
	return { ...library, editions: new Map([...library.editions, [ref, one]]) };
}

describe.each(databases)('on $name', ({ on, make }) => {
	let database: TestDatabase;

	beforeEach(async () => {
		database = await make();
	});
	afterEach(async () => {
		await closeDatabase();
		await database.remove();
	});

	const start = async (content: Library) => {
		await openDatabase(database.settings);
		await migrate();
		return publish(content);
	};
	const said = { questionnaire: ref, answers: { investment: 1 } };
	const eventsIn = () =>
		database.raw((query) =>
			query(`select event, told from content_event where content = '${hash}' order by id`)
		);

	test(
		'an end told ahead is noted, and sheets begin until its day',
		on(async () => {
			const ahead = happens({ on: '9999-01-01' });
			await start(told(ahead));
			await sheets.keep(said);
			await closeDatabase();
			expect(await eventsIn()).toEqual([
				{ event: 'published', told: null },
				{ event: 'retired', told: ahead }
			]);
		})
	);

	test(
		'of an edition that has ended no sheet begins, and what is kept goes on',
		on(async () => {
			const retired = happens({});
			await start(library);
			const kept = await sheets.keep(said);
			await publish(told(retired));
			const refused = { status: 409, body: { message: expect.stringContaining(ref) as string } };
			await expect(sheets.keep(said)).rejects.toMatchObject(refused);
			await sheets.keep({ questionnaire: 'sme-digital-level@2024' });
			const madeAt = '2026-02-01T00:00:00.000Z';
			const id = crypto.randomUUID();
			const change = { id, field: 'name', value: '甲公司', replaces: null, madeAt };
			await sheets.append(kept.token, [change]);
			expect(await sheets.open(kept.token)).toMatchObject({
				edition: hash,
				said: { ...said, name: '甲公司' }
			});

			const withdrawn = happens({ event: 'withdrawn', on: '2026-02-01' });
			await publish(told(retired, withdrawn));
			await expect(sheets.keep(said)).rejects.toMatchObject(refused);
			const again = happens({ event: 'published', on: '2026-03-01' });
			expect(await publish(told(retired, withdrawn, again))).toBe('0 added');
			await sheets.keep(said);
			expect(await publish(told(retired, withdrawn, again))).toBe('found unchanged');
		})
	);

	test(
		'what the database was told of an edition never changes',
		on(async () => {
			const [first, second] = [happens({}), happens({ event: 'withdrawn', on: '2026-02-01' })];
			const known = told(first, second, happens({ event: 'published', on: '2026-03-01' }));
			await start(known);
			const never = 'which never changes';
			const at = `questionnaires/events.json ${ref}`;
			// Gone, out of order, on another day.
			await expect(publish(library)).rejects.toThrow(`${at}.0: expected what this database`);
			await expect(publish(told(second, first))).rejects.toThrow(never);
			const moved = told(happens({ on: '2026-01-02' }), second);
			await expect(publish(moved)).rejects.toThrow(/"on":"2026-01-01".+received .+"2026-01-02"/);
			expect(await publish(known)).toBe('found unchanged');
			await closeDatabase();
			const events = (await eventsIn()).map(({ event }) => event);
			expect(events).toEqual(['published', 'retired', 'withdrawn', 'published']);
		})
	);

	test(
		'the database takes no second content under the name of an edition, whoever asks',
		on(async () => {
			await start(library);
			await closeDatabase();
			const other = `sha256:${'0'.repeat(64)}`;
			const add = `insert into content (hash, kind, ref, data) values ('${other}', 'edition', '${ref}', '{}')`;
			await database.raw(async (query) => {
				await expect(query(add)).rejects.toThrow('content_edition');
				await query('begin');
				await query('set local role qidang_app');
				await expect(query(add)).rejects.toMatchObject({ code: '42501' });
				await query('rollback');
			});
		})
	);

	test(
		'fifty editions later an old sheet gives the same hash, text and numbering',
		on(async () => {
			await start(library);
			const refs = frozenRefs();
			const tokens = new Map<string, string>();
			for (const one of refs) tokens.set(one, (await sheets.keep(readFrozen(one).said)).token);
			const later = furtherLibrary(50);
			expect(later.editions.size).toBe(library.editions.size + 50);
			expect(await publish(later)).toBe('50 added');
			for (const one of refs) {
				const kept = (await sheets.open(tokens.get(one)!))!;
				expect(kept.edition).toBe(readFrozen(one).rests.edition.hash);
				// Policies go on as the law does: what is looked at is what the editions do to each other.
				const content = { ...openFrozen(one), editions: later.editions };
				for (const locale of locales) {
					const text = printFrozen(content, one, locale, reportForm, kept.said);
					expect(text).toBe(read(reportFile(one, locale)));
				}
			}
			await closeDatabase();
			expect((await start(later)).includes('unchanged')).toBe(true);
		})
	);
});
