import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findCircle } from '#lib/plan/circle.ts';

const graphs = fc.array(
	fc.record({ after: fc.uniqueArray(fc.constantFrom(...'abcdefx'), { maxLength: 4 }) }),
	{ maxLength: 6 }
);
const named = (graph: readonly { after: string[] }[]) =>
	graph.map(({ after }, i) => ({ id: 'abcdef'[i]!, after }));

/** Whether some order of all of them has each behind what it waits for: every order is tried. */
function canBeOrdered(actions: ReturnType<typeof named>): boolean {
	const ids = actions.map(({ id }) => id);
	const orders = (left: string[]): string[][] =>
		left.length === 0
			? [[]]
			: left.flatMap((one) =>
					orders(left.filter((other) => other !== one)).map((rest) => [one, ...rest])
				);
	return orders(ids).some((order) =>
		actions.every(({ id, after }) =>
			after.every((one) => !ids.includes(one) || order.indexOf(one) < order.indexOf(id))
		)
	);
}

test('a circle is found exactly where no order has each behind what it waits for', () => {
	fc.assert(
		fc.property(graphs, (graph) => {
			const actions = named(graph);
			const circle = findCircle(actions);
			expect(circle === undefined).toBe(canBeOrdered(actions));
			if (!circle) return;
			// Each waits for the next, the last for the first, and none comes up twice.
			expect(new Set(circle).size).toBe(circle.length);
			circle.forEach((id, i) => {
				const next = circle[(i + 1) % circle.length]!;
				expect(actions.find((one) => one.id === id)!.after).toContain(next);
			});
		}),
		{ numRuns: 400 }
	);
});

test('the circle is the same in whatever order the actions come', () => {
	fc.assert(
		fc.property(graphs, (graph) => {
			const actions = named(graph);
			expect(findCircle([...actions].reverse())).toEqual(findCircle(actions));
		})
	);
});

test('by hand: what waits for itself, three in a ring with a tail, and a line of 20,000', () => {
	expect(findCircle([{ id: 'a', after: ['a'] }])).toEqual(['a']);
	const ring = [
		{ id: 'a', after: ['b'] },
		{ id: 'b', after: ['c'] },
		{ id: 'c', after: ['d'] },
		{ id: 'd', after: ['b'] }
	];
	expect(findCircle(ring)).toEqual(['b', 'c', 'd']);
	const line = Array.from({ length: 20_000 }, (_, i) => ({
		id: String(i),
		after: [String(i + 1)]
	}));
	expect(findCircle(line)).toBeUndefined();
});
