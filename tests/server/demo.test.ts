import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { demoPassword, demoPeople } from '#lib/demo.ts';
import { states } from '#lib/sheets/life.ts';
import { exportOf, findLogin, isPassword } from '#server/accounts/people.ts';
import { needsSecondFactor } from '#server/accounts/sessions.ts';
import {
	closeDatabase,
	demoStage,
	isDemo,
	markDemo,
	migrate,
	openDatabase,
	publish,
	refuseReal,
	verifyTrail
} from '#server/db/index.ts';
import { listSheets, openSheet, type Member } from '#server/enterprise-sheets.ts';
import { listAssignments } from '#server/assignments.ts';
import { listEvidence, openEvidence } from '#server/evidence.ts';
import { listOrganisations, openEnterprise } from '#server/enterprises.ts';
import * as layout from '../../src/routes/+layout.server.ts';
import * as signInPage from '../../src/routes/(accounts)/sign-in/+page.server.ts';
import { enterprises, towns } from '../../scripts/demo/enterprises.ts';
import { fill } from '../../scripts/demo/fill.ts';
import { openContent } from '../../scripts/content.ts';
import { ask } from '../support/asked.ts';
import { databases, makeFolder, type TestDatabase } from '../support/databases.ts';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 600_000 });

const library = openContent();

describe.each(databases)('on $name', ({ on, make }) => {
	let database: TestDatabase;
	const store = makeFolder();
	const named: Partial<Record<(typeof demoPeople)[number]['who'], string>> = {};
	const members = {} as Record<(typeof demoPeople)[number]['who'], Member>;

	beforeAll(async () => {
		database = await make();
		if (!database.isHere) return;
		process.env.DATA = store.folder;
		await openDatabase(database.settings);
		await refuseReal();
		await migrate();
		await markDemo('begun');
		await publish(library);
		await fill(library, (_, work) => work());
		await markDemo('filled');
		for (const { who, login } of demoPeople) {
			const { id } = (await findLogin(login))!;
			const [only] = (await exportOf(id)).memberships;
			members[who] = { person: id, organisation: only!.organisation };
			named[who] = only!.name;
		}
	});
	afterAll(async () => {
		await closeDatabase();
		await database.remove();
		store.remove();
		delete process.env.DATA;
	});

	test(
		'the city has its enterprises, in their towns and clearly invented',
		on(async () => {
			const { lines } = await listOrganisations(members.government, { kind: 'enterprise' });
			expect(lines.length).toBe(25);
			expect(named).toEqual({
				consultant: '示例数字化服务有限公司',
				enterprise: '示例精密五金有限公司',
				government: '示例市工业和信息化局',
				operator: '平台运营方'
			});
			expect(lines.every(({ name }) => name.startsWith('示例'))).toBe(true);
			expect(new Set(lines.map(({ area }) => area))).toEqual(new Set(Object.values(towns)));
			const first = lines.find(({ name }) => name === '示例精密五金有限公司')!;
			expect(await openEnterprise(members.government, first.id)).toMatchObject({
				facts: { industry: 'C33', size: 'small', 'above-scale': true },
				titles: [{ title: 'innovative-sme', state: 'held' }]
			});
			// Of another city there is none to be seen, whoever asks.
			const providers = await listOrganisations(members.operator, { kind: 'provider' });
			expect(providers.lines.map(({ area }) => area)).toEqual(['441900', '441900']);
		})
	);

	test(
		'there are sheets in every state, of every published edition and over two years',
		on(async () => {
			const sheets = await listSheets(members.government);
			expect(sheets).toHaveLength(enterprises.flatMap((one) => one.sheets).length);
			expect(new Set(sheets.map(({ state }) => state))).toEqual(new Set(states));
			expect(new Set(sheets.map(({ questionnaire }) => questionnaire))).toEqual(
				new Set(library.editions.keys())
			);
			const years = new Set<string>();
			const tiers = new Set<string>();
			for (const { id, state, questionnaire } of sheets) {
				if (state !== 'filed') continue;
				const { filed } = (await openSheet(members.government, id))!;
				expect([...filed.keys()].sort()).toEqual(['confirmed', 'declared', 'verified']);
				const { dossier } = filed.get('confirmed')!;
				years.add(dossier.diagnosis.day.slice(0, 4));
				const { low, high, tiers: ladder } = dossier.diagnosis.standing;
				expect(low).toBe(high);
				if (questionnaire === 'sme-digital-level@2024') tiers.add(['none', ...ladder][low]!);
			}
			expect(years.size).toBe(2);
			expect([...tiers].sort()).toEqual(['level-1', 'level-2', 'level-3', 'level-4', 'none']);
		})
	);

	test(
		'the consultant has a visit today and signed ones, and evidence that can be opened',
		on(async () => {
			const assignments = await listAssignments(members.consultant);
			expect(assignments.length).toBeGreaterThan(5);
			const visits = assignments.flatMap((one) => one.visits);
			expect(visits.length).toBeGreaterThan(3);
			const [signed] = assignments.filter((one) => one.visits.length > 0);
			const { consultant } = signed!.visits[0]!;
			expect(signed!.signatures.get(consultant.signature)!.strokes[0]!.length).toBe(40);
			expect(assignments.some(({ rating }) => rating !== undefined)).toBe(true);
			const verifying = (await listSheets(members.consultant)).find(
				({ state }) => state === 'verifying'
			)!;
			const pieces = await listEvidence(members.consultant, verifying.id);
			expect(pieces.map(({ type }) => type).sort()).toEqual(['application/pdf', 'image/jpeg']);
			for (const { id } of pieces) {
				expect((await openEvidence(members.consultant, id)).content.length).toBeGreaterThan(300);
			}
		})
	);

	test(
		'everybody whom the sign-in page names can sign in, at once',
		on(async () => {
			const { given } = await ask(signInPage.load, {});
			expect(given).toMatchObject({ demo: { people: demoPeople, password: demoPassword } });
			for (const { login } of demoPeople) {
				const { id } = (await findLogin(login))!;
				expect(await isPassword(id, demoPassword)).toBe(true);
				expect(needsSecondFactor((await exportOf(id)).memberships)).toBe(false);
			}
		})
	);

	test(
		'every chain of the trail is whole',
		on(async () => {
			let chains = 0;
			await verifyTrail([], ({ broken }) => {
				chains += 1;
				expect(broken).toBeUndefined();
			});
			// 25 enterprises, three units, two providers and the operator.
			expect(chains).toBe(31);
		})
	);

	test(
		'the mark stands in the database: opened again it is known, and nobody takes it away',
		on(async () => {
			await closeDatabase();
			await openDatabase(database.settings);
			expect([isDemo(), demoStage()]).toEqual([true, 'filled']);
			expect((await ask(layout.load as never, {})).given).toEqual({ isOfDemo: true });
			await expect(refuseReal()).resolves.toBeUndefined();
			await closeDatabase();
			const unmark = database.raw((query) => query('delete from demo'));
			await expect(unmark).rejects.toThrow(/append-only/);
			await openDatabase(database.settings);
		})
	);
});

describe.each(databases)('a real database on $name', ({ on, make }) => {
	test(
		'is refused in one sentence and stays as it is, and its sign-in page names nobody',
		on(async () => {
			const database = await make();
			try {
				await openDatabase(database.settings);
				await migrate();
				await publish(library);
				await expect(refuseReal()).rejects.toThrow(/is in use and is no demo: name an empty/);
				expect(isDemo()).toBe(false);
				expect((await ask(layout.load as never, {})).given).toEqual({});
				const { given } = await ask(signInPage.load, {});
				expect(given).toMatchObject({ demo: undefined });
				expect(needsSecondFactor([{ organisation: '', name: '', role: 'operator' }])).toBe(true);
			} finally {
				await closeDatabase();
				await database.remove();
			}
		})
	);
});
