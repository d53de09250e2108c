import { describe, expect, it } from 'vitest';
import { checkSheet, trace, type OpenEdition, type TraceNode } from '#scoring';
import {
	anyTier,
	dimension,
	editionData,
	figures,
	forfeit,
	one,
	opened,
	panel,
	rungs,
	several
} from '../support/edition.ts';
import { scored, shownPoints } from '../support/scored.ts';

const edition = opened(
	editionData(
		[
			dimension(
				'base',
				[
					figures('machines', { total: {}, digital: {} }),
					one(
						'rate',
						{ low: { points: 0, upTo: 50 }, high: { points: 6, over: 50, upTo: 100 } },
						{
							of: { numerator: 'machines.digital', denominator: 'machines.total' },
							source: { clause: 'Q2' }
						}
					),
					several('nets', { a: 1.5, b: 2.5 }, { appliesIf: { answer: 'machines.total', over: 0 } })
				],
				{ combine: 'sum', tailoring: forfeit, source: { clause: '1', confidence: 'one-copy' } }
			),
			dimension(
				'use',
				[
					rungs('scene', 4, ['scenes']),
					panel('effect', [one('x', { no: 0, yes: 10 }), one('y', { no: 0, yes: 10 })], {
						combine: 'weighted',
						weights: { x: 1, y: 2 }
					})
				],
				{ combine: 'sum' }
			)
		],
		anyTier,
		{ source: { clause: '附件' } }
	)
);

function traced(edition: OpenEdition, answers: object): Map<string, TraceNode> {
	const sheet = checkSheet(edition, answers);
	const nodes = (node: TraceNode): TraceNode[] => [node, ...node.parts.flatMap(nodes)];
	const top = trace(edition, sheet, scored(edition, { ...answers }));
	return new Map(nodes(top).map((node) => [node.name, node]));
}

describe('the trace', () => {
	const answers = {
		machines: { total: 10, digital: 4 },
		rate: 'high',
		nets: ['b'],
		scene: 3,
		x: 'yes',
		y: 'no'
	};
	const nodes = traced(edition, answers);
	const pointsOf = (name: string) => shownPoints(nodes.get(name)!.points);

	it('adds up again by hand', () => {
		// rate: 4 of 10 = 40 %, low: 0; nets: 2.5; base = 0 + 2.5
		expect(['rate', 'nets', 'base'].map(pointsOf)).toEqual(['0', '2.5', '2.5']);
		// effect = (1 × 10 + 2 × 0)/3 = 10/3; use = 10/3
		expect(['x', 'y', 'effect', 'use'].map(pointsOf)).toEqual(['10', '0', '10/3', '10/3']);
		// 5/2 + 10/3 = 35/6
		expect(pointsOf('total')).toBe('35/6');
	});

	it('has the parts in document order, and what each may give at most', () => {
		expect([...nodes.keys()]).toEqual([
			...['total', 'base', 'machines', 'rate', 'nets', 'use', 'scene', 'effect', 'x', 'y']
		]);
		// 6 + 4 = 10 and 10
		const most = (name: string) => nodes.get(name)!.max;
		expect(['total', 'base', 'nets', 'effect', 'scene'].map(most)).toEqual([
			...[20_000, 10_000, 4000, 10_000, 0].map((n) => ({ n, d: 1 }))
		]);
	});

	it('says how each group combines, and with which weights', () => {
		expect(nodes.get('base')).toMatchObject({ combine: 'sum', redistributes: false });
		expect(nodes.get('effect')).toMatchObject({
			combine: 'weighted',
			weights: [{ x: 1000, y: 2000 }]
		});
		expect(nodes.get('scene')).not.toHaveProperty('combine');
	});

	it('shows the answer given, and the one that counts where figures chose it', () => {
		expect(nodes.get('rate')).toMatchObject({ given: 'high', counted: 'low' });
		expect(nodes.get('machines')).toMatchObject({ given: { total: 10, digital: 4 } });
		expect(nodes.get('nets')).toMatchObject({ given: ['b'] });
		expect(nodes.get('nets')).not.toHaveProperty('counted');
		expect(nodes.get('scene')).toMatchObject({ given: 3, level: { low: 3, high: 3 } });
	});

	it('carries the source of every part', () => {
		expect(nodes.get('rate')!.source).toEqual({
			clause: 'Q2',
			authority: 'official',
			confidence: 'one-copy'
		});
		expect(nodes.get('use')!.source).toEqual({ clause: '附件', authority: 'official' });
	});
});

describe('the trace of a sheet that is not complete', () => {
	const nodes = traced(edition, { machines: { total: 0 }, nets: ['a'], x: 'yes' });

	it('shows bounds that add up', () => {
		// rate: one figure alone chooses nothing, 0…6; nets does not apply; base 0…6
		expect(shownPoints(nodes.get('base')!.points)).toBe('0…6');
		// effect: (10 + 0)/3 … (10 + 20)/3
		expect(shownPoints(nodes.get('effect')!.points)).toBe('10/3…10');
		expect(shownPoints(nodes.get('total')!.points)).toBe('10/3…16');
	});

	it('shows what does not apply, with the answer that is dropped', () => {
		expect(nodes.get('nets')).toMatchObject({ applies: 'unmet', given: ['a'] });
		expect(shownPoints(nodes.get('nets')!.points)).toBe('0');
		expect(nodes.get('scene')).toMatchObject({ level: { low: 0, high: 4 } });
		expect(nodes.get('scene')).not.toHaveProperty('given');
	});
});
