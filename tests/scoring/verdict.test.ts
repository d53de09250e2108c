import { describe, expect, it } from 'vitest';
import type { Condition, Judgement, Verdict } from '#scoring';
import { deciding, leaves } from '#scoring';
import { both, compileCondition, either, opposite } from '../../scoring/verdict.ts';

// A leaf is an open question whose name is its verdict.
const leaf = (verdict: Verdict, n = 0): Condition => ({ open: `${verdict}-${n}` });
const named = ({ leaf }: { leaf: object }) => ('open' in leaf ? leaf.open : undefined);

function compile(condition: Condition) {
	return compileCondition<null>(
		condition,
		'requires',
		(written) => (_, out) => {
			const verdict = ('open' in written ? written.open.split('-')[0] : 'unknown') as Verdict;
			out?.push({ verdict, leaf: written });
			return verdict;
		},
		[]
	);
}

/** Judged with and without the why, which must agree. */
function judge(condition: Condition): Judgement {
	const out: Judgement[] = [];
	const verdict = compile(condition)(null, out);
	expect(compile(condition)(null, null)).toBe(verdict);
	expect(out).toHaveLength(1);
	expect(out[0]!.verdict).toBe(verdict);
	return out[0]!;
}

// Kleene's tables: a, b, a and b, a or b.
const table: [Verdict, Verdict, Verdict, Verdict][] = [
	['met', 'met', 'met', 'met'],
	['met', 'unknown', 'unknown', 'met'],
	['met', 'unmet', 'unmet', 'met'],
	['unknown', 'met', 'unknown', 'met'],
	['unknown', 'unknown', 'unknown', 'unknown'],
	['unknown', 'unmet', 'unmet', 'unknown'],
	['unmet', 'met', 'unmet', 'met'],
	['unmet', 'unknown', 'unmet', 'unknown'],
	['unmet', 'unmet', 'unmet', 'unmet']
];

describe.each(table)('%s and %s', (a, b, all, any) => {
	it(`all is ${all}, any is ${any}`, () => {
		expect(judge({ all: [leaf(a), leaf(b)] }).verdict).toBe(all);
		expect(judge({ any: [leaf(a), leaf(b)] }).verdict).toBe(any);
		expect(both(a, b)).toBe(all);
		expect(either(a, b)).toBe(any);
	});

	it('obeys De Morgan', () => {
		expect(judge({ not: { all: [leaf(a), leaf(b)] } }).verdict).toBe(
			judge({ any: [{ not: leaf(a) }, { not: leaf(b) }] }).verdict
		);
	});
});

describe('not', () => {
	it.each([
		['met', 'unmet'],
		['unmet', 'met'],
		['unknown', 'unknown']
	] as const)('%s is %s', (given, expected) => {
		expect(judge({ not: leaf(given) }).verdict).toBe(expected);
		expect(opposite(given)).toBe(expected);
	});
});

describe('why', () => {
	const condition: Condition = {
		all: [
			leaf('met', 1),
			{ any: [leaf('unmet', 2), leaf('unknown', 3), { not: leaf('unknown', 4) }] },
			leaf('unknown', 5)
		]
	};

	it('is the condition again, every part with its verdict, also behind one that decides', () => {
		expect(leaves(judge(condition)).map(named)).toEqual([
			...['met-1', 'unmet-2', 'unknown-3', 'unknown-4', 'unknown-5']
		]);
		const short = judge({ all: [leaf('unmet', 1), leaf('met', 2)] });
		expect(leaves(short).map(named)).toEqual(['unmet-1', 'met-2']);
	});

	it('names what keeps it unknown, not what is settled beside it', () => {
		expect(deciding(judge(condition)).map(named)).toEqual(['unknown-3', 'unknown-4', 'unknown-5']);
	});

	it('names what makes it unmet, and not what is unknown beside it', () => {
		const unmet = judge({ all: [leaf('unmet', 1), leaf('unknown', 2), leaf('unmet', 3)] });
		expect(deciding(unmet).map(named)).toEqual(['unmet-1', 'unmet-3']);
	});

	it('names what makes it met', () => {
		const met = judge({ any: [leaf('unmet', 1), { not: leaf('unmet', 2) }, leaf('unknown', 3)] });
		expect(deciding(met).map(named)).toEqual(['unmet-2']);
	});
});

it('gathers every fault of a condition, each with its place', () => {
	const faults: { path: string; expected: string; received: string }[] = [];
	const judgeAnything = compileCondition<null>(
		{ all: [{ open: 'a' }, { not: { any: [{ open: 'b' }] } }] },
		'requires',
		(_, path) => [{ path, expected: 'expected nothing', received: 'something' }],
		faults
	);
	expect(faults.map((fault) => fault.path)).toEqual(['requires.all.0', 'requires.all.1.not.any.0']);
	expect(judgeAnything(null, null)).toBe('unknown');
});
