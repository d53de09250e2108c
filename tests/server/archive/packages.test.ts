import { execFile } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { PDFDocument } from '@cantoo/pdf-lib';
import readXlsxFile from 'read-excel-file/node';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { reportOf, writeRecord } from '#lib/report/record.ts';
import { paths } from '#lib/archive/file.ts';
import { layers } from '#lib/sheets/life.ts';
import { answerWords } from '#lib/words/answer.ts';
import { checkPackage } from '#server/archive/check.ts';
import {
	EvidenceGone,
	listPackages,
	packSheet,
	packableSheets,
	type Packed,
	type PrintIssued
} from '#server/archive/packages.ts';
import { openBag } from '#server/archive/read-bag.ts';
import { settleOffice } from '#server/archive/settle-office.ts';
import { takeIn } from '#server/archive/take-in.ts';
import { closeDatabase, migrate, openDatabase, publish } from '#server/db/index.ts';
import * as files from '#server/enterprise-sheets.ts';
import { addEvidence, listEvidence } from '#server/evidence.ts';
import { decideFile } from '#server/file-decisions.ts';
import { issueReport, openIssued } from '#server/issued-reports.ts';
import { attachRecord } from '#server/reports/attach.ts';
import { wordOf } from '#server/reports/word/word.ts';
import { openContent } from '../../../scripts/content.ts';
import { databases, makeFolder, type TestDatabase } from '../../support/databases.ts';
import { makeSheet } from '../../support/made-sheets.ts';
import { makeMembers, type Made } from '../../support/members.ts';
import { addPicture, pdf } from '../../support/uploads.ts';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

const run = promisify(execFile);
const library = openContent();
const code = '91320981MA1WXYZ123';
/** The longest name that a sheet takes. */
const rare = '龘靐䶮㐂'.repeat(50);

const dot = await sharp({
	create: { width: 1, height: 1, channels: 3, background: '#28c' }
})
	.png()
	.toBuffer();

/**
 * A page of nothing with the record in it, and a Word file with a dot for each chart: what a browser makes of them is
 * tried in tests/e2e.
 */
const print: PrintIssued = async ({ record, at }) => {
	const empty = await PDFDocument.create();
	empty.addPage();
	const saved = new Uint8Array(await empty.save());
	const report = reportOf(record);
	const figures = report.blocks.filter(({ kind }) => kind === 'figure');
	const pictures = figures.map(() => ({ png: dot, width: 1, height: 1 }));
	return {
		pdf: await attachRecord(saved, writeRecord(record).text, at),
		docx: await settleOffice(await wordOf(report, pictures), at)
	};
};

const sha256 = (content: Uint8Array) => createHash('sha256').update(content).digest('hex');

/** Every file of a ZIP into a folder. */
async function unpack(zip: string, into: string): Promise<void> {
	const source = await openBag(zip);
	for (const { path } of source.files) {
		await mkdir(dirname(join(into, path)), { recursive: true });
		await writeFile(join(into, path), await source.read(path));
	}
	source.close();
}

describe.each(databases)('from $name', ({ name, on, make }) => {
	const other = databases.find((one) => one.name !== name)!;
	let database: TestDatabase;
	let further: TestDatabase;
	let made: Made;
	let sheet: string;
	let issued: string;
	let zip: string;
	let packed: Packed;
	const folder = makeFolder();
	const stores = { here: makeFolder(), there: makeFolder() };

	/** Opens a database with a store of its own. */
	const use = async (which: 'here' | 'there') => {
		await closeDatabase();
		vi.stubEnv('DATA', stores[which].folder);
		await openDatabase((which === 'here' ? database : further).settings);
	};
	const pack = (id = sheet) => packSheet(made.members['government-officer'], id, print);
	const write = async (one: Packed, file: string) => {
		const path = join(folder.folder, file);
		await pipeline(one.write(), createWriteStream(path));
		return path;
	};
	const check = async (path: string) => {
		const source = await openBag(path);
		try {
			return await checkPackage(source);
		} finally {
			source.close();
		}
	};
	/** With the paths of all files. */
	const checkFiles = async (path: string) => {
		const source = await openBag(path);
		source.close();
		return { ...(await check(path)), bag: source.files.map((file) => file.path) };
	};
	const take = async (path: string) => {
		const source = await openBag(path);
		try {
			const { open, hash } = await checkPackage(source);
			return await takeIn(source, open!, hash!);
		} finally {
			source.close();
		}
	};
	const fileNow = (id: string) =>
		files.fileSheet(made.members['government-reviewer'], id, library, '2026-11-22');
	const issue = (id: string) =>
		issueReport(
			made.members['government-reviewer'],
			id,
			{ layer: 'confirmed', locale: 'zh-cn' },
			{ library, on: '2026-11-23', areaName: (area) => `区划${area}`, origin: undefined }
		);
	const hand = (id: string, name: string, content: Uint8Array) =>
		addEvidence(made.members['enterprise-filler'], id, {
			...{ id: randomUUID(), field: 'answers.scheduling', name, content },
			...{ effectiveOn: '', replaces: null }
		});

	beforeAll(async () => {
		database = await make();
		further = await other.make();
		if (!database.isHere || !further.isHere) return;
		for (const one of [database, further]) {
			await openDatabase(one.settings);
			await migrate();
			if (one === database) await publish(library);
			await closeDatabase();
		}
		made = await makeMembers(database);
		await use('here');
		sheet = await makeSheet(made, library, 'reviewing', { name: rare });
		await addPicture(made, sheet);
		await hand(sheet, '排程%100\n.pdf', pdf);
		await fileNow(sheet);
	});
	afterAll(async () => {
		await closeDatabase();
		await Promise.all([database.remove(), further.remove()]);
		for (const one of [folder, ...Object.values(stores)]) one.remove();
	});

	const both = (body: () => Promise<void>) =>
		on(async (context) => {
			if (!database.isHere || !further.isHere) context.skip('PostgreSQL is not installed.');
			await body();
		});

	test(
		'there is none before a report was issued, nor of what is not filed',
		both(async () => {
			await expect(pack()).rejects.toMatchObject({ status: 409 });
			const draft = await makeSheet(made, library, 'draft');
			await expect(pack(draft)).rejects.toMatchObject({ status: 409 });
			issued = await issue(sheet);
			expect(await packableSheets(made.members.consultant, made.enterprise)).toEqual(
				new Set([sheet])
			);
		})
	);

	test(
		'everything holds, the size is as announced, and made again it is the same to the byte',
		both(async () => {
			packed = await pack();
			zip = await write(packed, 'a.zip');
			const content = await readFile(zip);
			expect(content.length).toBe(packed.bytes);
			const checked = await check(zip);
			expect(checked.lines.flatMap(({ faults }) => faults)).toEqual([]);
			expect(checked).toMatchObject({ holds: true, hash: packed.hash });
			const again = await pack();
			expect(sha256(await readFile(await write(again, 'b.zip')))).toBe(sha256(content));
			const [line, ...more] = await listPackages(made.members.consultant, made.enterprise);
			expect(more).toEqual([]);
			expect(line).toMatchObject({ hash: packed.hash, previous: null, bytes: content.length });
		})
	);

	test(
		'coreutils find every file as its manifests say, and its name among the tags',
		both(async () => {
			const bag = join(folder.folder, `qidang-${sheet}`);
			await unpack(zip, bag);
			for (const manifest of ['manifest-sha256.txt', 'tagmanifest-sha256.txt']) {
				const { stdout } = await run('sha256sum', ['--strict', '-c', manifest], { cwd: bag });
				expect(stdout).toMatch(/: OK\n/);
				expect(stdout).not.toMatch(/FAILED/);
			}
			const info = await readFile(join(bag, 'bag-info.txt'), 'utf8');
			expect(info).toContain(`Source-Organization: ${rare}\n`);
			expect(info).toContain('Qidang-Previous-Package: none\n');
			expect((await check(bag)).holds).toBe(true);
		})
	);

	test(
		'it has the report as PDF and Word, every layer with its workbook and trace, and what they rest on',
		both(async () => {
			const { open, bag } = await checkFiles(zip);
			const { sheet: of, evidence } = open!.file;
			const layerFiles = layers.flatMap((layer) => [
				...['.json', '-trace.json', '.xlsx'].map((end) => `data/answers/${layer}${end}`),
				`data/dossiers/${layer}.json`
			]);
			expect(bag.filter((path) => !/^data\/(content|evidence)\//.test(path))).toEqual(
				[
					...['bag-info.txt', 'bagit.txt', 'manifest-sha256.txt', 'tagmanifest-sha256.txt'],
					...['data/file.json', ...layerFiles],
					...['docx', 'json', 'pdf'].map((end) => `data/reports/${issued}.${end}`)
				].sort()
			);
			expect(bag).toContain(`data/content/editions/${of.questionnaire}.json`);
			expect(bag).toContain('data/content/terms.json');
			expect(bag.some((path) => path.startsWith('data/content/documents/'))).toBe(true);
			expect(bag.filter((path) => path.startsWith('data/evidence/'))).toHaveLength(evidence.length);
			// What was declared is 3 of 0 to 4, what was verified 2: in the workbook as a person reads it.
			const folderOf = join(folder.folder, `qidang-${sheet}`);
			const said = async (layer: string) => {
				const sheets = await readXlsxFile(join(folderOf, `data/answers/${layer}.xlsx`));
				expect(sheets.map((one) => one.sheet)).toEqual(['答案与得分', '支持措施', '说明']);
				return sheets[0]!.data.find(([id]) => id === 'scheduling')!;
			};
			const { edition } = library.editions.get(of.questionnaire)!;
			const question = edition.byName.get('scheduling')!;
			expect(question.type).toBe('radiogroup');
			for (const [layer, value] of [
				['declared', 3],
				['verified', 2]
			] as const) {
				expect((await said(layer))[2]).toBe(answerWords(question, value, 'zh-cn'));
			}
		})
	);

	test(
		'one flipped byte is named with its file, wherever it lies',
		both(async () => {
			const whole = await readFile(zip);
			const bag = join(folder.folder, `qidang-${sheet}`);
			const { evidence } = (await check(zip)).open!.file;
			const picture = evidence.find(({ name }) => name.endsWith('.jpg'))!;
			for (const path of [
				`data/evidence/${picture.id}.jpg`,
				'data/dossiers/confirmed.json',
				'data/answers/declared.xlsx',
				`data/reports/${issued}.pdf`,
				`data/reports/${issued}.docx`,
				'bag-info.txt'
			]) {
				const original = await readFile(join(bag, path));
				const at = whole.indexOf(original);
				expect(at).toBeGreaterThan(0);
				const flipped = Buffer.from(whole);
				flipped[at + Math.floor(original.length / 2)]! ^= 1;
				const broken = join(folder.folder, 'broken.zip');
				await writeFile(broken, flipped);
				const { holds, lines } = await check(broken);
				expect(holds).toBe(false);
				const faults = lines.flatMap((line) => line.faults).join('\n');
				expect(faults).toContain(`${path} is not what it was`);
			}
		})
	);

	test(
		'a picture that is none is named, and so is a Word file that is gone',
		both(async () => {
			const bag = join(folder.folder, 'lying');
			await unpack(zip, bag);
			const { evidence } = (await check(zip)).open!.file;
			const picture = paths.evidence(evidence.find(({ name }) => name.endsWith('.jpg'))!);
			await writeFile(join(bag, picture), pdf);
			await rm(join(bag, `data/reports/${issued}.docx`));
			const faultsOf = async (words: string) =>
				(await check(bag)).lines.find((line) => line.words['zh-cn'] === words)!.faults;
			expect(await faultsOf('文件为通用格式，内容与扩展名一致')).toEqual([
				`${picture} does not begin as a file of its name does`
			]);
			expect(await faultsOf('报告、档案数据、标准和政策文件齐全')).toEqual([
				`data/reports/${issued}.docx is missing`
			]);
		})
	);

	test(
		'cut off anywhere it is not whole',
		both(async () => {
			const whole = await readFile(zip);
			const cut = join(folder.folder, 'cut.zip');
			for (const part of [0.2, 0.5, 0.99]) {
				await writeFile(cut, whole.subarray(0, Math.floor(whole.length * part)));
				await expect(check(cut)).rejects.toThrow();
			}
		})
	);

	test(
		'a sheet that says something else is not taken for the same, though its sums are right',
		both(async () => {
			const bag = join(folder.folder, `qidang-${sheet}`);
			const path = join(bag, 'data/file.json');
			const before = await readFile(path, 'utf8');
			const after = before.replace(
				/"field":"answers\.scheduling","id":"([^"]+)","layer":"declared"(.*?)"value":3/,
				'"field":"answers.scheduling","id":"$1","layer":"declared"$2"value":4'
			);
			expect(after).not.toBe(before);
			await writeFile(path, after);
			const manifest = await readFile(join(bag, 'manifest-sha256.txt'), 'utf8');
			const sum = (text: string) => sha256(Buffer.from(text));
			const changed = manifest.replace(sum(before), sum(after));
			await writeFile(join(bag, 'manifest-sha256.txt'), changed);
			await rm(join(bag, 'tagmanifest-sha256.txt'));
			const { holds, lines } = await check(bag);
			expect(holds).toBe(false);
			const failed = lines.filter(({ faults }) => faults.length > 0);
			expect(failed.map(({ words }) => words['zh-cn'])).toEqual(['由答案重算，结果与哈希一致']);
			expect(failed[0]!.faults[0]).toContain('data/dossiers/declared.json');
		})
	);

	test(
		'taken into an empty installation it gives the same dossiers, and the same package',
		both(async () => {
			const reviewer = made.members['government-reviewer'];
			const before = (await files.openSheet(reviewer, sheet))!;
			const record = writeRecord((await openIssued(reviewer, sheet, issued)).record);
			const pieces = await listEvidence(reviewer, sheet);
			await use('there');
			expect(await take(zip)).toBe('imported');
			expect(await take(zip)).toBe('known');
			await closeDatabase();
			const { person } = reviewer;
			await further.asAdmin(async (query) => {
				const { government } = made.organisations;
				await query(`insert into organisation (id, kind) values ('${government}', 'government')`);
				await query(`insert into profile (organisation, name, area)
					values ('${government}', 'a government', '320900')`);
				await query(`insert into membership (organisation, person, role)
					values ('${government}', '${person}', 'government-reviewer')`);
				const [trail] = await query(`select detail from trail where action = 'imported'`);
				expect(trail!.detail).toEqual({ manifest: packed.hash });
				const [score] = await query(`select sheet from filed_score`);
				expect(score!.sheet).toBe(sheet);
				// Everything that was off is on again.
				const off = await query(`select tgname from pg_trigger where tgenabled = 'D'`);
				expect(off).toEqual([]);
				const bare = await query(`select relname from pg_class
					where relnamespace = 'public'::regnamespace and relrowsecurity and not relforcerowsecurity`);
				expect(bare).toEqual([]);
			});
			await use('there');
			const after = (await files.openSheet(reviewer, sheet))!;
			for (const layer of layers) expect(after.filed.get(layer)).toEqual(before.filed.get(layer));
			expect(after.state).toBe('filed');
			expect(await listEvidence(reviewer, sheet)).toEqual(pieces);
			expect(writeRecord((await openIssued(reviewer, sheet, issued)).record)).toEqual(record);
			const again = await packSheet(reviewer, sheet, print);
			expect(again.hash).toBe(packed.hash);
			expect(sha256(await readFile(await write(again, 'c.zip')))).toBe(sha256(await readFile(zip)));
			await publish(library);
			await use('here');
		})
	);

	test(
		'a missing or changed piece of evidence is said by name before anything is written',
		both(async () => {
			const [picture] = await listEvidence(made.members.consultant, sheet);
			const { file, name } = picture!;
			const path = join(stores.here.folder, 'files', 'content', file.slice(0, 2), file);
			await rename(path, `${path}.away`);
			await expect(pack()).rejects.toEqual(new EvidenceGone([name]));
			await writeFile(path, 'something else');
			await expect(pack()).rejects.toEqual(new EvidenceGone([name]));
			await rm(path);
			await rename(`${path}.away`, path);
		})
	);

	test(
		'a piece that changes while it is written breaks the stream off, and what came is not whole',
		both(async () => {
			const [picture] = await listEvidence(made.members.consultant, sheet);
			const { file } = picture!;
			const path = join(stores.here.folder, 'files', 'content', file.slice(0, 2), file);
			const content = await readFile(path);
			const one = await pack();
			await writeFile(path, Buffer.from(content).fill(0, 20));
			await expect(write(one, 'half.zip')).rejects.toThrow(/is not what it was/);
			await expect(check(join(folder.folder, 'half.zip'))).rejects.toThrow();
			await rm(path);
			await expect(write(one, 'half.zip')).rejects.toThrow();
			await writeFile(path, content);
			expect((await check(await write(one, 'whole.zip'))).holds).toBe(true);
		})
	);

	test(
		'what is decided later makes a further package, which names the one before; so does a further sheet',
		both(async () => {
			const { enterprise, members } = made;
			await decideFile(members['government-reviewer'], enterprise, {
				...{ kind: 'withdrawal', report: issued, category: 'answers', reason: '答案有误' }
			});
			const second = await pack();
			expect(second.previous).toBe(packed.hash);
			expect(second.hash).not.toBe(packed.hash);
			expect((await check(await write(second, 'd.zip'))).holds).toBe(true);
			const id = await makeSheet(made, library, 'reviewing');
			for (let i = 0; i < 300; i++) {
				await hand(id, `材料${i}.pdf`, Buffer.concat([pdf, Buffer.from(`% ${i}`)]));
			}
			await fileNow(id);
			await issue(id);
			const third = await pack(id);
			expect(third.previous).toBe(second.hash);
			const checked = await check(await write(third, 'e.zip'));
			expect(checked.lines.flatMap(({ faults }) => faults)).toEqual([]);
			expect(checked.open!.file.evidence).toHaveLength(300);
			// The first one again is still the second package, in its place of the chain.
			expect(await pack()).toMatchObject({ hash: second.hash, previous: packed.hash });
			const lines = await listPackages(members.consultant, enterprise);
			expect(lines.map(({ hash }) => hash)).toEqual([third.hash, second.hash, packed.hash]);
		})
	);

	test(
		'what is here already and says something else is refused, and nothing of it comes in',
		both(async () => {
			await use('there');
			const path = join(folder.folder, 'd.zip');
			// The same sheet as it was filed: its later withdrawal belongs to where it was decided.
			expect(await take(path)).toBe('known');
			const source = await openBag(join(folder.folder, 'e.zip'));
			const { open, hash } = await checkPackage(source);
			const { enterprise } = open!.file;
			const of = (more: object) =>
				takeIn(
					source,
					{ ...open!, file: { ...open!.file, enterprise: { ...enterprise, ...more } } },
					hash!
				);
			await expect(of({ creditCode: code })).rejects.toThrow(/with the credit code null/);
			const [first] = enterprise.profiles;
			await expect(of({ profiles: [{ ...first, name: '别的企业' }] })).rejects.toThrow(
				/profile says something else/
			);
			expect(await files.openSheet(made.members['government-reviewer'], open!.file.sheet.id)).toBe(
				undefined
			);
			source.close();
			expect(await take(join(folder.folder, 'e.zip'))).toBe('imported');
			await use('here');
		})
	);
});
