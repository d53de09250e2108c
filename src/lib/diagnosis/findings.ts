import {
	deciding,
	nodesOf,
	priorities,
	stepsOf,
	type Diagnosis,
	type Judgement,
	type LeafJudgement,
	type OpenEdition,
	type Part,
	type Priority,
	type TraceNode
} from '#scoring';
import { calledFor } from './called.ts';
import { shareOf } from './share.ts';

/**
 * Ours, and said so wherever it is shown: from which share of its points (or of its highest level) on an
 * answer is a strength, and below which it is weak. Neither decides a tier.
 */
const strengthFrom = 0.75;
const weakBelow = 0.5;

/**
 * Why a gap has its priority, by the rule of ours that comes first:
 * - `gate`, P0: a condition of the next tier is certainly not met and names the question, a part that it is in,
 *   or a set in which it stands below the level asked for. A total names no question, except on a staircase: there
 *   the step that ends the climb.
 * - `action`: an action of the edition that is called for rests on it; the edition says the priority.
 * - `weak`, P1: below half.
 * - `partly`, P2: from half on, and no strength. `outcome`, P2: below that too, and it states an effect, which
 *   follows from the others.
 */
export type Reason =
	| { readonly kind: 'gate'; readonly tier: string; readonly leaf: LeafJudgement }
	| { readonly kind: 'action'; readonly id: string }
	| { readonly kind: 'weak' | 'partly' | 'outcome' };

export interface Strength {
	readonly node: TraceNode;
	readonly share: number;
}

export interface Gap {
	readonly node: TraceNode;
	/** Left out where the question gives neither points nor levels. */
	readonly share?: number;
	readonly priority: Priority;
	readonly reason: Reason;
}

/** What was found in one dimension, of the questions that certainly apply and are settled. */
export interface DimensionFindings {
	readonly part: Part;
	/** In document order. */
	readonly strengths: readonly Strength[];
	/** The most urgent first, then in document order. */
	readonly gaps: readonly Gap[];
	/** Questions without an answer that can still count, and how many have none and need none. */
	readonly unanswered: readonly TraceNode[];
	readonly idle: number;
}

/**
 * Strengths, gaps and what comes first, dimension by dimension: the one rule for page, report and annex. It
 * reads what a diagnosis that says why computed, and changes nothing of it.
 */
export function findingsOf(edition: OpenEdition, diagnosis: Diagnosis): DimensionFindings[] {
	const trace = diagnosis.trace!;
	const held = heldBack(edition, diagnosis);
	const called = restingOnActions(edition, diagnosis);
	const unanswered = new Set(diagnosis.unanswered);
	const idle = new Set(diagnosis.idle);
	const judge = (node: TraceNode): Strength | Gap | undefined => {
		const share = shareOf(edition, node);
		const shared = share === undefined ? {} : { share };
		const gate = held.get(node.name);
		if (gate) return { node, ...shared, priority: 'P0', reason: gate };
		const action = called.get(node.name);
		if (action) return { node, ...shared, ...action };
		if (share === undefined) return undefined;
		if (share >= strengthFrom) return { node, share };
		const isOutcome = edition.byName.get(node.name)!.data.outcome ?? false;
		if (share >= weakBelow || isOutcome) {
			const kind = isOutcome && share < weakBelow ? 'outcome' : 'partly';
			return { node, share, priority: 'P2', reason: { kind } };
		}
		return { node, share, priority: 'P1', reason: { kind: 'weak' } };
	};
	return edition.root.parts.map((part) => {
		const dimension = trace.parts.find(({ name }) => name === part.name)!;
		const asked = questionsIn(dimension);
		const found = asked
			.filter((node) => isAnswered(node))
			.map(judge)
			.filter((one) => one !== undefined);
		const isGap = (one: Strength | Gap): one is Gap => 'priority' in one;
		const urgency = ({ priority }: Gap) => priorities.indexOf(priority);
		return {
			part,
			strengths: found.filter((one): one is Strength => !isGap(one)),
			gaps: found.filter(isGap).sort((a, b) => urgency(a) - urgency(b)),
			unanswered: asked.filter(({ name }) => unanswered.has(name)),
			idle: asked.filter(({ name }) => idle.has(name)).length
		};
	});
}

/** The questions in a node that apply, or may, in document order. */
function questionsIn(node: TraceNode): TraceNode[] {
	return nodesOf(node).filter(({ kind, stands }) => kind === 'question' && stands !== 'unmet');
}

function isAnswered({ stands, unsettled, given, counted }: TraceNode): boolean {
	return stands === 'met' && !unsettled && (given ?? counted) !== undefined;
}

/** By question: the condition of the next tier that certainly is not met and in which it falls short. */
function heldBack(edition: OpenEdition, { standing, trace }: Diagnosis): Map<string, Reason> {
	const gate = standing.gates[standing.low];
	if (gate?.verdict !== 'unmet') return new Map();
	return namedBy(edition, trace!, gate.judgement!, (leaf) => ({
		kind: 'gate',
		tier: gate.tier,
		leaf
	}));
}

/** By question: the most urgent action called for whose condition rests on it. */
function restingOnActions(
	edition: OpenEdition,
	diagnosis: Diagnosis
): Map<string, Pick<Gap, 'priority' | 'reason'>> {
	const found = new Map<string, Pick<Gap, 'priority' | 'reason'>>();
	for (const { priority, actions } of calledFor(edition, diagnosis)?.called ?? []) {
		for (const { id, judgement } of actions) {
			const reason = { kind: 'action', id } as const;
			const named = namedBy(edition, diagnosis.trace!, judgement, () => ({ priority, reason }));
			for (const [name, one] of named) if (!found.has(name)) found.set(name, one);
		}
	}
	return found;
}

/** The questions that decide a judgement and could be better, each with what `of` makes of the first leaf naming it. */
function namedBy<T>(
	edition: OpenEdition,
	trace: TraceNode,
	judgement: Judgement,
	of: (leaf: LeafJudgement) => T
): Map<string, T> {
	const named = new Map<string, T>();
	for (const leaf of deciding(judgement)) {
		for (const node of fallingShort(edition, trace, leaf)) {
			if (!named.has(node.name)) named.set(node.name, of(leaf));
		}
	}
	return named;
}

/** The questions that a leaf speaks of; of a part or set, those in it that could be better. */
function fallingShort(
	edition: OpenEdition,
	trace: TraceNode,
	{ leaf }: LeafJudgement
): TraceNode[] {
	const all = nodesOf(trace);
	if ('answer' in leaf) {
		const name = leaf.answer.split('.')[0];
		return all.filter((node) => node.name === name);
	}
	if ('count' in leaf) {
		return all.filter(({ name, level }) => {
			const isIn = edition.byName.get(name)?.sets.includes(leaf.count) ?? false;
			return isIn && level !== undefined && level.high < leaf.level;
		});
	}
	if (!('score' in leaf)) return [];
	const part = leaf.score === 'total' ? stopping(edition, trace) : leaf.score;
	const node = all.find(({ name }) => name === part);
	return node === undefined
		? []
		: questionsIn(node).filter((one) => (shareOf(edition, one) ?? 1) < 1);
}

/** The step that ends the climb, where the whole is a staircase. */
function stopping({ root }: OpenEdition, trace: TraceNode): string | undefined {
	if (root.combine !== 'staircase') return undefined;
	const points = new Map(trace.parts.map((node) => [node.name, node.points]));
	const steps = stepsOf(root, ({ name }) => points.get(name)!);
	return steps.find(({ state }) => state === 'stops')?.part.name;
}
