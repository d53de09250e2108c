import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { openServedLibrary, type Library } from '#lib/library/library.ts';
import { checkRecord, reportOf, writeRecord } from '#lib/report/record.ts';
import { readCode } from '#lib/report/code.ts';
import type { RoleId } from '#lib/roles.ts';
import { closeDatabase, openDatabase, publish } from '#server/db/index.ts';
import { listEvidence } from '#server/evidence.ts';
import { decideFile, listFileDecisions, listKeptFiles } from '#server/file-decisions.ts';
import { issueReport, listIssued, openIssued, type Issuing } from '#server/issued-reports.ts';
import { standingOf, verifyReport } from '#server/verifying.ts';
import * as files from '#server/enterprise-sheets.ts';
import { hasArea, openContent, readContent } from '../../../scripts/content.ts';
import { textOf } from '../../support/archive.ts';
import { databases, type TestDatabase } from '../../support/databases.ts';
import { makeSheet, statement } from '../../support/made-sheets.ts';
import { changan, makeMembers, type Made } from '../../support/members.ts';
import { prepare } from '../../support/prepare.ts';
import { addPicture } from '../../support/uploads.ts';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

const library = openContent();
const document = 'measures/yancheng-2022/document.yaml';

/** The content as it may read in some years: a document and a term have other words. */
function movedOn(): Library {
	const content = readContent();
	const { title, ...rest } = content[document] as { title: Record<string, string> };
	const facts = structuredClone(content['measures/facts.yaml']) as {
		facts: { title: Record<string, string> }[];
	};
	for (const fact of facts.facts) fact.title['zh-cn'] += '（新）';
	const opened = openServedLibrary(
		{
			...content,
			[document]: { ...rest, title: { ...title, 'zh-cn': '新的政策文件' } },
			'measures/facts.yaml': facts
		},
		hasArea()
	);
	return opened.library!;
}

describe.each(databases)('on $name', ({ on, make }) => {
	let database: TestDatabase;
	let made: Made;
	let others: Made;
	let sheet: string;
	const issuing: Issuing = {
		library,
		on: '2026-11-23',
		areaName: (code) => `区划${code}`,
		origin: 'https://qidang.example.cn'
	};
	const wanted = { layer: 'confirmed', locale: 'zh-cn' } as const;

	beforeAll(async () => {
		database = await make();
		if (!database.isHere) return;
		await prepare(database, library);
		made = await makeMembers(database);
		others = await makeMembers(database, changan);
		await openDatabase(database.settings);
		sheet = await makeSheet(made, library, 'filed');
	});
	afterAll(async () => {
		await closeDatabase();
		await database.remove();
	});

	const issue = (role: RoleId, id = sheet, more: Partial<Issuing> = {}, of: Made = made) =>
		issueReport(of.members[role], id, wanted, { ...issuing, ...more });
	const refused = (status: number) => expect.objectContaining({ status }) as Error;

	test(
		'is issued by the reviewer or the enterprise’s administrator, and by nobody else',
		on(async () => {
			const code = await issue('government-reviewer');
			expect(readCode(code)).toBe(code);
			expect(await issue('enterprise-admin')).toBe(code);
			for (const role of ['enterprise-filler', 'provider-manager', 'government-officer'] as const) {
				await expect(issue(role)).rejects.toEqual(refused(403));
			}
			await expect(issue('operator')).rejects.toEqual(refused(404));
			await expect(issue('government-reviewer', sheet, {}, others)).rejects.toEqual(refused(404));
		})
	);

	test(
		'issued in five tabs at once it is one',
		on(async () => {
			const id = await makeSheet(made, library, 'filed');
			const codes = await Promise.all(
				Array.from({ length: 5 }, () => issue('government-reviewer', id))
			);
			expect(new Set(codes).size).toBe(1);
			expect(await listIssued(made.members.consultant, id)).toHaveLength(1);
		})
	);

	test(
		'is not issued of what is not filed',
		on(async () => {
			const id = await makeSheet(made, library, 'reviewing');
			await expect(issue('government-reviewer', id)).rejects.toEqual(refused(409));
		})
	);

	test(
		'everybody who knows its code is told what stands on its cover, with the name masked',
		on(async () => {
			const { members, enterprise } = made;
			const known = { name: '东台市精工铸造有限公司' };
			const id = await files.beginSheet(
				members['enterprise-admin'],
				enterprise,
				'two-integration@2026-2',
				known
			);
			for (const [state, role] of [
				['submitted', 'enterprise-admin'],
				['verifying', 'consultant'],
				['verified', 'consultant'],
				['reviewing', 'government-reviewer']
			] as const) {
				const statement =
					state === 'submitted'
						? { text: '属实', signature: { name: '某', post: '', strokes: [] } }
						: null;
				await files.takeStep(members[role], id, state, { statement });
			}
			await files.fileSheet(members['government-reviewer'], id, library, '2026-11-22');
			const code = await issue('government-reviewer', id);
			const { hash } = (await files.openSheet(members.consultant, id))!.filed.get('confirmed')!;
			const [line] = await listIssued(members.consultant, id);
			const told = (await verifyReport(code))!;
			expect(told).toMatchObject({
				...{ code, layer: 'confirmed', locale: 'zh-cn', hash, record: line!.record },
				...{ name: '东台＊＊＊＊＊＊＊公司', day: '2026-11-22', issuedOn: '2026-11-23' },
				...{ withdrawn: null, superseded: null }
			});
			expect(told.rests.edition.ref).toBe('two-integration@2026-2');
			expect(standingOf(told)).toBe('genuine');
			expect(JSON.stringify(told)).not.toContain('精工');
			expect(JSON.stringify(told)).not.toContain(enterprise);
			expect(await verifyReport('0000000000000')).toBeUndefined();
		})
	);

	test(
		'is superseded by one of a sheet that was filed later, until that one is withdrawn',
		on(async () => {
			const { members } = others;
			const first = await makeSheet(others, library, 'filed');
			const old = await issue('government-reviewer', first, {}, others);
			const later = await makeSheet(others, library, 'filed');
			// Filed alone supersedes nothing.
			expect(standingOf((await verifyReport(old))!)).toBe('genuine');
			const young = await issue('government-reviewer', later, { on: '2026-12-01' }, others);
			const told = (await verifyReport(old))!;
			expect(standingOf(told)).toBe('superseded');
			expect(told.superseded).toMatchObject({
				day: '2026-11-22',
				edition: 'sme-digital-level@2024'
			});
			expect(JSON.stringify(told)).not.toContain(young);
			expect(standingOf((await verifyReport(young))!)).toBe('genuine');

			const withdrawal = {
				kind: 'withdrawal',
				report: young,
				category: 'answers',
				reason: '企业名称写错'
			} as const;
			await expect(
				decideFile(members['enterprise-admin'], others.enterprise, withdrawal)
			).rejects.toEqual(refused(403));
			await expect(
				decideFile(made.members['government-reviewer'], others.enterprise, withdrawal)
			).rejects.toEqual(refused(403));
			// In the file of another enterprise it is not.
			await expect(
				decideFile(made.members['government-reviewer'], made.enterprise, withdrawal)
			).rejects.toEqual(refused(403));
			await decideFile(members['government-reviewer'], others.enterprise, withdrawal);
			await expect(
				decideFile(members['government-reviewer'], others.enterprise, withdrawal)
			).rejects.toEqual(refused(409));
			const gone = (await verifyReport(young))!;
			expect([standingOf(gone), gone.withdrawn!.category]).toEqual(['withdrawn', 'answers']);
			expect(JSON.stringify(gone)).not.toContain('写错');
			expect(standingOf((await verifyReport(old))!)).toBe('genuine');
			// It stays in the file, marked, and can still be opened.
			const [line] = await listIssued(members['enterprise-filler'], later);
			expect(line!.withdrawn).toMatchObject({ category: 'answers', reason: '企业名称写错' });
			expect((await openIssued(members.consultant, later, young)).record.code).toBe(young);
		})
	);

	test(
		'reads the same when the content has moved on: hash, words and numbering',
		on(async () => {
			const { consultant } = made.members;
			const code = await issue('government-reviewer');
			const before = (await openIssued(consultant, sheet, code)).record;
			const text = textOf(reportOf(before));
			const next = movedOn();
			await publish(next);
			expect(await issue('government-reviewer', sheet, { library: next, on: '2029-01-01' })).toBe(
				code
			);
			const after = (await openIssued(consultant, sheet, code)).record;
			expect(writeRecord(after)).toEqual(writeRecord(before));
			expect(textOf(reportOf(after))).toBe(text);
			expect(text).not.toContain('新的政策文件');
			// What is issued for the first time now rests on what was filed, not on what reads otherwise since.
			const english = await issueReport(
				made.members['government-reviewer'],
				sheet,
				{ layer: 'declared', locale: 'en' },
				{ ...issuing, library: next }
			);
			const { record } = await openIssued(consultant, sheet, english);
			expect(record.dossiers).toEqual(before.dossiers);
			expect(record.documents).toEqual(before.documents);
			expect(record.beside.checked).toEqual(before.beside.checked);
			await publish(library);
		})
	);

	test(
		'lists the evidence of its sheet, and says what changed since the last one that was filed',
		on(async () => {
			const { members } = made;
			const before = await makeSheet(made, library, 'filed');
			const id = await makeSheet(made, library, 'draft');
			await addPicture(made, id);
			for (const [state, role] of [
				['submitted', 'enterprise-admin'],
				['verifying', 'consultant'],
				['verified', 'consultant'],
				['reviewing', 'government-reviewer']
			] as const) {
				const signed = state === 'submitted' ? statement : null;
				await files.takeStep(members[role], id, state, { statement: signed });
			}
			await files.fileSheet(members['government-reviewer'], id, library, '2026-11-22');
			const { record } = await openIssued(
				members.consultant,
				id,
				await issue('government-reviewer', id)
			);
			const { evidence, earlier } = record.beside;
			const [piece] = await listEvidence(members.consultant, id);
			expect(evidence).toEqual([
				{
					...{ field: 'answers.scheduling', name: '看板.jpg', effectiveOn: null },
					...{ bytes: piece!.bytes, file: piece!.file }
				}
			]);
			const filed = (await files.openSheet(members.consultant, before))!.filed;
			expect(earlier!.dossier.hash).toBe(filed.get('confirmed')!.dossier.hash);
			const lines = textOf(reportOf(record)).split('\n');
			expect(lines).toContain(`记录指纹: ${writeRecord(record).hash}`);
			expect(lines.find((line) => line.includes('看板.jpg'))).toContain(piece!.file);
			expect(lines.some((line) => /^# \d+ 与上一次相比$/.test(line))).toBe(true);
			const { checks } = checkRecord(writeRecord(record).text);
			expect(checks.filter(({ fault }) => fault !== undefined)).toEqual([]);
		})
	);

	test(
		'names the address only where the installation knows its own',
		on(async () => {
			const id = await makeSheet(made, library, 'filed');
			const code = await issue('government-reviewer', id, { origin: undefined });
			const { record } = await openIssued(made.members.consultant, id, code);
			expect(record.beside.address).toBeNull();
			const [cover] = reportOf(record).blocks;
			expect(cover).toMatchObject({ kind: 'cover', code: { lines: [expect.any(String)] } });
			expect(JSON.stringify(cover)).not.toContain('picture');
		})
	);

	test(
		'a file is kept and held by decisions of the authority, which the enterprise sees',
		on(async () => {
			const { members, enterprise } = made;
			const { 'government-reviewer': reviewer, 'enterprise-admin': admin } = members;
			const decide = (decided: Parameters<typeof decideFile>[2], by = reviewer) =>
				decideFile(by, enterprise, decided);
			const ended = { kind: 'retention', until: '2020-12-31', reason: '档案管理办法' } as const;
			for (const role of [
				'enterprise-admin',
				'consultant',
				'government-officer',
				'operator'
			] as const)
				await expect(decide(ended, members[role])).rejects.toEqual(refused(403));
			await expect(decide({ ...ended, until: '2020-02-30' })).rejects.toEqual(refused(400));
			expect(await listKeptFiles(reviewer)).toEqual([]);
			await decide(ended);
			const due = { enterprise, name: 'a enterprise', until: '2020-12-31' };
			expect(await listKeptFiles(reviewer)).toEqual([{ ...due, isHeld: false, isDue: true }]);
			await decide({ kind: 'hold', reason: '正在审计' });
			expect(await listKeptFiles(admin)).toEqual([{ ...due, isHeld: true, isDue: false }]);
			await decide({ kind: 'release', reason: '审计结束' });
			expect(await listKeptFiles(reviewer)).toEqual([{ ...due, isHeld: false, isDue: true }]);
			const told = await listFileDecisions(admin, enterprise);
			expect(told.map(({ kind, reason }) => [kind, reason])).toEqual([
				['retention', '档案管理办法'],
				['hold', '正在审计'],
				['release', '审计结束']
			]);
			expect(await listKeptFiles(others.members['government-reviewer'])).toEqual([]);
		})
	);
});
