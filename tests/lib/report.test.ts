import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readCase, type CaseFile } from '#lib/diagnosis/case-file.ts';
import { openDossier } from '#lib/diagnosis/dossier.ts';
import { parseYaml } from '#lib/library/yaml.ts';
import type { Block, Figure, Table } from '#lib/report/blocks.ts';
import { fileName, savedName } from '#lib/report/file-name.ts';
import { printable } from '#lib/report/printable.ts';
import { openReport, reportBlocks } from '#lib/report/report.ts';
import { locales, type Locale } from '#scoring';
import { openContent } from '../../scripts/content.ts';

const library = openContent();
const example = 'examples/yancheng-caster.yaml';
const said = readCase(library, parseYaml(readFileSync(example, 'utf8'), example)).output!;
const printedOn = '2026-11-22';

function blocksOf(change: Partial<CaseFile> = {}, day = '2024-10-15', locale: Locale = 'zh-cn') {
	return reportBlocks(openDossier(library, { ...said, ...change }, day), library, locale, {
		printedOn
	});
}

function tables(blocks: readonly Block[]): Table[] {
	return blocks.flatMap((block) =>
		block.kind === 'table' ? [block] : block.kind === 'figure' ? [block.table] : []
	);
}

function figures(blocks: readonly Block[]): Figure[] {
	return blocks.filter((block) => block.kind === 'figure');
}

function textOf(value: unknown): string {
	if (typeof value === 'string') return `${value}\n`;
	return typeof value === 'object' && value !== null
		? Object.values(value).map(textOf).join('')
		: '';
}

// Worked by hand in the example: base 26.45 + management 12.75 + results 15 = 54.2.
describe('the example, in full', () => {
	const blocks = blocksOf();

	test('says on its first page who stands behind it and what it rests on', () => {
		const [cover] = blocks;
		if (cover?.kind !== 'cover') throw new Error('expected a cover');
		expect(cover.name).toBe('示例压铸有限公司');
		expect(cover.status).toBe('自评');
		expect(textOf(cover.facts)).toContain('2024年10月15日');
		const { hash, rests } = openDossier(library, said, '2024-10-15');
		expect(cover.seal.value).toBe(hash);
		expect(textOf(cover.table)).toContain(rests.edition.hash);
		for (const one of rests.documents) expect(textOf(cover.table)).toContain(one.hash);
	});

	test('concludes with the tier, how sure it is, and what the next one lacks', () => {
		const statement = blocks.find((block) => block.kind === 'statement')!;
		expect(statement.large).toBe('二级 规范级');
		expect(statement.under).toEqual([
			'总分 54.2 / 100',
			'题目已全部作答，结果确定。',
			'等级规则的依据：官方原文，仅一份副本。'
		]);
		// 60 − 54.2, 8 − 3 scenes, 5 − 3 constrained scenes.
		expect(blocks.find((block) => block.kind === 'list')!.items).toEqual([
			'总分：要求不低于 60，现为 54.2，差 5.8',
			'场景达到3级及以上：要求不低于 8，现为 3，差 5',
			'约束性场景达到3级及以上：要求不低于 5，现为 3，差 2'
		]);
	});

	test('names the weakest capabilities, funding first: nothing of 7.5 points', () => {
		const table = tables(blocks).find((one) => one.caption === '最弱的能力')!;
		expect(table.rows.map((row) => row.cells)).toEqual([
			['资金', '0\u00a0%', '1'],
			// Levels 1, 1, 3, 2, 1 and 0 of 4 are 8 of 24.
			['经营管理', '33\u00a0%', '6'],
			// Half and a quarter.
			['网络与数据安全', '38\u00a0%', '2']
		]);
	});

	test('tells a document that does not reach the enterprise in one sentence', () => {
		for (const day of ['2023-10-15', '2025-01-01']) {
			const told = textOf(blocksOf({}, day));
			expect(told).toContain('本文件的29项措施都不在支持范围内。');
			expect(told).not.toContain('企业内外网升级改造');
		}
		const facts = { area: '440600', applicant: 'manufacturer' };
		const told = textOf(blocksOf({ facts }, '2023-10-15'));
		expect(told).toContain('企业内外网升级改造 · 符合条件');
		expect(told).toContain('本文件的16项措施都不在支持范围内。');
		expect(told).toContain('省工业和信息化厅');
	});

	test('works the money out: 500 × 10 % = 50', () => {
		const row = tables(blocks)
			.find((one) => one.caption === '2024年10月15日符合条件的措施')!
			.rows.find((row) => row.cells[0] === '项目有效投入补助')!;
		expect(row.cells).toEqual(['项目有效投入补助', '四(三)', '50万元']);
		expect(textOf(blocks)).toContain('500万元 × 10 %（2024年）');
	});

	test('draws a radar of what gives points and a ladder of what is graded, each with its table', () => {
		const [radar, ladder, ...others] = figures(blocks);
		expect(others.map(({ chart }) => chart.kind)).toEqual(['road']);
		if (radar?.chart.kind !== 'radar' || ladder?.chart.kind !== 'ladder') throw new Error();
		expect(radar.chart.data.axes).toEqual([
			{ title: '数字化基础', low: 52.9, high: 52.9 },
			{ title: '数字化管理', low: 42.5, high: 42.5 },
			{ title: '数字化成效', low: 75, high: 75 }
		]);
		expect(radar.table.rows.at(-1)!.cells).toEqual(['合计', '54.2', '100', '54\u00a0%']);
		expect(ladder.chart.data.bars).toHaveLength(16);
		expect(ladder.chart.data.bars.filter((bar) => bar.marked)).toHaveLength(10);
		expect(ladder.chart.data.top).toBe(4);
		expect(ladder.table.rows).toHaveLength(16);
	});

	// 54.2 + 0.9 (human resources; every other link 0.7) + 1.5 + 2 × 1.875 = 60.35; five more scenes make 8 of 8.
	test('draws the road to the next tier, step by step, to the first point that reaches it', () => {
		const figure = figures(blocks).find(({ chart }) => chart.kind === 'road')!;
		if (figure.chart.kind !== 'road') throw new Error();
		expect(textOf(blocks)).toContain('从二级 规范级到三级 集成级，');
		expect(textOf(blocks)).toContain('共 8 步，总投入 47。');
		const { rows } = figure.table;
		expect(rows.slice(0, 3).map(({ cells }) => cells)).toEqual([
			[
				'1',
				'自动采集覆盖环节',
				'计划排程；生产管控；质量管理；设备管理；仓储物流；财务管理',
				'+ 人力资源',
				'1',
				'1',
				'55.1 分，二级 规范级'
			],
			[
				'2',
				'人才建设',
				'有专职或兼职数字化人员；设有数字化岗位或部门；定期开展培训',
				'+ 与绩效和薪酬挂钩',
				'3',
				'4',
				'56.6 分，二级 规范级'
			],
			[
				'3',
				'管理机制',
				'数字化转型的工作流程；信息系统建设与运营制度',
				'+ 数据资源管理制度；创新激励制度',
				'4',
				'8',
				'60.35 分，二级 规范级'
			]
		]);
		expect(rows.map(({ cells }) => cells.at(-1)).slice(3)).toEqual([
			...Array.from({ length: 4 }, () => '60.35 分，二级 规范级'),
			'60.35 分，三级 集成级'
		]);
		const { stops } = figure.chart.data;
		expect(stops.map(({ effort, height }) => [effort, height])).toEqual([
			...[[0, 54.2]],
			...[1, 4, 8, 14, 21, 29, 37, 47].map((effort, i) => [effort, [55.1, 56.6][i] ?? 60.35])
		]);
		expect(stops.map(({ tier }) => tier)).toEqual([...Array<boolean>(8).fill(false), true]);
	});

	test('says of each step the evidence it needs and what may pay for its capability', () => {
		const evidence = tables(blocks).find(({ columns }) => columns[2]?.title === '佐证')!;
		expect(evidence.rows[1]!.cells).toEqual([
			...['2', '人才建设', '组织架构图；培训签到表；绩效和人才培育制度']
		]);
		const paying = tables(blocks).find(({ columns }) => columns[2]?.title === '支付')!;
		const diagnosis = paying.rows.findIndex(({ cells }) => cells[0] === '免费诊断服务');
		expect(paying.rows[diagnosis]!.cells).toEqual([
			...['免费诊断服务', '符合条件', '一次免费诊断和一份诊断报告']
		]);
		expect(paying.rows[diagnosis - 2]!.cells[0]).toBe('规划与机制（第 3 步）');
		// Four steps of capabilities that none of the measures of the day is for.
		expect(textOf(blocks)).toContain(
			'当日没有可能适用的措施的能力：经营管理（第 4、5 步）、供应链（第 6、7 步）、能耗与安全（第 8 步）'
		);
	});

	test('lists what to do by priority, each with what it moves by itself', () => {
		const list = (priority: string) =>
			tables(blocks)
				.find(({ caption }) => caption === priority)!
				.rows.map(({ cells }) => cells);
		const [first] = list('P0 必须');
		expect(first).toEqual([
			'产品设计',
			'有标准件库和知识库，设计与工艺协同进行',
			'场景达到3级及以上：3 → 4，要求不低于 8；约束性场景达到3级及以上：3 → 4，要求不低于 5',
			'10',
			'–'
		]);
		// From level 1 to 2: neither points nor a level that the next tier counts.
		expect(list('P0 必须').find(([title]) => title === '营销管理')).toEqual([
			...['营销管理', '营销业务用系统规范管理', '单独做不改变得分、下一级的条件和等级', '4', '–']
		]);
		// 10 % of 9,000 is 900; a quarter of 7.5 points.
		expect(list('P1 建议')).toEqual([
			[
				'资金保障',
				'10 %以上至20 %（数字化投入合计 ≥ 900.01 万元）',
				'得分 +1.875（54.2 → 56.075）',
				'15',
				'–'
			],
			['数据安全', '+ 使用数据安全产品或服务', '得分 +1.25（54.2 → 55.45）', '3', '–'],
			['自动采集覆盖环节', '+ 人力资源', '得分 +0.9（54.2 → 55.1）', '1', '1']
		]);
		// 40 % of 120 machines are 48.
		expect(list('P2 优化').map(([title, aim, effect]) => [title, aim, effect])).toEqual(
			expect.arrayContaining([
				['管理机制', '+ 数据资源管理制度；创新激励制度', '得分 +3.75（54.2 → 57.95）'],
				['生产设备联网率', '40 %以上至60 %（其中已联网设备 ≥ 49 台）', '得分 +1.5（54.2 → 55.7）']
			])
		);
		expect(textOf(blocks)).toContain(
			'不列为行动的成效类短板，靠其他题目的改进带动：月均产品合格率变化（P2）、价值效益（P2）'
		);
	});

	test('shows each gate with what is required, what there is and how far it is', () => {
		const gate = tables(blocks).find((one) => one.caption.startsWith('三级'))!;
		expect(gate.caption).toBe('三级 集成级 · × 未满足');
		expect(gate.rows.map((row) => row.cells)).toEqual([
			[
				'总分',
				'不低于 60',
				'54.2',
				'5.8',
				'× 未满足',
				'等级判定 → 三级 → 得分，官方原文，仅一份副本'
			],
			[
				'场景达到3级及以上',
				'不低于 8',
				'3',
				'5',
				'× 未满足',
				'等级判定 → 三级 → 场景数，官方原文，仅一份副本'
			],
			[
				'约束性场景达到3级及以上',
				'不低于 5',
				'3',
				'2',
				'× 未满足',
				'等级判定 → 三级 → 约束性场景数，官方原文，仅一份副本'
			]
		]);
	});

	test('adds the points up again in the annex', () => {
		const total = tables(blocks).find((one) => one.caption === '总分')!;
		expect(total.rows.at(-1)!.cells).toEqual([
			...['合成', '26.45 + 12.75 + 15 = 54.2', '54.2', '100'],
			'官方原文，两份副本一致'
		]);
		const equipment = tables(blocks)
			.flatMap((one) => one.rows)
			.find((row) => row.cells[0] === '设备系统')!;
		// 3 networks at 2; 66 of 120 digital is 55 %, 4.5; 30 of 120 connected is 25 %, 3.
		expect(equipment.cells).toEqual([
			...['设备系统', '6 + 4.5 + 3 = 13.5', '13.5', '20'],
			'数字化基础 → 设备系统 40 %，官方原文，两份副本一致'
		]);
	});

	test('lists every question in the annex', () => {
		const { edition } = library.editions.get(said.questionnaire)!;
		const rows = tables(blocks).flatMap((one) => one.rows.map((row) => row.cells[0]));
		for (const { data } of edition.questions) expect(rows).toContain(data.title['zh-cn']);
	});
});

test('every title stands with its level, issuer, both days and whether it was the first', () => {
	const titles = [
		{
			title: 'dcmm',
			level: 'level-3',
			issuer: '某评估机构',
			awarded: '2023-02-01',
			expires: '2026-01-31',
			first: true
		},
		{ title: 'star-cloud', state: 'not-held' },
		{ title: 'lighthouse-factory' }
	];
	const told = tables(blocksOf({ titles })).find((one) => one.caption === '证书与称号')!;
	expect(told.columns.map(({ title }) => title)).toEqual([
		...['证书或称号', '情况', '颁发单位', '获得', '有效至', '首次']
	]);
	expect(told.columns.reduce((sum, { share }) => sum + share, 0)).toBe(12);
	expect(told.rows.map(({ cells }) => cells.slice(1))).toEqual([
		['持有', '某评估机构', '2023年2月1日', '2026年1月31日', '是'],
		['没有', '', '', '', ''],
		['持有', '未填', '未填', '未填', '未填']
	]);
	expect(told.rows[0]!.cells[0]).toContain('三级（稳健级）');
});

/** The report of a worked case of another edition; its English name finds the case. */
function reportOf(ref: string, name: string): Block[] {
	const { cases } = library.editions.get(ref)!;
	const { answers, facts, titles } = cases.find((one) => one.name.endsWith(`（${name}）`))!;
	const file = { questionnaire: ref, answers, facts, titles };
	return reportBlocks(openDossier(library, file, '2026-11-22'), library, 'zh-cn', { printedOn });
}

describe('a checklist without points', () => {
	const blocks = reportOf('smart-factory-gradient@2025', 'excellent');

	test('says so, and has no table, chart or total of points', () => {
		const text = textOf(blocks);
		expect(text).toContain('本标准不计分，只看各项条件是否满足');
		expect(text).not.toMatch(/0 \/ 0|总分|得分率|NaN/);
		expect(figures(blocks).map(({ chart }) => chart.kind)).toEqual(['ladder', 'road']);
		expect(blocks.filter((one) => one.kind === 'statement').map(({ large }) => large)).toEqual([
			'卓越级'
		]);
	});

	test('has every answer in its annex, with its level where it is counted', () => {
		const links = tables(blocks).find(({ caption }) => caption === '覆盖的环节')!;
		expect(links.columns.map(({ title }) => title)).toEqual(['题目', '答案', '级别', '依据']);
		expect(links.columns.reduce((sum, { share }) => sum + share, 0)).toBe(12);
		expect(links.rows.map(({ cells }) => cells)).toEqual(
			['工厂建设', '研发设计', '生产作业', '生产管理', '运营管理'].map((title) => [
				...[title, '已覆盖', '2 级', '工信厅联通装函〔2025〕251号 环节，由原文推得，仅一份副本']
			])
		);
	});

	test('recommends nothing, since the edition does not', () => {
		expect(textOf(blocks)).not.toContain('发现与建议行动');
	});
});

test('findings and actions stand by priority, each with the answers it rests on', () => {
	const blocks = reportOf('yancheng-diagnosis@2026', 'just applied');
	const urgent = tables(blocks).filter(({ caption }) => /^P[0-2] · /.test(caption));
	expect(urgent.map(({ caption, rows }) => [caption.slice(0, 2), rows.length])).toEqual([
		...[
			['P0', 1],
			['P1', 7],
			['P2', 2]
		]
	]);
	expect(urgent[0]!.rows[0]!.cells).toEqual([
		'设备已经联网，生产网没有隔离',
		'先隔离生产网与办公网，收紧远程接入，再继续联网',
		'厂区网络：主要设备接入内网；工业信息安全：有制度，程序和数据定期备份'
	]);
	expect(textOf(blocks)).toContain('建议不影响等级。依据：本平台自拟。');
});

describe('the best lawful package', () => {
	// 3000 × 1 % = 30; 900 × 10 % = 90.
	const figures = {
		'effective-investment': 900,
		'annual-investment': 900,
		loan: 3000,
		'leasing-fee': 0
	};
	const titles = [...library.catalogue.titles.keys()].map((title) => ({
		title,
		state: 'not-held'
	}));
	const projects = [{ name: '甲', facts: { 'smart-upgrade': true }, years: { '2024': figures } }];
	const blocks = blocksOf({ titles, projects });

	test('stands in the report under each reading, with its sum and what is given up', () => {
		const sums = tables(blocks)
			.filter((one) => one.caption === '组合')
			.map((one) => one.rows.at(-1)!.cells);
		expect(sums).toEqual([
			['合计', '120万元'],
			['合计', '90万元']
		]);
		expect(textOf(blocks)).toContain(
			'甲 · 贷款贴息补助（单独计算为30万元）：不能与甲 · 项目有效投入补助同时享受'
		);
	});
});

describe('what is not known', () => {
	test('of an empty sheet: at least nothing, everything still possible', () => {
		const statement = blocksOf({ answers: {} }).find((block) => block.kind === 'statement')!;
		expect(statement.large).toBe('至少无等级');
		expect(statement.under[1]).toBe('最高仍可能为四级 协同级；还有 31 题未答。');
	});

	test('of a half-filled sheet: the radar has two bounds', () => {
		const { 'energy-intensity': _, ...answers } = said.answers as Record<string, unknown>;
		const [radar] = figures(blocksOf({ answers }));
		if (radar?.chart.kind !== 'radar') throw new Error();
		// Without its 7 points of 20: 8 to 15.
		expect(radar.chart.data.axes[2]).toEqual({ title: '数字化成效', low: 40, high: 75 });
	});

	test('where nothing is in force: it says so, and which day was the last', () => {
		const notes = blocksOf({}, '2025-01-01').filter((block) => block.kind === 'note');
		expect(notes[0]?.text).toMatch(
			/^2025年1月1日没有确定在施行的支持政策。最近一次确定有政策施行的日期是2024年12月31日。$/
		);
		expect(textOf(blocksOf({}, '2025-01-01'))).not.toContain('符合条件的措施');
	});
});

describe('what holds of every report', () => {
	test.each(locales)('it has numbers at its sections and no id for a word, in %s', (locale) => {
		const blocks = blocksOf({}, '2024-10-15', locale);
		const headings = blocks.filter((block) => block.kind === 'heading' && block.level === 1);
		expect(headings.map((one) => one.kind === 'heading' && one.number)).toEqual(
			headings.map((_, i) => String(i + 1))
		);
		for (const table of tables(blocks)) {
			expect(table.columns.reduce((sum, { share }) => sum + share, 0)).toBe(12);
			for (const row of table.rows) expect(row.cells).toHaveLength(table.columns.length);
		}
		expect(textOf(blocks)).not.toMatch(/undefined|null|NaN|\[object/);
	});

	test('the same content gives the same blocks', () => {
		expect(blocksOf()).toEqual(blocksOf());
	});

	test('every text can be printed by our font', () => {
		const text = textOf([...blocksOf(), ...blocksOf({}, '2024-10-15', 'en')]);
		expect(text).not.toContain('〔U+');
		for (const line of text.split('\n')) expect(printable(line)).toBe(line);
	});

	test('what was declared stays text', () => {
		const name = '<script>alert(1)</script> & Co';
		const [cover] = blocksOf({ name });
		expect(cover?.kind === 'cover' && cover.name).toBe(name);
	});
});

describe('a text as our font can print it', () => {
	test.each([
		['智改数转 2024 “工厂” ≥ 5 %', '智改数转 2024 “工厂” ≥ 5 %'],
		['厂😀', '厂〔U+1F600〕'],
		['𠮷野', '〔U+20BB7〕野'],
		['a\u202eb\u200bc\u0000d', 'abcd'],
		['a\n\t b', 'a b'],
		// A radical that looks like the character, and is none.
		['\u2f00', '〔U+2F00〕']
	])('%j', (text, printed) => {
		expect(printable(text)).toBe(printed);
	});
});

describe('the name of the file', () => {
	test('is Chinese by RFC 5987, with a plain one beside it', () => {
		const name = fileName('示例/压铸"有限公司', '2024-10-15', 'zh-cn', 'pdf');
		expect(name).toMatch(/^filename="report-2024-10-15\.pdf"; filename\*=UTF-8''[\w%.!~-]+$/);
		expect(decodeURIComponent(name.split("''")[1]!)).toBe(
			'示例 压铸 有限公司-数字化水平诊断报告-2024-10-15.pdf'
		);
	});

	test('has one where the enterprise has none', () => {
		const name = fileName(undefined, '2024-10-15', 'en', 'pdf');
		expect(decodeURIComponent(name.split("''")[1]!)).toBe('digital-maturity-report-2024-10-15.pdf');
	});

	test('leaves room within the 255 bytes that systems take, however rare its characters', () => {
		// Of four bytes each: 45 of them are 180.
		const saved = savedName('𠮷'.repeat(200), '2024-10-15', 'zh-cn', 'zip');
		expect(saved).toBe(`${'𠮷'.repeat(45)}-档案包-2024-10-15.zip`);
		expect(savedName('厂'.repeat(200), '2024-10-15', 'zh-cn', 'pdf')).toContain('厂'.repeat(60));
	});
});

test('the title names the enterprise', () => {
	const dossier = openDossier(library, said, '2024-10-15');
	expect(openReport(dossier, library, 'en', { printedOn }).title).toBe(
		'示例压铸有限公司 – Digital maturity report'
	);
});

describe('a report of one layer of three', () => {
	const answered = (rate: string) => ({ ...said, answers: { 'digital-rate': rate } });
	const on = '2024-10-15';
	const layers = {
		declared: openDossier(library, answered('to-60'), on),
		verified: openDossier(library, answered('to-20'), on),
		confirmed: openDossier(library, answered('to-20'), on)
	};

	function tablesOf(locale: Locale) {
		const options = { printedOn, layer: 'verified', layers } as const;
		const blocks = reportBlocks(layers.verified, library, locale, options);
		const [cover] = blocks;
		const byCaption = new Map(tables(blocks).map((one) => [one.caption, one]));
		return { cover, byCaption };
	}

	test('says on its first page who stands behind it', () => {
		const { cover } = tablesOf('zh-cn');
		if (cover?.kind !== 'cover') throw new Error('expected a cover');
		expect([cover.status, cover.statusMeaning]).toEqual([
			'现场核实',
			'依据诊断顾问现场核实后的答案，未经主管部门复核。'
		]);
	});

	test('sets the layers beside each other', () => {
		const { byCaption } = tablesOf('zh-cn');
		// Of the 6 points of that question 4.5 and 1.5; the other 94 are open.
		expect(
			byCaption.get('各层的结果')!.rows.map(({ cells }) => [cells[0], ...cells.slice(2)])
		).toEqual([
			['自评', '4.5–98.5', '100'],
			['核实', '1.5–95.5', '100'],
			['复核', '1.5–95.5', '100']
		]);
		expect(byCaption.get('不同的答案')!.rows.map(({ cells }) => cells)).toEqual([
			['生产设备数字化率', '40 %以上至60 %', '10 %以上至20 %', '10 %以上至20 %']
		]);
	});

	test('in English too', () => {
		const { byCaption } = tablesOf('en');
		expect(byCaption.get('Answers that differ')!.rows.map(({ cells }) => cells)).toEqual([
			[
				'Share of digital equipment',
				'Over 40 %, up to 60 %',
				'Over 10 %, up to 20 %',
				'Over 10 %, up to 20 %'
			]
		]);
	});

	test('says nothing of layers where there are none', () => {
		expect(textOf(blocksOf())).not.toContain('各层的结果');
	});
});
