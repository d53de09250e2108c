import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Patch } from '#lib/sheets/patch.ts';
import { type App, startApp } from '../support/app.ts';
import { databases, type TestDatabase } from '../support/databases.ts';
import { example, journey, ref } from '../support/journey.ts';
import {
	newPatch,
	openKept,
	sendForm,
	sendKeep,
	sendPatches,
	tokenOf,
	type Answer,
	type Target
} from '../support/sending.ts';

const tenMegabytes = 'x'.repeat(10_000_000);
const day = '2024-10-15';

/** What is said in each language, and the status that goes with it. */
type Told = readonly [status: number, chinese: string, english: string];
const tooLarge: Told = [413, '内容太大：一次最多发送 4 MB。', 'at most 4 MB can be sent at once.'];
const noSheet: Told = [
	404,
	'这个链接没有对应的已保存结果',
	'No kept result is opened by this link'
];
const noForm: Told = [400, '没有读到提交的内容', 'Nothing could be read of what was sent'];
const noList: Told = [
	400,
	'这项修改无法保存：内容须是一个列表，写成 JSON。',
	'This change cannot be kept: it must be a list, written as JSON.'
];

/** Chinese, as a reader of English would see it: the names of places and of our product aside. */
const chinese = /[\u4e00-\u9fff]/;

describe.each(databases)('on $name', ({ on, make }) => {
	let database: TestDatabase;
	let app: App;
	let token: string;

	beforeAll(async () => {
		database = await make();
		if (!database.isHere) return;
		app = await startApp({ ...database.settings, ADDRESS_HEADER: 'X-Forwarded-For' });
	});
	beforeEach(async () => {
		if (database.isHere) token = tokenOf(await sendKeep(app, example));
	});
	afterAll(async () => {
		if (database.isHere) await app.stop();
		await database.remove();
	});

	/** That each language is answered by its sentence, and that what was kept is there as it was. */
	async function refused(
		send: (target: { origin: string; language: '' | '/en' }) => Promise<Answer>,
		[status, ...sentences]: Told
	): Promise<void> {
		const before = await openKept(app, token);
		for (const [i, language] of (['', '/en'] as const).entries()) {
			const answer = await send({ origin: app.origin, language });
			expect(answer.status).toBe(status);
			expect(answer.text).toContain(sentences[i]);
			expect(answer.text).toContain(`<html lang="${language ? 'en' : 'zh-CN'}">`);
			const title = /<h1[^>]*>([^<]*)</.exec(answer.text)![1]!;
			expect(chinese.test(title)).toBe(language === '');
			expect(answer.text).not.toMatch(/\bat .+\.js:\d+|Internal Error/);
		}
		const after = await openKept(app, token);
		expect(after.text).toContain('示例压铸有限公司');
		expect(after.ids).toEqual(before.ids);
	}

	const forms: [what: string, path: string][] = [
		['turning a page', `${journey}?/turn`],
		['keeping', `${journey}?/keep`],
		['printing', '/report']
	];

	test.for(forms)('ten megabytes are refused: %s', ([, path], context) =>
		on(() =>
			refused((target) => sendForm(target, path, { said: tenMegabytes, on: day }), tooLarge)
		)(context)
	);

	test(
		'ten megabytes of changes are refused',
		on(() =>
			refused(
				(target) => sendPatches(target, token, { patches: [newPatch({ value: tenMegabytes })] }),
				tooLarge
			)
		)
	);

	test(
		'what is no form, no JSON or no list is refused',
		on(async () => {
			const headers = { 'content-type': 'application/x-unknown' };
			const notForm = (target: object) =>
				sendForm({ ...target, origin: app.origin, headers }, '/report', {});
			await refused(notForm, noForm);
			for (const body of ['{', '[]', 'null', '{"patches": {}}', '5']) {
				await refused((target) => sendPatches(target, token, body), noList);
			}
			const [, ...sentences] = noForm;
			const json = { 'content-type': 'application/json' };
			await refused(
				(target) => sendForm({ ...target, headers: json }, `${journey}?/turn`, {}),
				[415, ...sentences]
			);
			// A page that takes no form.
			await refused((target) => sendForm(target, '/standards', {}), [405, ...sentences]);
		})
	);

	test(
		'a sheet for an edition that does not exist is refused',
		on(async () => {
			const other = 'sme-digital-level@1999';
			const no: Told = [
				404,
				`没有这一版标准：${other}。`,
				`There is no such edition of a standard: ${other}.`
			];
			const path = '/diagnose/sme-digital-level/1999?/keep';
			await refused((target) => sendForm(target, path, { said: '{}', step: 'result' }), no);
			await refused(
				(target) =>
					sendForm(target, '/report', { said: JSON.stringify({ questionnaire: other }), on: day }),
				no
			);
			const moved = newPatch({ field: 'questionnaire', value: other });
			await refused(
				(target) => sendPatches(target, token, { patches: [newPatch(), moved] }),
				[
					409,
					`已保存的结果只能沿用原来的标准版本 ${ref}。`,
					`A kept result stays with its edition of the standard, ${ref}.`
				]
			);
		})
	);

	test(
		'the same patch twice is one; another under its id is refused, and nothing beside it is kept',
		on(async () => {
			const patch = newPatch();
			for (const patches of [[patch], [patch], [patch, patch]]) {
				expect((await sendPatches(app, token, { patches })).status).toBe(204);
			}
			const { ids } = await openKept(app, token);
			expect(ids).toContain(patch.id);
			const other = { ...patch, value: 'b' };
			await refused(
				(target) => sendPatches(target, token, { patches: [newPatch(), other] }),
				[409, `修改 ${patch.id} 此前已保存`, `The change ${patch.id} has been kept before`]
			);
		})
	);

	const faulty: [what: string, more: Partial<Record<keyof Patch, unknown>>, Told][] = [
		[
			'a character U+0000',
			{ field: 'projects', value: 'a\0' },
			[400, '项目情况：含有无法保存的字符', ': it has a character that cannot be kept']
		],
		[
			'a value that is too large',
			{ field: 'name', value: 'x'.repeat(100_001) },
			[400, '企业名称：最多 100000 字节', 'Name of the enterprise: at most 100000 bytes']
		],
		[
			'a name that is too long',
			{ field: 'name', value: 'x'.repeat(201) },
			[
				400,
				'企业名称：须是最多 200 个字的文字',
				'Name of the enterprise: it must be text of at most 200 characters'
			]
		],
		[
			'a value that is too deep',
			{ value: JSON.parse(`${'['.repeat(21)}${']'.repeat(21)}`) as unknown },
			[400, '列表和对象最多 20 层', 'at most 20 levels of lists and objects']
		],
		['an unknown field', { field: 'x.y' }, [400, '第 2 项无法识别', 'number 2 cannot be read']],
		['no id', { id: '5' }, [400, '第 2 项无法识别', 'number 2 cannot be read']]
	];
	for (const [what, more, told] of faulty) {
		test(
			`a change that cannot be kept is told in words, and none beside it is kept: ${what}`,
			on(() =>
				refused(
					(target) =>
						sendPatches(target, token, { patches: [newPatch(), { ...newPatch(), ...more }] }),
					told
				)
			)
		);
	}

	test(
		'more than five hundred changes at once are refused',
		on(() =>
			refused(
				(target) =>
					sendPatches(target, token, { patches: Array.from({ length: 501 }, () => newPatch()) }),
				[413, '一次最多保存 500 项修改。', 'At most 500 changes can be kept at once.']
			)
		)
	);

	test(
		'a page that keeps a name too long for the form it came with is told so',
		on(() =>
			refused(
				(target) =>
					sendForm(target, `${journey}?/keep`, {
						said: '{}',
						step: 'about',
						name: '长'.repeat(201)
					}),
				[
					400,
					'企业名称：须是最多 200 个字的文字',
					'Name of the enterprise: it must be text of at most 200 characters'
				]
			)
		)
	);

	test(
		'a forged or shortened private link opens nothing and adds nothing',
		on(async () => {
			const last = token.endsWith('A') ? 'B' : 'A';
			const wrong = [
				token.slice(0, -1),
				token.slice(0, -1) + last,
				`${token}A`,
				token.split('').reverse().join(''),
				'%00'
			];
			for (const one of wrong) {
				await refused(async (target) => {
					const { status, text } = await openKept(target, one);
					return { status, text, headers: new Headers() };
				}, noSheet);
				await refused((target) => sendPatches(target, one, { patches: [newPatch()] }), noSheet);
			}
			const forged = JSON.stringify({ token: token.slice(0, -1) + last, seen: [] });
			for (const kept of [forged, '{', '{}', '[]']) {
				await refused((target) => sendKeep(target, example, kept), noSheet);
			}
		})
	);

	test(
		'two tabs that go on from one kept sheet lose neither answer, and the difference is told',
		on(async () => {
			const { seen } = await openKept(app, token);
			const changed = (name: string, size: string) => ({
				...example,
				name,
				answers: { ...example.answers, [size]: 1 }
			});
			for (const said of [changed('甲公司', 'scheduling'), changed('乙公司', 'marketing')]) {
				expect(tokenOf(await sendKeep(app, said, seen))).toBe(token);
			}
			const { text } = await openKept(app, token);
			expect(text.replace(/<[^>]*>|\s+/g, '')).toMatch(
				/在两处填写得不一样：企业名称:(甲公司乙公司|乙公司甲公司)/
			);
			expect(text).toMatch(/&quot;scheduling&quot;:1\b/);
			expect(text).toMatch(/&quot;marketing&quot;:1\b/);
		})
	);

	test(
		'one address keeps two hundred new results at once and no more, whatever it claims to be',
		on(async () => {
			const from = (address: string): Target => ({
				origin: app.origin,
				headers: { 'x-forwarded-for': address }
			});
			const office = from('198.51.100.1, 203.0.113.7');
			// Others are not held up by it, nor is what is kept already.
			const mine = await sendKeep(office, example);
			expect(mine.status).toBe(303);
			let kept = 1;
			const untilRefused = async (language: '' | '/en') => {
				for (;;) {
					const headers = { 'x-forwarded-for': `198.51.100.${kept % 250}, 203.0.113.7` };
					const answer = await sendKeep({ origin: app.origin, headers, language }, {});
					// Where nothing holds it up, it does not go on for ever.
					if (answer.status !== 303 || kept > 400) return answer;
					kept++;
				}
			};
			const [first, ...others] = await Promise.all(
				Array.from({ length: 10 }, () => untilRefused(''))
			);
			expect(kept).toBeGreaterThanOrEqual(200);
			for (const { status, headers } of [first!, ...others]) {
				expect(status).toBe(429);
				// 200 in 60 minutes are one each 18 seconds.
				const seconds = Number(headers.get('retry-after'));
				expect(seconds).toBeGreaterThanOrEqual(1);
				expect(seconds).toBeLessThanOrEqual(18);
			}
			expect(first!.text).toContain('从这个网络地址新保存的结果太多；请过 1 分钟再试');
			expect((await untilRefused('/en')).text).toContain(
				'Too many new results were kept from this network address; please try again in 1 min.'
			);
			const { seen } = await openKept(app, tokenOf(mine));
			expect((await sendKeep(office, { ...example, name: '改名' }, seen)).status).toBe(303);
			const patches = [newPatch()];
			expect((await sendPatches(office, tokenOf(mine), { patches })).status).toBe(204);
			expect((await sendKeep(from('203.0.113.8'), example)).status).toBe(303);
		})
	);
});
