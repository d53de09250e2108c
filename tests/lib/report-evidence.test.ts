import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readCase } from '#lib/diagnosis/case-file.ts';
import { openDossier } from '#lib/diagnosis/dossier.ts';
import { parseYaml } from '#lib/library/yaml.ts';
import type { Block } from '#lib/report/blocks.ts';
import type { EvidenceLine } from '#lib/report/evidence.ts';
import type { ReportOptions } from '#lib/report/context.ts';
import { reportBlocks } from '#lib/report/report.ts';
import { openContent } from '../../scripts/content.ts';

const library = openContent();
const example = 'examples/yancheng-caster.yaml';
const said = readCase(library, parseYaml(readFileSync(example, 'utf8'), example)).output!;

const blocksOf = (options: Omit<ReportOptions, 'printedOn'>, change = {}) =>
	reportBlocks(openDossier(library, { ...said, ...change }, '2024-10-15'), library, 'zh-cn', {
		printedOn: '2026-11-22',
		...options
	});
const textOf = (blocks: readonly Block[]) => JSON.stringify(blocks);
/** From a heading to the next one that is not below it. */
function sectionOf(blocks: readonly Block[], title: string): Block[] {
	const start = blocks.findIndex((one) => one.kind === 'heading' && one.text === title);
	const { level } = blocks[start] as { level: number };
	const length = blocks
		.slice(start + 1)
		.findIndex((one) => one.kind === 'heading' && one.level <= level);
	return blocks.slice(start, length < 0 ? undefined : start + 1 + length);
}

describe('the evidence of a sheet', () => {
	const piece = (field: string, name: string, effectiveOn: string | null = null): EvidenceLine => ({
		...{ field: `answers.${field}`, name, effectiveOn },
		...{ bytes: 2_340_000, file: 'f'.repeat(64) }
	});
	// In another order than the questions: equipment comes before connected-rate.
	const evidence = [
		piece('connected-rate', '平台截图.png', '2024-09-30'),
		piece('equipment', '设备清单.xlsx'),
		piece('connected-rate', '接入清单.pdf')
	];
	const blocks = blocksOf({ evidence });

	test('is listed in an annex with its hash, in the order of the questions', () => {
		const [table] = sectionOf(blocks, '附录：证据清单').filter((one) => one.kind === 'table');
		const hash = 'f'.repeat(64);
		expect(table!.rows.map(({ cells }) => cells)).toEqual([
			['1', '生产设备台数', '设备清单.xlsx', '未填', '2.3 MB', hash],
			['2', '生产设备联网率', '平台截图.png', '2024年9月30日', '2.3 MB', hash],
			['3', '生产设备联网率', '接入清单.pdf', '未填', '2.3 MB', hash]
		]);
	});

	test('is counted where its dimension is told, and what is without is named', () => {
		expect(textOf(sectionOf(blocks, '数字化基础'))).toContain(
			'证据（清单见附录）：生产设备台数 1 件、生产设备联网率 2 件'
		);
		expect(textOf(sectionOf(blocks, '数字化管理'))).toContain('这一部分没有证据。');
		const annex = textOf(sectionOf(blocks, '附录：证据清单'));
		expect(annex).toMatch(/应有证据而没有的题目：.*生产设备数字化率/);
		expect(annex).not.toMatch(/应有证据而没有的题目：.*生产设备联网率/);
	});

	test('is said to be none where there is none, and left out where there can be none', () => {
		expect(textOf(blocksOf({ evidence: [] }))).toContain('没有上传证据。');
		expect(textOf(blocksOf({}))).not.toMatch(/附录：证据清单|这一部分没有证据/);
	});
});

describe('the page to sign', () => {
	test('is the last, with one empty place for each of three seals', () => {
		const blocks = blocksOf({});
		const last = blocks.at(-1);
		if (last?.kind !== 'signatures') throw new Error('expected signatures');
		expect(last.parties.map(({ title, seal }) => [title, seal])).toEqual([
			['企业', '（盖章处）'],
			['诊断服务机构', '（盖章处）'],
			['主管部门', '（盖章处）']
		]);
		const values = last.parties.map(({ lines }) => lines.map(({ value }) => value));
		expect(values).toEqual([
			['示例压铸有限公司', '', ''],
			['', '', ''],
			['', '', '']
		]);
		expect(blocks.findLastIndex((one) => one.kind === 'page-break')).toBe(
			blocks.findLastIndex((one) => one.kind === 'heading') - 1
		);
	});

	test('is not in a copy, which says on its cover what it is', () => {
		const blocks = blocksOf({ copy: true }, { name: '笑😀厂' });
		expect(blocks.some(({ kind }) => kind === 'signatures')).toBe(false);
		const [cover] = blocks;
		if (cover?.kind !== 'cover') throw new Error('expected a cover');
		expect(cover.name).toBe('笑〔U+1F600〕厂');
		expect(cover.statusMeaning).toMatch(/非正式副本：.*不供签章。$/);
	});
});
