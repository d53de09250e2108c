import {
	add,
	divide,
	multiply,
	stepsOf,
	sum,
	whole,
	type Diagnosis,
	type Interval,
	type OpenEdition,
	type Step,
	type Text,
	type TraceNode
} from '#scoring';

/** The steps of an edition whose whole is a staircase, as a diagnosis finds them; none for any other. */
export function staircaseOf({ root }: OpenEdition, diagnosis: Diagnosis): Step[] {
	if (root.combine !== 'staircase') return [];
	return stepsOf(root, ({ name }) => diagnosis.dimensions[name]!);
}

/** What the questions of one set reach, step by step. */
export interface ProfileRow {
	readonly id: string;
	readonly title: Text;
	/** By step: the mean of its questions there, in points of the step; nothing where none applies. */
	readonly cells: readonly (Interval | undefined)[];
	/** The steps climbed by the same rule as the whole, by these questions alone. */
	readonly climbed: Interval;
}

/**
 * The sets of a staircase, each as it recurs from step to step. Ours; it decides no tier. A step in which
 * nothing of a set is asked does not stop it; a set that does not apply at all is left out.
 *
 * @param trace of a sheet of this edition
 */
export function profileOf(edition: OpenEdition, trace: TraceNode): ProfileRow[] {
	const { root, data } = edition;
	if (root.combine !== 'staircase') return [];
	const nodes = new Map(trace.parts.map((node) => [node.name, questionsIn(node)]));
	return Object.entries(data.sets ?? {}).flatMap(([id, title]) => {
		const cellOf = new Map(
			root.scored.map((step) => {
				const within = nodes
					.get(step.name)!
					.filter(({ name }) => edition.byName.get(name)!.sets.includes(id));
				return [step, meanOf(within, step.max)];
			})
		);
		const cells = [...cellOf.values()];
		if (cells.every((cell) => cell === undefined)) return [];
		const steps = stepsOf(root, (step) => cellOf.get(step) ?? { low: step.max, high: step.max });
		return [{ id, title, cells, climbed: steps.map(({ counts }) => counts).reduce(sum) }];
	});
}

/** The questions that give points and apply, or may. */
function questionsIn(node: TraceNode): TraceNode[] {
	if (node.applies === 'unmet') return [];
	if (node.kind === 'question') return node.max.n === 0 ? [] : [node];
	return node.parts.flatMap(questionsIn);
}

/** The mean share of points, in parts of `max`. */
function meanOf(nodes: readonly TraceNode[], max: Interval['high']): Interval | undefined {
	if (nodes.length === 0) return undefined;
	const mean = (side: 'low' | 'high') => {
		const shares = nodes.map((node) => divide(node.points[side], node.max)).reduce(add);
		return multiply(divide(shares, whole(nodes.length)), max);
	};
	return { low: mean('low'), high: mean('high') };
}
