import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import readXlsxFile from 'read-excel-file/node';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { WhyNotPrinted } from '#lib/print-batch.ts';
import { today } from '#server/clock.ts';
import { checkPackage } from '#server/archive/check.ts';
import { openPackageIndex } from '#server/archive/package-index.ts';
import { packSheet, type PrintIssued } from '#server/archive/packages.ts';
import { openBag } from '#server/archive/read-bag.ts';
import { closeDatabase, openDatabase, printEvent, withJobs } from '#server/db/index.ts';
import { fileSheet } from '#server/enterprise-sheets.ts';
import { addEvidence, listEvidence } from '#server/evidence.ts';
import { issueReport } from '#server/issued-reports.ts';
import { printItemWork } from '#server/jobs/print-item.ts';
import { holdOwnOrigin } from '#server/own-origin.ts';
import * as batches from '#server/print-batches.ts';
import { putStream } from '#server/store.ts';
import { writeXlsx } from '#server/xlsx.ts';
import { zipStored } from '#server/zip-stored.ts';
import { openContent } from '../../../scripts/content.ts';
import { creditCodeOf } from '../../../scripts/demo/fill.ts';
import { databases, makeFolder, type TestDatabase } from '../../support/databases.ts';
import { makeSheet } from '../../support/made-sheets.ts';
import { changan, makeMembers, type Made } from '../../support/members.ts';
import { prepare } from '../../support/prepare.ts';
import { pdf } from '../../support/uploads.ts';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

const run = promisify(execFile);
const library = openContent();
const code = creditCodeOf(7);
const failed = (why: WhyNotPrinted, what?: string) =>
	expect.objectContaining({
		state: 'failed',
		why,
		...(what === undefined ? {} : { what })
	}) as object;

/** What a browser makes of a report is tried in tests/e2e. */
const print: PrintIssued = async ({ record }) => ({
	pdf: Buffer.from(`%PDF-1.7 ${record.code}`),
	docx: Buffer.from(`PK\u0003\u0004 ${record.code}`)
});

describe.each(databases)('on $name', ({ on, make }) => {
	let database: TestDatabase;
	/** Whose two sheets are filed, and of whom nothing is. */
	let made: Made;
	let further: Made;
	let elsewhere: Made;
	let packed: string;
	let unissued: string;
	let batch: string;
	let items: batches.Batch['items'];
	const store = makeFolder();
	const folder = makeFolder();

	const officer = () => made.members['government-officer'];
	const ask = (area = '320900') =>
		batches.askForBatch(officer(), { kind: 'packages', area, locale: 'zh-cn' });
	const open = async (id = batch) => (await batches.openBatch(officer(), id))!;
	const itemOf = async (sheet: string) =>
		(await open()).items.find((item) => item.sheet === sheet)!;
	const issue = (id: string) => issueFrom(made, id);
	const issueFrom = (of: Made, id: string) =>
		issueReport(
			of.members['government-reviewer'],
			id,
			{ layer: 'confirmed', locale: 'zh-cn' },
			{ library, on: '2026-11-23', areaName: (area) => `区划${area}`, origin: undefined }
		);
	const stored = (hash: string) => join(store.folder, 'files', 'content', hash.slice(0, 2), hash);
	const storedFiles = async () =>
		(await readdir(store.folder, { recursive: true, withFileTypes: true })).filter((one) =>
			one.isFile()
		);
	/** As a worker tells it. */
	const tell = async (sheet: string, told: { kind: 'printed'; file: string; bytes: number }) => {
		const item = (await itemOf(sheet)).id;
		await withJobs((queries) => queries.insert(printEvent).values({ batch, item, ...told }));
	};
	/** By the place in the batch, which is by name and then by id. */
	const name = (sheet: string) => {
		const place = items.findIndex((item) => item.sheet === sheet) + 1;
		return `${place}-甲山机械厂-档案包-${today()}.zip`;
	};
	/** The workbook as another library reads it. */
	const readIndex = async () => {
		const { sheets } = await openPackageIndex(officer(), batch, 'zh-cn');
		const read = await readXlsxFile(Buffer.from(await writeXlsx(sheets)));
		return read.map(({ data: [_titles, ...rows] }) => rows);
	};

	beforeAll(async () => {
		database = await make();
		if (!database.isHere) return;
		vi.stubEnv('DATA', store.folder);
		await prepare(database, library);
		made = await makeMembers(database);
		further = await makeMembers(database);
		elsewhere = await makeMembers(database, changan);
		await database.asAdmin(async (query) => {
			for (const [{ enterprise }, name] of [
				[made, '甲山机械厂'],
				[further, '乙水机械厂']
			] as const) {
				await query(`insert into profile (organisation, name, area)
					values ('${enterprise}', '${name}', '320981')`);
			}
			await query('set session_replication_role = replica');
			await query(
				`update organisation set credit_code = '${code}' where id = '${made.enterprise}'`
			);
			await query('set session_replication_role = default');
		});
		await openDatabase(database.settings);
		packed = await makeSheet(made, library, 'reviewing');
		await addEvidence(made.members['enterprise-filler'], packed, {
			...{ id: randomUUID(), field: 'answers.scheduling', name: '排程.pdf', content: pdf },
			...{ effectiveOn: '', replaces: null }
		});
		await fileSheet(made.members['government-reviewer'], packed, library, '2026-11-22');
		await issue(packed);
		unissued = await makeSheet(made, library, 'filed');
		await makeSheet(further, library, 'reviewing');
		await issueFrom(elsewhere, await makeSheet(elsewhere, library, 'filed'));
	});
	afterAll(async () => {
		await closeDatabase();
		await database.remove();
		store.remove();
		folder.remove();
	});

	test(
		'a unit asks for all that is filed in its area, whoever else for nothing',
		on(async () => {
			batch = await ask();
			const found = await open();
			({ items } = found);
			expect(found).toMatchObject({ kind: 'packages', area: '320900', layer: undefined });
			// Each that is filed, not the last of the enterprise alone; nothing of another area.
			expect(new Set(found.items.map(({ sheet }) => sheet))).toEqual(new Set([packed, unissued]));
			expect(found.items.map(({ name }) => name)).toEqual(['甲山机械厂', '甲山机械厂']);
			const refused = expect.objectContaining({ status: 400 }) as Error;
			await expect(ask('441900')).rejects.toEqual(refused);
			const consultant = made.members.consultant;
			const wanted = { kind: 'packages', locale: 'zh-cn' } as const;
			const chosen = { sheets: [packed], ...wanted };
			await expect(batches.askForBatch(consultant, chosen)).rejects.toEqual(refused);
			const one = await batches.askForBatch(officer(), chosen);
			expect((await open(one)).items.map(({ sheet }) => sheet)).toEqual([packed]);
			const theirs = elsewhere.members['government-officer'];
			await expect(batches.askForBatch(theirs, chosen)).rejects.toEqual(refused);
			await expect(openPackageIndex(theirs, batch, 'zh-cn')).rejects.toMatchObject({ status: 404 });
		})
	);

	test(
		'a batch of reports has no index of packages',
		on(async () => {
			const reports = { layer: 'confirmed', locale: 'zh-cn', sheets: [unissued] } as const;
			const id = await batches.askForBatch(officer(), reports);
			await expect(openPackageIndex(officer(), id, 'zh-cn')).rejects.toMatchObject({ status: 404 });
		})
	);

	test(
		'what cannot be made says why: no report issued, evidence that is gone by its name, a sign the font lacks',
		on(async () => {
			holdOwnOrigin('http://127.0.0.1:9');
			await printItemWork.work((await itemOf(unissued)).id);
			expect(await itemOf(unissued)).toEqual(failed('not-issued'));
			const { file } = (await listEvidence(officer(), packed))[0]!;
			await rename(stored(file), `${stored(file)}.away`);
			await printItemWork.work((await itemOf(packed)).id);
			expect(await itemOf(packed)).toEqual(failed('evidence', '排程.pdf'));
			await writeFile(stored(file), 'something else');
			await batches.retryFailed(officer(), batch, (await itemOf(packed)).id);
			await printItemWork.work((await itemOf(packed)).id);
			expect(await itemOf(packed)).toEqual(failed('evidence', '排程.pdf'));
			await rename(`${stored(file)}.away`, stored(file));
			await batches.retryFailed(officer(), batch, (await itemOf(packed)).id);
			const name = '龘靐䶮㐂'.repeat(50);
			const rare = await makeSheet(further, library, 'filed', { name });
			await issueFrom(further, rare);
			const id = await batches.askForBatch(officer(), {
				...{ kind: 'packages', sheets: [rare], locale: 'zh-cn' }
			});
			const [item] = (await open(id)).items;
			await printItemWork.work(item!.id);
			const [told] = (await open(id)).items;
			expect(told).toMatchObject({ state: 'failed', why: 'unprintable' });
			expect(told!.what).toContain('企业名称');
			expect(told!.what).toContain('U+4DAE');
			// Nothing was put into the store but evidence.
			expect(await storedFiles()).toHaveLength(1);
		})
	);

	test(
		'the index has what was made as it lies in the store, and a reason for whatever is missing',
		on(async () => {
			const made = await packSheet(officer(), packed, print);
			const hash = await putStream(() => made.write());
			await tell(packed, { kind: 'printed', file: hash, bytes: made.bytes });
			const { stdout } = await run('sha256sum', [stored(hash)]);
			const { size } = await stat(stored(hash));
			expect(stdout.slice(0, 64)).toBe(hash);
			const [index, missing] = await readIndex();
			expect(index).toHaveLength(1);
			const [row] = index!;
			expect(row!.slice(0, 2)).toEqual(['甲山机械厂', code]);
			expect(row![2]).toContain('东台');
			expect(row!.slice(6)).toEqual(['2026-11-22', name(packed), size, hash]);
			// The one without a report; 乙水, whose first sheet is not filed, has one that was filed since.
			expect(missing).toEqual([
				['甲山机械厂', code, row![2], row![3], expect.stringContaining('还没有出具正式报告')],
				['乙水机械厂', null, row![2], row![3], expect.stringContaining('之后才归档')]
			]);
		})
	);

	test(
		'an enterprise with nothing filed is on the list of what is missing, with where it stands',
		on(async () => {
			await closeDatabase();
			const none = await makeMembers(database);
			const drafted = await makeMembers(database);
			await openDatabase(database.settings);
			await makeSheet(drafted, library, 'submitted');
			const [, missing] = await readIndex();
			const reasons = missing!.map((row) => String(row[4]));
			expect(reasons.filter((one) => one.startsWith('没有')).sort()).toEqual([
				'没有已归档的诊断（目前：尚未诊断）。',
				'没有已归档的诊断（目前：已提交）。'
			]);
			expect(none.enterprise).not.toBe(drafted.enterprise);
		})
	);

	test(
		'the ZIP has the index and every package, whole; one that is gone from the store is missing by name',
		on(async () => {
			const write = async (path: string) => {
				const { packages, sheets } = await openPackageIndex(officer(), batch, 'zh-cn');
				const index = { name: 'index.xlsx', at: new Date(), content: await writeXlsx(sheets) };
				const zip = Readable.fromWeb(zipStored([index, ...packages]) as never);
				await pipeline(zip, createWriteStream(path));
			};
			const path = join(folder.folder, 'all.zip');
			await write(path);
			const into = join(folder.folder, 'all');
			await mkdir(into, { recursive: true });
			await run('unzip', ['-q', path, '-d', into]);
			const [index] = await readXlsxFile(join(into, 'index.xlsx'));
			const [, row] = index!.data;
			const { stdout } = await run('sha256sum', [String(row![7])], { cwd: into });
			expect(stdout).toBe(`${row![9] as string}  ${row![7] as string}\n`);
			const source = await openBag(join(into, String(row![7])));
			const { checked } = await checkPackage(source).then(({ bag }) => ({ checked: bag }));
			source.close();
			expect(checked.faults).toEqual([]);
			const { file } = (await itemOf(packed)).printed!;
			const content = await readFile(stored(file));
			// One byte changed underneath: what comes has no end, and so is no ZIP.
			await writeFile(stored(file), content.with(content.length - 1, 1));
			await expect(write(join(folder.folder, 'half.zip'))).rejects.toThrow(/not what it was/);
			await expect(run('unzip', ['-t', join(folder.folder, 'half.zip')])).rejects.toThrow();
			await rm(stored(file));
			const [left, missing] = await readIndex();
			expect(left).toEqual([]);
			expect(missing!.map((one) => one[4])).toContain(
				'已制作的档案包在文件存放处缺失。请另行制作一个批次。'
			);
			await write(join(folder.folder, 'rest.zip'));
			const listed = await run('unzip', ['-Z1', join(folder.folder, 'rest.zip')]);
			expect(listed.stdout).toBe('index.xlsx\n');
		})
	);
});
