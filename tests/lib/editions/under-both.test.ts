import { describe, expect, test } from 'vitest';
import { move } from '#lib/editions/move.ts';
import { receipt } from '#lib/editions/receipt.ts';
import { scoreUnderBoth } from '#lib/editions/under-both.ts';
import { exact, inPoints, type Interval } from '#scoring';
import { openContent } from '../../../scripts/content.ts';

const library = openContent();
const { mapping } = library.editions.get('two-integration@2026-2')!.moves!;
const { cases } = library.editions.get('two-integration@2026')!;
const answersOf = (name: string) => cases.find((one) => one.name.endsWith(`（${name}）`))!.answers;

const points = ({ low, high }: Interval) => [low, high].map((one) => exact(inPoints(one)));
function under(name: string) {
	const said = { answers: answersOf(name) };
	const both = scoreUnderBoth(mapping, said, library.catalogue, '2026-11-22');
	const lines = both.points.map((line) => [
		line.kind,
		line.kind === 'steps' ? line.name : (line.way.to[0] ?? line.way.from[0])!.name,
		...points(line)
	]);
	return { ...both, lines };
}

describe('one sheet under both editions of two-integration', () => {
	/*
	 * 2026: 8 + 20 + 8 + 4.5 = 40.5, integrated. 2026-2: foundations 2+2+2+1+1 = 8; applications 6×2 = 12,
	 * staff and office the lower of 2 and 1, quality 1, energy and environment 0.5 each, safety 1, maintenance
	 * 1, warehouse not asked yet 0 to 3: 17 to 20; integration 8; synergy 4.5: 37.5 to 40.5. Security stands
	 * at 1 of 2, so the third stage is out of reach; 17 to 20 leaves open whether 18.5 is reached.
	 */
	test('a sheet half a point short: each point that differs, by its question', () => {
		const { older, newer, lines, tiers } = under('outside a group, half a point short');
		expect(points(older.points)).toEqual(['40.5', '40.5']);
		expect(points(newer.points)).toEqual(['37.5', '40.5']);
		expect(lines).toEqual([
			// 1 in place of 2 + 1.
			['question', 'administration', '-2', '-2'],
			['question', 'warehouse-logistics', '0', '3'],
			['question', 'project-management', '-1', '-1']
		]);
		expect([older.standing.low, older.standing.high]).toEqual([3, 3]);
		expect([newer.standing.low, newer.standing.high]).toEqual([1, 2]);
		expect(
			tiers.map(({ id, changed, before, after }) => [id, changed, before?.verdict, after?.verdict])
		).toEqual([
			['initial', false, 'met', 'met'],
			['single-coverage', true, 'met', 'unknown'],
			['integrated', true, 'met', 'unmet'],
			['innovative', false, 'unmet', 'unmet']
		]);
	});

	/*
	 * All 3 and all improved: 100. Then staff and office 3 in place of 6, energy 1.5 and environment 1 in place
	 * of 3, no projects −3, no development time −3, warehouse 0 to 3; quality, delivery and new products count
	 * 5 in place of 3; the first three of benefit 2.5 in place of 2, energy and emissions 1.25 in place of 2.
	 * −3 −0.5 −3 −3 +6 +1.5 −1.5 = −3.5, and up to 3 more.
	 */
	test('a sheet at the top: what counts for more and for less', () => {
		const { older, newer, lines } = under('everything at the top');
		expect(points(older.points)).toEqual(['100', '100']);
		expect(points(newer.points)).toEqual(['96.5', '99.5']);
		expect(lines).toEqual([
			['question', 'administration', '-3', '-3'],
			['question', 'energy', '-0.5', '-0.5'],
			['question', 'warehouse-logistics', '0', '3'],
			['weight', 'quality-rate', '2', '2'],
			['weight', 'delivery-rate', '2', '2'],
			['weight', 'new-product-share', '2', '2'],
			['weight', 'revenue-per-head', '0.5', '0.5'],
			['weight', 'profit-rate', '0.5', '0.5'],
			['weight', 'stock-days', '0.5', '0.5'],
			['weight', 'energy-intensity', '-0.75', '-0.75'],
			['weight', 'emissions', '-0.75', '-0.75'],
			['question', 'project-management', '-3', '-3'],
			['question', 'development-time', '-3', '-3']
		]);
	});
});

describe('the receipt of a sheet of two-integration', () => {
	const lineOf = (answers: object, name: string) => {
		const { lines } = receipt(mapping, answers);
		const line = lines.find(({ way }) =>
			[...way.to, ...way.from].some((one) => one.name === name)
		)!;
		return { ...line, after: line.after.map(({ question, value }) => [question.name, value]) };
	};

	test.for<[name: string, answers: object, fate: string, after: unknown, losses: string[]]>([
		['investment', { investment: 2 }, 'moved', [['investment', 2]], []],
		['emissions', { emissions: 'flat' }, 'moved', [['emissions', 'flat']], []],
		['asset-maintenance', { 'equipment-management': 3 }, 'moved', [['asset-maintenance', 3]], []],
		[
			'energy',
			{ 'energy-environment': 3 },
			'moved',
			[
				['energy', 3],
				['environment', 2]
			],
			[]
		],
		['administration', { 'human-resources': 3, office: 1 }, 'moved', [['administration', 1]], []],
		['administration', { office: 1 }, 'lost', [], ['incomplete']],
		[
			'digital-functions',
			{ 'digital-management': 'yes' },
			'moved',
			[['digital-functions', ['procurement', 'production', 'sales', 'finance']]],
			[]
		],
		['digital-functions', { 'digital-management': 'no' }, 'lost', [], ['no-counterpart']],
		['project-management', { 'project-management': 2 }, 'lost', [], ['removed']],
		['warehouse-logistics', {}, 'open', [], []],
		['group-control', { 'group-member': 'no', 'group-control': 2 }, 'lost', [], ['not-applying']],
		[
			'staff-energy',
			{ 'staff-energy': { 'staff-last-year': 120 } },
			'moved',
			[['staff-energy', { 'staff-last-year': 120 }]],
			[]
		]
	])('%s', ([name, answers, fate, after, losses]) => {
		expect(lineOf(answers, name)).toMatchObject({ fate, after, losses });
	});

	test('what the older edition cannot take is told and goes nowhere', () => {
		const { answers, faults } = receipt(mapping, { investment: 7, sales: 1 });
		expect(answers).toEqual({ sales: 1 });
		expect(faults.map(({ path }) => path)).toEqual(['answers.investment']);
	});

	test('a sheet of another instrument is refused', () => {
		const said = { questionnaire: 'sme-digital-level@2024' };
		expect(move(mapping, { state: 'draft', said })).toEqual({ refused: 'another-edition' });
	});
});
