import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { compare, type Comparison } from '#lib/comparison/compare.ts';
import { readCase, type CaseFile } from '#lib/diagnosis/case-file.ts';
import { openDossier, type Dossier } from '#lib/diagnosis/dossier.ts';
import { receipt } from '#lib/editions/receipt.ts';
import { parseYaml } from '#lib/library/yaml.ts';
import { reportBlocks } from '#lib/report/report.ts';
import { exact, inPoints, type Interval } from '#scoring';
import { openContent } from '../../../scripts/content.ts';

const library = openContent();
const example = 'examples/yancheng-caster.yaml';
const said = readCase(library, parseYaml(readFileSync(example, 'utf8'), example)).output!;
const answers = said.answers as Readonly<Record<string, unknown>>;
const [before, after] = ['2024-10-15', '2025-10-15'];

const points = ({ low, high }: Interval) => [low, high].map((one) => exact(inPoints(one)));
const dossierOf = (change: Partial<CaseFile> = {}, day = after) =>
	openDossier(library, { ...said, ...change }, day);
const with_ = (changed: Readonly<Record<string, unknown>>) => ({
	answers: { ...answers, ...changed }
});
const lines = ({ stages }: Comparison) =>
	stages.map(({ cause, lines, ...by }) => [
		cause,
		...points(by),
		lines.map((line) => [
			line.kind === 'steps' ? line.name : (line.way.to[0] ?? line.way.from[0]!).name,
			...points(line),
			line.was,
			line.is
		])
	]);

/*
 * The example has 54.2 points. 60 of 120 machines connected (50 %) give 4.5 in place of 3; without the written
 * rules network security gives 1.25 in place of 2.5. Scheduling gives levels and no points.
 */
const equipment = { total: 120, digital: 66, connected: 60 };
const later = with_({ equipment, 'network-security': ['products'], scheduling: 3 });

describe('an enterprise at two times', () => {
	const found = compare(library, dossierOf({}, before), dossierOf(later))!;

	test('54.2 and 54.45: +1.5 and −1.25, each by its answers', () => {
		expect(points(found.from.points)).toEqual(['54.2', '54.2']);
		expect(points(found.to.points)).toEqual(['54.45', '54.45']);
		expect(points(found.difference!)).toEqual(['0.25', '0.25']);
		expect(lines(found)).toEqual([
			[
				'answers',
				'0.25',
				'0.25',
				[
					// The figures choose it: nobody ticked a band.
					['connected-rate', '1.5', '1.5', 'to-40', 'to-60'],
					['network-security', '-1.25', '-1.25', ['policy', 'products'], ['products']]
				]
			]
		]);
		expect(found.quiet.map(({ question, was, is }) => [question.name, was, is])).toEqual([
			['equipment', answers.equipment, equipment],
			['scheduling', 2, 3]
		]);
	});

	test('the gates say what they see on both sides: 3 scenes of level 3, then 4', () => {
		expect([found.from.standing.low, found.to.standing.low]).toEqual([2, 2]);
		const third = found.tiers.find(({ id }) => id === 'level-3')!;
		expect([third.before!.verdict, third.after!.verdict, third.changed]).toEqual([
			'unmet',
			'unmet',
			false
		]);
		const scenes = [third.before!, third.after!].map(
			({ leaves }) =>
				leaves.find(({ leaf }) => 'count' in leaf && leaf.count === 'scenes')!.actual as Interval
		);
		expect(scenes.map(({ low }) => low.n)).toEqual([3, 4]);
	});

	test('dimensions stand beside each other: base 26.45 and 26.7 of 50', () => {
		const [base] = found.dimensions;
		expect(points(base!.from!.points)).toEqual(['26.45', '26.45']);
		expect(points(base!.to!.points)).toEqual(['26.7', '26.7']);
		expect(found.dimensions).toHaveLength(3);
	});

	test('what is known beside the answers is told, too', () => {
		const facts = { ...(said.facts as object), 'above-scale': false };
		const one = compare(library, dossierOf(), dossierOf({ facts }))!;
		expect(one.facts).toEqual([{ field: 'facts.above-scale', values: [true, false] }]);
		expect([one.stages, one.quiet]).toEqual([[], []]);
	});

	test('it is the same from what was filed as JSON', () => {
		const filed = (one: Dossier) => JSON.parse(JSON.stringify(one)) as Dossier;
		const again = compare(library, filed(dossierOf({}, before)), filed(dossierOf(later)))!;
		expect(JSON.stringify([again.stages, again.tiers])).toBe(
			JSON.stringify([found.stages, found.tiers])
		);
	});

	test('what was filed counts: a score that is computed otherwise today is told by itself', () => {
		const now = dossierOf({}, before);
		const low = { n: 53200, d: 1 };
		const filed = { ...now, diagnosis: { ...now.diagnosis, points: { low, high: low } } };
		const one = compare(library, filed, dossierOf(later))!;
		expect(points(one.difference!)).toEqual(['1.25', '1.25']);
		expect(one.stages.map(({ cause, ...by }) => [cause, ...points(by)])).toEqual([
			['answers', '0.25', '0.25'],
			['scoring', '1', '1']
		]);
	});
});

describe('with questions that are open', () => {
	const { 'network-security': _, ...rest } = answers;
	const open = { answers: rest };

	// Network security may give 0 to 5 where it gave 2.5: 51.7 to 56.7.
	test('the difference is between two bounds, and the least and the most are explained', () => {
		const found = compare(library, dossierOf(), dossierOf(open))!;
		expect(points(found.to.points)).toEqual(['51.7', '56.7']);
		expect(points(found.difference!)).toEqual(['-2.5', '2.5']);
		expect(lines(found)).toEqual([
			[
				'answers',
				'-2.5',
				'2.5',
				[['network-security', '-2.5', '2.5', ['policy', 'products'], undefined]]
			]
		]);
	});

	// 51.7 to 56.7 and 53.2 to 58.2: open on both sides, so from 53.2 − 56.7 to 58.2 − 51.7.
	test('open on both sides, the difference is as wide as both, though the bounds move by 1.5', () => {
		const changed = { answers: { ...rest, equipment } };
		const found = compare(library, dossierOf(open), dossierOf(changed))!;
		expect(points(found.difference!)).toEqual(['-3.5', '6.5']);
		expect(lines(found)).toEqual([
			['answers', '1.5', '1.5', [['connected-rate', '1.5', '1.5', 'to-40', 'to-60']]]
		]);
	});
});

describe('two editions', () => {
	const { mapping } = library.editions.get('two-integration@2026-2')!.moves!;
	const { cases } = library.editions.get('two-integration@2026')!;
	const given = cases.find(({ name }) => name.includes('half a point short'))!.answers;
	const sheet = (questionnaire: string, answers: unknown) =>
		openDossier(library, { questionnaire, answers }, after);
	const older = sheet('two-integration@2026', given);
	const carried = receipt(mapping, given).answers;

	// The difference of tests/lib/editions/under-both.test.ts: 40.5, then 37.5 to 40.5.
	test('a sheet and itself under the newer edition differ by the edition alone', () => {
		const found = compare(library, older, sheet('two-integration@2026-2', carried))!;
		expect(lines(found).map(([cause, low, high]) => [cause, low, high])).toEqual([
			['edition', '-3', '0']
		]);
	});

	test('a later sheet of the newer edition: what the edition does, then what the answers do', () => {
		// Left open when it went over, now answered with the highest: 3 of 0 to 3.
		const answered = { ...carried, 'warehouse-logistics': 3 };
		const found = compare(library, older, sheet('two-integration@2026-2', answered))!;
		expect(points(found.difference!)).toEqual(['0', '0']);
		expect(lines(found)).toEqual([
			['edition', '-3', '0', expect.anything()],
			['answers', '3', '0', [['warehouse-logistics', '3', '0', undefined, 3]]]
		]);
	});

	test('nothing leads from the newer edition to the older one', () => {
		expect(compare(library, sheet('two-integration@2026-2', carried), older)).toBeUndefined();
	});
});

describe('two instruments', () => {
	const other = (answers: unknown, more: Partial<CaseFile> = {}) =>
		openDossier(
			library,
			{ questionnaire: 'dongguan-industrial-internet@2026', answers, ...more },
			after
		);
	const shared = (to: Dossier) => compare(library, dossierOf(), to)!;
	const about = ({ shared }: Comparison, name: string) =>
		shared.filter(({ to }) => to.question.name === name);

	// The rate was 25 %, over 20 up to 40: the same band in the other. Scheduling 2 can stand beside 1 or 2.
	test('each result stands for itself, and what both ask agrees, does not fit or is open', () => {
		const found = shared(
			other({ 'connected-rate': 'to-80', 'planning-scheduling': 1, networks: ['wired'] })
		);
		expect(found.difference).toBeUndefined();
		expect([found.stages, found.tiers, found.dimensions]).toEqual([[], [], []]);
		expect(about(found, 'connected-rate')).toMatchObject([
			{ from: { answer: 'to-40' }, to: { answer: 'to-80' }, is: 'differ' }
		]);
		expect(about(found, 'planning-scheduling')).toMatchObject([
			{ from: { answer: 2 }, to: { answer: 1 }, is: 'agree' }
		]);
		// A list: the workshop network is wired, and that is ticked.
		expect(about(found, 'networks')).toMatchObject([{ is: 'agree' }]);
		expect(about(found, 'production-execution')).toMatchObject([
			{ from: { answer: 3 }, to: { answer: undefined }, is: 'open' }
		]);
	});

	test('the same band, and a list without what the other has', () => {
		const found = shared(other({ 'connected-rate': 'to-40', networks: ['wireless'] }));
		expect(about(found, 'connected-rate')).toMatchObject([{ is: 'agree' }]);
		expect(about(found, 'networks')).toMatchObject([{ is: 'open' }]);
	});

	test('it is one enterprise, whatever it was called', () => {
		const found = shared(other({ 'connected-rate': 'to-40' }, { name: '改名以后' }));
		expect(about(found, 'connected-rate')).toMatchObject([{ is: 'agree' }]);
	});
});

describe('in a report', () => {
	const printedOn = '2025-11-22';
	const report = (earlier?: { dossier: Dossier; on: string }, locale: 'en' | 'zh-cn' = 'zh-cn') =>
		reportBlocks(dossierOf(later), library, locale, {
			printedOn,
			...(earlier ? { earlier } : {})
		});
	const earlier = { dossier: dossierOf({}, before), on: '2024-10-20' };

	test('nothing is said where nothing was filed before', () => {
		expect(JSON.stringify(report())).not.toContain('与上一次相比');
	});

	test('the section says both results, what changed and by how much, with a chart and its table', () => {
		const blocks = report(earlier);
		const start = blocks.findIndex(
			(block) => block.kind === 'heading' && block.text === '与上一次相比'
		);
		const end = blocks.findIndex(
			(block, i) => i > start && block.kind === 'heading' && block.level === 1
		);
		const own = blocks.slice(start, end);
		const text = JSON.stringify(own);
		expect(text).toContain('2024年10月20日');
		expect(text).toContain('总分：54.2 → 54.45，相差 +0.25。');
		expect(text).toContain('等级：二级 规范级 → 二级 规范级。');
		const [figure] = own.filter((block) => block.kind === 'figure');
		expect(figure!.chart).toMatchObject({
			kind: 'pairs',
			// 26.45 and 26.7 of 50.
			data: { rows: [{ values: [{ low: 52.9 }, { low: 53.4 }] }, {}, {}] }
		});
		expect(figure!.table.rows[0]!.cells.at(-1)).toBe('+0.25');
		const [table] = own.filter((block) => block.kind === 'table');
		expect(table!.rows.map(({ cells }) => [cells[0], cells.at(-1)])).toEqual([
			['答案不同', '+0.25'],
			['生产设备联网率', '+1.5'],
			['网络安全', '−1.25']
		]);
	});

	test('a tier that moved is told by its gates', () => {
		// Level 2 wants 40 points. Without certainty: 15 points of results gone leave 39.2.
		const worse = with_({
			'energy-intensity': 'up',
			'quality-rate': 'down',
			'revenue-per-head': 'down',
			'cost-rate': 'up'
		});
		const blocks = reportBlocks(dossierOf(worse), library, 'en', { printedOn, earlier });
		expect(JSON.stringify(blocks)).toContain('Where the difference in tier comes from');
		const gates = blocks
			.filter((block) => block.kind === 'table')
			.find(({ caption }) => caption === 'Where the difference in tier comes from');
		expect(gates!.rows.map(({ cells }) => cells)).toEqual(
			expect.arrayContaining([['Level 2 Standardised', '✓ met', '× not met']])
		);
	});
});
