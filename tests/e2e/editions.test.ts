import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CaseFile } from '#lib/diagnosis/case-file.ts';
import { openDossier } from '#lib/diagnosis/dossier.ts';
import type { Library } from '#lib/library/library.ts';
import { openPrinter } from '#server/reports/browser.ts';
import { printReport } from '#server/reports/print.ts';
import { serveHere } from '../../scripts/app.ts';
import { openContent } from '../../scripts/content.ts';
import { startApp, type App } from '../support/app.ts';
import { addEdition, makeCheckout, replace, run, type Checkout } from '../support/checkout.ts';
import { frozenRefs, readFrozen } from '../support/archive.ts';
import { furtherLibrary } from '../support/further.ts';
import { databases, type TestDatabase } from '../support/databases.ts';
import { openPdf } from '../support/pdf.ts';
import { squeezed } from '../support/printed.ts';
import { newPatch, openKept, sendForm, sendPatches, tokenOf } from '../support/sending.ts';

const retired = 'two-integration@2026';
const withdrawn = 'dongguan-industrial-internet@2026';
const pathOf = (ref: string) => `/${ref.replace('@', '/')}`;

let later: Checkout;

/** A checkout as it may be after an update: editions have ended, and drafts have begun. */
beforeAll(() => {
	later = makeCheckout();
	const state = (command: string, ref: string, ...more: string[]) =>
		run(later, [
			...['scripts/data-state.ts', command, ref, '--on', '2026-01-02'],
			...['--reason-zh', `${ref}的原因`, '--reason-en', `why ${ref}`, ...more]
		]);
	state('retire', retired, '--successor', 'sme-digital-level@2024');
	state('withdraw', withdrawn);
	for (const edition of ['2027', '2028']) {
		const draft = addEdition(later, 'two-integration/2026', edition);
		replace(join(draft, 'questionnaire.yaml'), 'status: published', 'status: draft');
		// The second is not finished: it does not even open.
		if (edition === '2028') replace(join(draft, '1-foundation.yaml'), 'worth: 15', 'worth: 16');
	}
});
afterAll(() => later.remove());

describe('the commands', () => {
	test('write an event down, and refuse what does not follow', () => {
		const file = join(later.folder, 'questionnaires/events.json');
		const before = readFileSync(file, 'utf8');
		const { events } = JSON.parse(before) as { events: { edition: string; event: string }[] };
		expect(events.map(({ edition, event }) => [edition, event])).toEqual([
			[retired, 'retired'],
			[withdrawn, 'withdrawn']
		]);
		const again = () =>
			run(later, [
				...['scripts/data-state.ts', 'retire', retired, '--on', '2026-01-03'],
				...['--reason-zh', '又', '--reason-en', 'again']
			]);
		expect(again).toThrow('expected another than before, received "retired"');
		expect(readFileSync(file, 'utf8')).toBe(before);
	});

	test('check a draft by name, and leave it out of the check of all', () => {
		const check = (...refs: string[]) => run(later, ['scripts/data-check.ts', ...refs]);
		expect(check()).toContain('Drafts left out have 1 fault(s).');
		expect(() => check('two-integration@2028')).toThrow(
			'questionnaires/two-integration/2028/1-foundation.yaml foundation.worth: expected what its parts add up to, 15, received 16'
		);
	});

	test('refuse to publish what does not pass the check', () => {
		const folder = join(later.folder, 'questionnaires/two-integration/2027');
		const [head, tiers] = [join(folder, 'questionnaire.yaml'), join(folder, 'tiers.yaml')];
		const [before, ladder] = [readFileSync(head, 'utf8'), readFileSync(tiers, 'utf8')];
		replace(head, 'status: draft', 'status: published');
		replace(tiers, 'atLeast: 4', 'atLeast: 16');
		try {
			expect(() => run(later, ['scripts/data-publish.ts', 'two-integration@2027'])).toThrow(
				'tiers.initial.requires: expected a tier that some answers reach, received one that none can reach'
			);
		} finally {
			writeFileSync(head, before);
			writeFileSync(tiers, ladder);
		}
	});

	test('import a questionnaire that was downloaded as a draft, and leave what is there alone', () => {
		const survey = join(later.folder, 'survey.json');
		const script = `
			import { writeFileSync } from 'node:fs';
			import { toSurvey } from './src/lib/questionnaire/survey.ts';
			import { openContent } from './scripts/content.ts';
			const { edition } = openContent().editions.get('sme-digital-level@2024');
			const json = toSurvey(edition);
			writeFileSync('survey.json', JSON.stringify({ ...json, qidang: { ...json.qidang, edition: '2031' } }));`;
		run(later, ['--input-type=module', '--eval', script]);
		expect(run(later, ['scripts/data-import.ts', survey])).toContain('written, a draft');
		// Its worked cases are left to be written: that is all it lacks.
		expect(() => run(later, ['scripts/data-check.ts', 'sme-digital-level@2031'])).toThrow(
			/ has 1 fault\(s\):\n\S+2031\/cases\.yaml: expected at least one worked case/
		);
		expect(() => run(later, ['scripts/data-import.ts', survey])).toThrow('is left alone');
		writeFileSync(survey, '{"pages":[{"elements":[{"type":"file","name":"a"}]}]}');
		expect(() => run(later, ['scripts/data-import.ts', survey])).toThrow(/received "file"/);
	});
});

test('fifty editions later an old file is printed alike, to the place of every word', async () => {
	const [now, then] = [openContent(), furtherLibrary(50)];
	const app = await serveHere();
	const printer = openPrinter({ pages: 1 });
	try {
		for (const ref of frozenRefs()) {
			const { said, day, printedOn } = readFrozen(ref);
			const print = async (library: Library) => {
				const options = { library, printer, origin: app.origin, printedOn };
				return openPdf(await printReport(openDossier(library, said, day), 'zh-cn', options));
			};
			const [before, after] = [await print(now), await print(then)];
			expect(after).toEqual(before);
			expect(before.outline.length).toBeGreaterThan(7);
			const text = before.drawn.map((one) => one.text).join('');
			expect(text).toContain(readFrozen(ref).rests.edition.hash);
		}
	} finally {
		await printer.close();
		await app.close();
	}
});

describe.each(databases)('on $name', ({ on, make }) => {
	let database: TestDatabase;

	beforeAll(async () => {
		database = await make();
		// Here, where there is time for it: the server would build at its start.
		run(later, ['scripts/build.ts']);
	});
	afterAll(() => database.remove());

	const keep = (app: App, ref: string) => {
		const said = JSON.stringify({ name: '甲公司' });
		return sendForm(app, `/diagnose${pathOf(ref)}?/keep`, { said, step: 'result' });
	};
	const get = async ({ origin }: App, path: string) => {
		const response = await fetch(origin + path, { redirect: 'manual' });
		return {
			status: response.status,
			location: response.headers.get('location'),
			text: await response.text()
		};
	};
	async function printed({ origin }: App, questionnaire: string): Promise<string> {
		const said: CaseFile = { questionnaire, name: '甲公司' };
		const response = await fetch(`${origin}/report`, {
			method: 'POST',
			body: new URLSearchParams({ said: JSON.stringify(said), on: '2026-11-22', lang: 'zh-cn' }),
			headers: { origin }
		});
		expect(response.status).toBe(200);
		const { drawn } = await openPdf(new Uint8Array(await response.arrayBuffer()));
		return drawn.map(({ text }) => text).join('');
	}

	test(
		'of what has ended nothing begins; what is kept opens, goes on and prints',
		on(async () => {
			const before = await startApp(database.settings);
			const [one, other] = [
				tokenOf(await keep(before, retired)),
				tokenOf(await keep(before, withdrawn))
			];
			const was = await printed(before, retired);
			await before.stop();

			const after = await startApp(database.settings, later.folder);
			for (const ref of [retired, withdrawn]) {
				const begun = await get(after, `/diagnose${pathOf(ref)}`);
				expect([begun.status, begun.location]).toEqual([303, `/standards${pathOf(ref)}`]);
				const { status, text } = await keep(after, ref);
				expect([status, text]).toEqual([409, expect.stringContaining(`${ref} 已停用或撤回`)]);
			}
			const page = (await get(after, `/standards${pathOf(retired)}`)).text;
			expect(page).toContain('2026年1月2日起停用');
			expect(page).toContain(`原因：${retired}的原因`);
			expect(page).toContain('href="/standards/sme-digital-level/2024"');

			const kept = await openKept(after, one);
			expect([kept.status, kept.text]).toEqual([200, expect.stringContaining('甲公司')]);
			expect((await sendPatches(after, one, { patches: [newPatch()] })).status).toBe(204);
			const on = await sendForm(after, `/diagnose${pathOf(retired)}?/turn`, {
				said: JSON.stringify({ name: '甲公司' }),
				kept: kept.seen,
				step: 'about',
				go: 'foundation'
			});
			expect([on.status, on.text]).toEqual([200, expect.stringContaining('基础建设')]);
			expect(await printed(after, retired)).toBe(was);

			expect((await openKept(after, other)).text).toContain('2026年1月2日起撤回');
			// Between Chinese and figures there is a little room on paper.
			const report = squeezed(await printed(after, withdrawn));
			expect(report).toContain('所用的标准版本自2026年1月2日起撤回，本结果不应再使用。');
			expect(report).toContain(`原因：${withdrawn}的原因`);
			expect(was).not.toContain('撤回');

			const offered = (await get(after, '/diagnose')).text;
			expect(offered).toContain('/diagnose/sme-digital-level/2024"');
			for (const gone of [retired, withdrawn, 'two-integration@2027', 'two-integration@2028']) {
				expect(offered).not.toContain(`/diagnose${pathOf(gone)}"`);
			}
			const asked = (await get(after, '/diagnose?drafts')).text;
			expect(asked).toContain('/diagnose/two-integration/2027"');
			expect(asked).not.toContain('/diagnose/two-integration/2028"');
			expect((await keep(after, 'two-integration@2027')).status).toBe(404);
			await after.stop();
		})
	);
});
