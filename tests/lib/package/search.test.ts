import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openProblem, worth, type Problem } from '#lib/package/problem.ts';
import { bestSets } from '#lib/package/search.ts';
import { Draw } from '../../support/draw.ts';
import { problems } from '../../support/generate-package.ts';
import { naiveSets, naiveSum } from '../../support/naive-package.ts';
import { patient, runs } from '../../support/properties.ts';

function best(problem: Problem, most = 6, near = 90) {
	const open = openProblem(problem);
	const { sets, more, whole } = bestSets(open, most, near);
	return {
		sets: sets.map(({ sum, claims }) => ({ sum, ids: claims.map((place) => open.ids[place]!) })),
		more,
		whole
	};
}

const claim = (id: string, amount: number, cap?: string) => ({
	id,
	payments: [{ amount, ...(cap === undefined ? {} : { cap }) }]
});

describe('the best sets', () => {
	it('of nothing is nothing', () => {
		expect(best({ claims: [], caps: [], conflicts: [] })).toEqual({
			sets: [{ sum: 0, ids: [] }],
			more: false,
			whole: true
		});
	});

	it('take the higher of two, and the middle of a chain only where it is worth both ends', () => {
		const chain = (middle: number): Problem => ({
			claims: [claim('a', 60), claim('b', middle), claim('c', 50)],
			caps: [],
			conflicts: [
				['a', 'b'],
				['b', 'c']
			]
		});
		// 60 + 50 = 110; 99 is nine tenths of it, 98 is not.
		expect(best(chain(99)).sets).toEqual([
			{ sum: 110, ids: ['a', 'c'] },
			{ sum: 99, ids: ['b'] }
		]);
		expect(best(chain(98)).sets).toEqual([{ sum: 110, ids: ['a', 'c'] }]);
		expect(best(chain(111)).sets[0]).toEqual({ sum: 111, ids: ['b'] });
		// Of equal sums the one with the first claim.
		expect(best(chain(110)).sets.map(({ ids }) => ids)).toEqual([['a', 'c'], ['b']]);
	});

	it('weigh a cap that claims share: one loan is enough to use it up', () => {
		// Loans share 100; with both 100 is paid of 180. Without conflict every claim is taken.
		const problem: Problem = {
			claims: [
				claim('loan1', 90, 'cap'),
				claim('loan2', 90, 'cap'),
				claim('own1', 50),
				claim('own2', 40)
			],
			caps: [{ id: 'cap', amount: 100 }],
			conflicts: [
				['loan1', 'own1'],
				['loan2', 'own2']
			]
		};
		// loans 100, own 90, loan1 + own2 130, loan2 + own1 140.
		expect(best(problem).sets).toEqual([
			{ sum: 140, ids: ['loan2', 'own1'] },
			{ sum: 130, ids: ['loan1', 'own2'] }
		]);
		expect(best(problem, 1).more).toBe(true);
		expect(best(problem, 2).more).toBe(false);
	});

	it('are found where many are alike', () => {
		// 30 projects: loan 30 or own 20, loans share 200. k loans: 20 (30 − k) + min(200, 30 k);
		// k = 6: 480 + 180 = 660, k = 7: 460 + 200 = 660.
		const projects = Array.from({ length: 30 }, (_, i) => String(i).padStart(2, '0'));
		const problem: Problem = {
			claims: projects.flatMap((p) => [claim(`loan${p}`, 30, 'cap'), claim(`own${p}`, 20)]),
			caps: [{ id: 'cap', amount: 200 }],
			conflicts: projects.map((p) => [`loan${p}`, `own${p}`] as const)
		};
		const { sets, more, whole } = best(problem);
		expect(sets.map(({ sum }) => sum)).toEqual([660, 660, 660, 660, 660, 660]);
		expect(sets[0]!.ids.slice(0, 7)).toEqual(projects.slice(0, 7).map((p) => `loan${p}`));
		expect([more, whole]).toEqual([true, true]);
	});
});

it('where there are too many to weigh, a lawful set is given and that is said', () => {
	// 60 projects with three loan years, each under a cap of its own within one of all: no two alike.
	const sum = (i: number, k: number) => 1_000_000 + ((i * 7919 + k * 104_729) % 9_000_000);
	const projects = Array.from({ length: 60 }, (_, i) => i);
	const caps = ['1', '2', '3'].map((id) => ({ id, amount: 80_000_000, within: 'all' }));
	const problem: Problem = {
		claims: projects.flatMap((i) => [
			claim(`own${i}`, 2 * sum(i, 5)),
			{ id: `loan${i}`, payments: caps.map(({ id }, k) => ({ amount: sum(i, k), cap: id })) }
		]),
		caps: [...caps, { id: 'all', amount: 200_000_000 }],
		conflicts: projects.map((i) => [`own${i}`, `loan${i}`] as const)
	};
	const { sets, whole } = best(problem);
	expect(whole).toBe(false);
	for (const { sum, ids } of sets) {
		expect(ids).toHaveLength(60);
		expect(projects.every((i) => ids.includes(`own${i}`) !== ids.includes(`loan${i}`))).toBe(true);
		const chosen = problem.claims.filter(({ id }) => ids.includes(id));
		expect(sum).toBe(naiveSum(chosen, problem.caps));
	}
});

describe('on every problem of up to 15 claims', patient, () => {
	it('they are those of trying every subset, in the same order, to the last', () => {
		fc.assert(
			fc.property(problems, fc.integer({ min: 1, max: 8 }), (problem, most) => {
				const all = naiveSets(problem);
				const close = all.filter(({ sum }) => sum * 10 >= all[0]!.sum * 9);
				expect(best(problem, most)).toEqual({
					sets: close.slice(0, most),
					more: close.length > most,
					whole: true
				});
			}),
			runs
		);
	});

	it('their sums are those of all caps, reckoned from outside inwards', () => {
		fc.assert(
			fc.property(problems, (problem) => {
				const open = openProblem(problem);
				expect(worth(open, open.ids.keys())).toBe(naiveSum(problem.claims, problem.caps));
			}),
			runs
		);
	});

	it('one more claim never makes the best lower', () => {
		fc.assert(
			fc.property(problems, fc.nat(), (problem, choice) => {
				if (problem.claims.length === 0) return;
				const gone = problem.claims[choice % problem.claims.length]!.id;
				const fewer = {
					...problem,
					claims: problem.claims.filter(({ id }) => id !== gone),
					conflicts: problem.conflicts.filter((pair) => !pair.includes(gone))
				};
				expect(best(problem).sets[0]!.sum).toBeGreaterThanOrEqual(best(fewer).sets[0]!.sum);
			}),
			runs
		);
	});

	it('are the same in whatever order all is given', () => {
		const seeds = fc.array(fc.nat(), { minLength: 100, maxLength: 100 });
		fc.assert(
			fc.property(problems, seeds, ({ claims, caps, conflicts }, numbers) => {
				const draw = new Draw(numbers);
				const shuffled = {
					claims: draw.shuffled(claims),
					caps: draw.shuffled(caps),
					conflicts: draw.shuffled(conflicts).map(([one, other]) => [other, one] as const)
				};
				expect(best(shuffled)).toEqual(best({ claims, caps, conflicts }));
			}),
			runs
		);
	});
});

it('the problems are worth trying', patient, () => {
	const samples = fc.sample(problems, { numRuns: 1000, seed: 11 });
	const share = (has: (problem: Problem) => boolean) => samples.filter(has).length / samples.length;
	const bestOf = (problem: Problem) => naiveSets(problem)[0]!;
	const chosen = (problem: Problem) => {
		const { ids } = bestOf(problem);
		return problem.claims.filter(({ id }) => ids.includes(id));
	};
	expect(share((problem) => bestOf(problem).ids.length < problem.claims.length)).toBeGreaterThan(
		1 / 3
	);
	expect(
		share((problem) => bestOf(problem).sum < naiveSum(chosen(problem).map(uncapped), []))
	).toBeGreaterThan(0.1);
	const tied = (problem: Problem) => {
		const [first, second] = naiveSets(problem);
		return second !== undefined && first!.sum === second.sum;
	};
	expect(share(tied)).toBeGreaterThan(0.1);
	expect(share(({ claims }) => claims.length >= 12)).toBeGreaterThan(0.1);
	expect(share(({ caps }) => caps.some(({ id }) => id === 'shared'))).toBeGreaterThan(0.1);
	expect(share(({ caps }) => caps.some(({ within }) => within))).toBeGreaterThan(0.1);
	// Choosing by sum alone, the highest first, would not do.
	expect(share((problem) => greedy(problem) < bestOf(problem).sum)).toBeGreaterThan(0.1);
});

function uncapped({ id, payments }: Problem['claims'][number]): Problem['claims'][number] {
	return { id, payments: payments.map(({ amount }) => ({ amount })) };
}

function greedy({ claims, caps, conflicts }: Problem): number {
	const alone = (one: Problem['claims'][number]) => naiveSum([one], caps);
	const taken: Problem['claims'][number][] = [];
	for (const one of [...claims].sort((a, b) => alone(b) - alone(a))) {
		const rival = taken.some(({ id }) =>
			conflicts.some((pair) => pair.includes(id) && pair.includes(one.id))
		);
		if (!rival) taken.push(one);
	}
	return naiveSum(taken, caps);
}
