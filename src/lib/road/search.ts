import { compareCosts, most, TooMany } from './candidates.ts';
import type { Choosable, Row } from './rows.ts';

/** What was found: by place of the question, which of its ways to answer. */
export interface Found {
	readonly effort: number;
	readonly changes: number;
	readonly chosen: ReadonlyMap<number, number>;
}

/**
 * The ways to answer of least effort, then of fewest changes, that meet every row; nothing where none does.
 * Exact: questions that no row joins are solved apart, and in each part all that may lead on is kept.
 *
 * @throws {TooMany} where that is more than can be looked at
 */
export function leastEffort(rows: readonly Row[], choosable: Choosable): Found | undefined {
	const active = rows.filter((row) => row.need > 0 || losesOf(row) < 0);
	let found: Found = { effort: 0, changes: 0, chosen: new Map() };
	for (const part of partsOf(active)) {
		const best = solve(part, choosable);
		if (!best) return undefined;
		found = {
			effort: found.effort + best.effort,
			changes: found.changes + best.changes,
			chosen: new Map([...found.chosen, ...best.chosen])
		};
	}
	return found;
}

/** Whether a row can be met where nothing else is asked for. */
export function isInReach({ need, gains }: Row): boolean {
	let most = 0;
	for (const each of gains.values()) most += Math.max(...each);
	return most >= need;
}

function losesOf({ gains }: Row): number {
	let loss = 0;
	for (const each of gains.values()) loss += Math.min(...each);
	return loss;
}

/** Rows that share questions, together. */
function partsOf(rows: readonly Row[]): Row[][] {
	let parts: Row[][] = [];
	for (const row of rows) {
		const joined = parts.filter((part) => part.some((other) => share(row, other)));
		parts = [...parts.filter((part) => !joined.includes(part)), [...joined.flat(), row]];
	}
	return parts;
}

function share(a: Row, b: Row): boolean {
	return [...a.gains.keys()].some((question) => b.gains.has(question));
}

/** A choice for the questions so far: what it takes and what it brings to each row. */
interface Label {
	readonly effort: number;
	readonly changes: number;
	readonly brings: readonly number[];
	readonly before: Label | undefined;
	/** Of the last question, which way to answer it. */
	readonly way: number;
}

function solve(rows: readonly Row[], choosable: Choosable): Found | undefined {
	const questions = [...new Set(rows.flatMap(({ gains }) => [...gains.keys()]))].sort(
		(a, b) => a - b
	);
	// What the questions still to come can bring and take, by row.
	const left = questions.map((_, at) => {
		const rest = questions.slice(at + 1);
		const over = (of: (each: readonly number[]) => number) =>
			rows.map(({ gains }) =>
				rest.reduce((sum, question) => sum + of(gains.get(question) ?? [0]), 0)
			);
		return { most: over((each) => Math.max(...each)), least: over((each) => Math.min(...each)) };
	});
	const nothing = rows.map(() => 0);
	let labels: Label[] = [{ effort: 0, changes: 0, brings: nothing, before: undefined, way: 0 }];
	questions.forEach((question, at) => {
		const { most: more, least: less } = left[at]!;
		const ways = choosable.get(question)!;
		const next: Label[] = [];
		for (const before of labels) {
			ways.forEach(({ effort, changes }, way) => {
				const brings: number[] = [];
				for (let i = 0; i < rows.length; i++) {
					const { need, gains } = rows[i]!;
					const sum = before.brings[i]! + (gains.get(question)?.[way] ?? 0);
					if (sum + more[i]! < need) return;
					// More than what suffices, whatever is taken later, is as good as that.
					brings.push(Math.min(sum, need - less[i]!));
				}
				next.push({
					effort: before.effort + effort,
					changes: before.changes + changes,
					brings,
					before,
					way
				});
			});
		}
		labels = undominated(next);
		if (labels.length > most) throw new TooMany();
	});
	const [best] = labels;
	return best && { effort: best.effort, changes: best.changes, chosen: chosenIn(best, questions) };
}

/** Without those that take no less than another and bring no more to any row; the cheapest first. */
function undominated(labels: Label[]): Label[] {
	labels.sort(compareCosts);
	const kept: Label[] = [];
	for (const label of labels) {
		// With one row what is kept brings more and more, so the last one decides.
		const others = label.brings.length === 1 ? kept.slice(-1) : kept;
		if (!others.some(({ brings }) => brings.every((sum, i) => sum >= label.brings[i]!))) {
			kept.push(label);
		}
	}
	return kept;
}

function chosenIn(last: Label, questions: readonly number[]): Map<number, number> {
	const chosen = new Map<number, number>();
	let label: Label | undefined = last;
	for (let at = questions.length - 1; at >= 0; at--) {
		if (label!.way !== 0) chosen.set(questions[at]!, label!.way);
		label = label!.before;
	}
	return chosen;
}
