import { randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runnerImport } from 'vite';
import { closeDatabase, openDatabase } from '#server/db/index.ts';
import { hashOf } from '#server/store.ts';
import { writeXlsx } from '#server/xlsx.ts';
import { openContent } from '../../scripts/content.ts';
import { databases, makeFolder, type TestDatabase } from '../support/databases.ts';
import { addFiles } from '../support/made-files.ts';
import { makeMembers, type Made } from '../support/members.ts';
import { prepare } from '../support/prepare.ts';
import { yaml } from '../../vite/yaml-plugin.ts';

/**
 * How long it takes to list a batch of 10,000 packages with what is missing, and to write the workbook of it; and how
 * much memory the process holds before, and at most meanwhile.
 *
 *     node tests/bench/package-index.ts [how many]
 */
const count = Number(process.argv[2] ?? 10_000);
const questionnaire = 'sme-digital-level@2024';
const rowsAtOnce = 500;

// It reads the content as the build has it.
const { module } = await runnerImport<typeof import('#server/archive/package-index.ts')>(
	'./src/server/archive/package-index.ts',
	{ plugins: [yaml()] }
);
const { openPackageIndex } = module;

const store = makeFolder();
process.env.DATA = store.folder;
for (const { name, make } of databases) await measure(name, await make());
store.remove();

async function measure(name: string, database: TestDatabase): Promise<void> {
	if (!database.isHere) return;
	await prepare(database, openContent());
	const made = await makeMembers(database);
	const batch = await addBatch(database, made);
	await openDatabase(database.settings);
	try {
		const { before, end } = watchMemory();
		const begun = performance.now();
		const officer = made.members['government-officer'];
		const { packages, sheets } = await openPackageIndex(officer, batch, 'zh-cn');
		const found = performance.now();
		const { length } = await writeXlsx(sheets);
		if (packages.length !== count) throw new Error(`${packages.length} packages were found`);
		console.log(
			`${name}: ${count} packages looked up in ${seconds(begun, found)} s, written as ${Math.round(length / 1000)} kB in ${seconds(found, performance.now())} s; ${before} MB of memory before, at most ${end()} MB meanwhile`
		);
	} finally {
		await closeDatabase();
		await database.remove();
	}
}

/** A batch of packages that are all made, past the triggers. */
async function addBatch(database: TestDatabase, { members, organisations }: Made): Promise<string> {
	const batch = randomUUID();
	await database.asAdmin(async (query) => {
		const numbers = Array.from({ length: count }, (_, i) => i);
		const files = await addFiles(
			query,
			numbers.map((i) => ({ name: `企业${i}`, questionnaire, state: 'filed', low: i % 5 }))
		);
		await query('set session_replication_role = replica');
		await query(`insert into print_batch (id, organisation, kind, area, locale, by) values ('${batch}',
			'${organisations.government}', 'packages', '320900', 'zh-cn', '${members['government-officer'].person}')`);
		for (let from = 0; from < count; from += rowsAtOnce) {
			const rows = files.slice(from, from + rowsAtOnce).map(({ sheet }) => {
				return { item: randomUUID(), sheet: sheet!, file: addFile(sheet!) };
			});
			await query(`insert into print_item (id, batch, sheet, name) values
				${rows.map(({ item, sheet }) => `('${item}', '${batch}', '${sheet}', '企业')`).join()}`);
			await query(`insert into print_event (batch, item, kind, file, bytes) values
				${rows.map(({ item, file }) => `('${batch}', '${item}', 'printed', '${file}', 1000000)`).join()}`);
		}
		await query('set session_replication_role = default');
		await query('analyze');
	});
	return batch;
}

/** Something in the store for each of them: whether it is there is looked up. */
function addFile(content: string): string {
	const hash = hashOf(new TextEncoder().encode(content));
	const folder = join(store.folder, 'files', 'content', hash.slice(0, 2));
	mkdirSync(folder, { recursive: true });
	writeFileSync(join(folder, hash), content);
	return hash;
}

function seconds(from: number, to: number): string {
	return ((to - from) / 1000).toFixed(1);
}

/** In megabytes, looked at every ten milliseconds. */
function watchMemory(): { before: number; end: () => number } {
	const now = () => Math.round(process.memoryUsage.rss() / 1024 ** 2);
	const before = now();
	let most = before;
	const look = () => (most = Math.max(most, now()));
	const timer = setInterval(look, 10);
	return {
		before,
		end: () => {
			clearInterval(timer);
			return look();
		}
	};
}
