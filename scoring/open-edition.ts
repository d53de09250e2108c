import type { Catalogue } from './catalogue.ts';
import { conditionLeaves, type Condition, type Leaf } from './condition.ts';
import { compileEditionLeaf, type EditionContext, type EditionScope } from './edition-leaf.ts';
import type { Combine, Dimension, EditionData, Element, Ladder, Panel } from './edition.ts';
import { reporter, type Fault, type Report } from './fault.ts';
import { add, compare, exact, whole, zero, type Fraction } from './fraction.ts';
import { inPoints, thousandths } from './interval.ts';
import type { KnownScope } from './known-leaf.ts';
import { openQuestion, type OpenQuestion } from './open-question.ts';
import { checkOwnNumbers } from './own-number.ts';
import type { Question } from './question.ts';
import { inherit, type Source } from './source.ts';
import type { Text } from './text.ts';
import { compileCondition, type Judge } from './verdict.ts';

/** A node of the score tree: the edition, a dimension, a panel or a question. */
export interface Part {
	/** Place among the parts; a part comes after the parts in it. */
	readonly index: number;
	/** `total` for the edition. */
	readonly name: string;
	readonly kind: 'edition' | 'dimension' | 'panel' | 'question';
	readonly title: Text;
	readonly source: Source;
	/** In document order. */
	readonly parts: readonly Part[];
	/** Those of `parts` that give points. */
	readonly scored: readonly Part[];
	readonly question: OpenQuestion | undefined;
	/** The most points it can give, in thousandths. */
	readonly max: Fraction;
	readonly appliesIf: Judge<EditionContext> | undefined;
	/** The questions whose answers decide whether it applies and what its parts weigh. */
	readonly reads: readonly string[];
	readonly combine: Combine | undefined;
	/** Thousandths a part of a staircase must reach. */
	readonly pass: Fraction;
	/** Where a part does not apply, its weight goes to the others; else its points are lost. */
	readonly redistributes: boolean;
	/** Weights of `scored`, in thousandths; the first entry whose `when` is met decides. */
	readonly weights: readonly Weights[];
}
export interface Weights {
	readonly when: Judge<EditionContext> | undefined;
	readonly weights: readonly number[];
}

/** An edition that is linked, checked and ready to score; immutable. */
export interface OpenEdition {
	/** `instrument@edition`. */
	readonly ref: string;
	readonly data: EditionData;
	readonly root: Part;
	readonly parts: readonly Part[];
	readonly partByName: ReadonlyMap<string, Part>;
	/** In document order. */
	readonly questions: readonly OpenQuestion[];
	readonly byName: ReadonlyMap<string, OpenQuestion>;
	/** The part of each question. */
	readonly partOf: readonly Part[];
	readonly ladder: Ladder;
	readonly tiers: readonly { readonly id: string; readonly requires: Judge<EditionContext> }[];
	/** Each leaf of the tiers' conditions by itself. */
	readonly tierLeaves: ReadonlyMap<Leaf, Judge<EditionContext>>;
	/** What it recommends, and when; empty where it recommends nothing. */
	readonly actions: readonly { readonly id: string; readonly when: Judge<EditionContext> }[];
}

type Group = EditionData | Dimension | Panel;

/**
 * How many questions an edition may have: a sheet is kept at once in at most 500 changes, one for each
 * question, fact and field beside them, and there are some fifty facts.
 */
export const mostQuestions = 400;

/**
 * Links an edition: every name it mentions is found, every number adds up, every condition compiles.
 *
 * @param data one edition, already of the right shape
 * @param world the catalogue its conditions may mention, and the tier ids of every instrument
 * @returns the edition, or every fault at once; a path starts with the dimension, or with `tiers`
 */
export function openEdition(
	data: EditionData,
	world: { catalogue: Catalogue; ladders: KnownScope['ladders'] }
): { edition: OpenEdition; faults?: never } | { edition?: never; faults: Fault[] } {
	const faults: Fault[] = [];
	const parts: Part[] = [];
	const partByName = new Map<string, Part>();
	const byName = new Map<string, OpenQuestion>();
	const partOf: Part[] = [];
	const sets = new Map<string, number[]>();
	const known: KnownScope = { ...world, owners: ['enterprise'], open: [] };
	const compiled = new Map<Leaf, Judge<EditionContext>>();

	function condition(written: Condition, path: string, reads: EditionScope['reads']) {
		const scope: EditionScope = { byName, partByName, partOf, sets, known, reads };
		return compileCondition<EditionContext>(
			written,
			path,
			(leaf, at) => {
				const judge = compileEditionLeaf(scope, leaf, at);
				if (typeof judge === 'function') compiled.set(leaf, judge);
				return judge;
			},
			faults
		);
	}

	function register(part: Omit<Part, 'index'>, report: Report): Part {
		const registered = { ...part, index: parts.length };
		if (partByName.has(part.name)) report('name', 'expected a name used once', part.name);
		parts.push(registered);
		partByName.set(part.name, registered);
		return registered;
	}

	function openGroup(group: Group, kind: Part['kind'], around: Source, path: string): Part {
		const report = reporter(faults, path);
		const source = inherit(around, group.source);
		const conditional = 'appliesIf' in group ? group.appliesIf : undefined;
		const appliesIf = conditional && condition(conditional, `${path}.appliesIf`, 'answers');
		const children =
			'dimensions' in group
				? group.dimensions.map((one) => openGroup(one, 'dimension', source, one.name))
				: group.elements.map((one) => openElement(one, source, `${path}.${one.name}`));
		const scored = children.filter((child) => compare(child.max, zero) > 0);
		checkCombine(group, scored, report);
		const max = maximum(group.combine, scored);
		if (group.worth !== undefined && compare(max, whole(thousandths(group.worth))) !== 0) {
			report('worth', `expected what its parts add up to, ${exact(inPoints(max))}`, group.worth);
		}
		const part = {
			name: 'name' in group ? group.name : 'total',
			kind,
			title: group.title,
			source,
			parts: children,
			scored,
			question: undefined,
			max,
			appliesIf,
			reads: readsOf([conditional, ...weightConditions(group)]),
			combine: group.combine,
			pass: whole(thousandths(group.pass ?? 0)),
			redistributes: group.tailoring?.rule === 'redistribute',
			weights: openWeights(group, scored, path)
		};
		return register(part, report);
	}

	function openElement(element: Element, around: Source, path: string): Part {
		if (element.type === 'panel') return openGroup(element, 'panel', around, path);
		return openLeaf(element, around, path);
	}

	function openLeaf(element: Question, around: Source, path: string): Part {
		const report = reporter(faults, path);
		const source = inherit(around, element.source);
		const appliesIf =
			element.appliesIf && condition(element.appliesIf, `${path}.appliesIf`, 'answers');
		const question = openQuestion(element, source, byName, report);
		const max = question.type === 'multipletext' ? zero : question.unanswered.high;
		const worth = 'worth' in element ? element.worth : undefined;
		if (compare(max, whole(thousandths(worth ?? 0))) !== 0) {
			report('worth', `expected what its choices give, ${exact(inPoints(max))}`, worth);
		}
		const part = register(
			{
				name: element.name,
				kind: 'question',
				title: element.title,
				source,
				parts: [],
				scored: [],
				question,
				max,
				appliesIf,
				reads: readsOf([element.appliesIf]),
				combine: undefined,
				pass: zero,
				redistributes: false,
				weights: []
			},
			report
		);
		byName.set(question.name, question);
		partOf.push(part);
		for (const set of question.sets) {
			if (!data.sets?.[set]) report('sets', 'expected a set that has a title in sets', set);
			sets.set(set, [...(sets.get(set) ?? []), question.index]);
		}
		return part;
	}

	function openWeights(group: Group, scored: readonly Part[], path: string): Weights[] {
		const evenly = { when: undefined, weights: scored.map(() => 1000) };
		if (group.weights === undefined) return [evenly];
		const cases = Array.isArray(group.weights)
			? (group.weights as { when?: Condition; weights: Record<string, number> }[])
			: [{ weights: group.weights as Record<string, number> }];
		const names = scored.map((child) => child.name);
		return cases.map((one, i) => {
			const steps = [path, 'weights', ...(Array.isArray(group.weights) ? [i] : [])];
			const at = steps.filter((step) => step !== '').join('.');
			const report = reporter(faults, at);
			const last = i === cases.length - 1;
			if (last !== (one.when === undefined)) {
				report('when', last ? 'expected none in the last entry' : 'expected a condition', one.when);
			}
			for (const name of Object.keys(one.weights)) {
				if (!names.includes(name)) report(name, `expected one of ${names.join(', ')}`, name);
			}
			const weights = names.map((name) => {
				const weight = thousandths(one.weights[name] ?? 0);
				if (weight === 0) report(name, 'expected a weight above 0', one.weights[name]);
				return weight;
			});
			const when = one.when && condition(one.when, `${at}.when`, 'answers');
			return { when, weights };
		});
	}

	const count = data.dimensions.reduce((sum, one) => sum + countQuestions(one.elements), 0);
	if (count > mostQuestions) {
		reporter(faults, 'dimensions')('', `expected at most ${mostQuestions} questions`, count);
		return { faults };
	}
	const root = openGroup(data, 'edition', { authority: data.authority }, '');
	const ids = data.ladder.tiers.map((tier) => tier.id);
	if (new Set(ids).size !== ids.length || ids.includes('none')) {
		reporter(faults, 'tiers')('', 'expected each id once, none of them "none"', ids.join(', '));
	}
	const tiers = data.ladder.tiers.map((tier) => ({
		id: tier.id,
		requires: condition(tier.requires, `tiers.${tier.id}.requires`, 'everything')
	}));
	const recommended = data.actions?.actions ?? [];
	const actionIds = recommended.map(({ id }) => id);
	if (new Set(actionIds).size !== actionIds.length) {
		reporter(faults, 'actions')('', 'expected each id once', actionIds.join(', '));
	}
	const actions = recommended.map(({ id, when }) => ({
		id,
		when: condition(when, `actions.${id}.when`, 'everything')
	}));
	const tierLeaves = data.ladder.tiers.flatMap(({ requires }) => conditionLeaves(requires));
	checkOwnNumbers(data.ladder, byName.values(), reporter(faults, ''));
	if (faults.length > 0) return { faults };
	const edition = {
		ref: `${data.instrument}@${data.edition}`,
		data,
		root,
		parts,
		partByName,
		questions: [...byName.values()],
		byName,
		partOf,
		ladder: data.ladder,
		tiers,
		tierLeaves: new Map(tierLeaves.map((leaf) => [leaf, compiled.get(leaf)!])),
		actions
	};
	return { edition };
}

function weightConditions({ weights }: Group): (Condition | undefined)[] {
	return Array.isArray(weights) ? weights.map(({ when }) => when as Condition | undefined) : [];
}

/** The questions that conditions look at, each once. */
function readsOf(conditions: readonly (Condition | undefined)[]): string[] {
	const leaves = conditions.flatMap((one) => (one ? conditionLeaves(one) : []));
	const names = leaves.flatMap((leaf) => ('answer' in leaf ? leaf.answer.split('.')[0]! : []));
	return [...new Set(names)];
}

function countQuestions(elements: readonly Element[]): number {
	return elements.reduce(
		(sum, one) => sum + (one.type === 'panel' ? countQuestions(one.elements) : 1),
		0
	);
}

function maximum(combine: Combine | undefined, scored: readonly Part[]): Fraction {
	const each = scored.map((child) => child.max);
	return combine === 'sum' || combine === 'staircase' ? each.reduce(add, zero) : (each[0] ?? zero);
}

function checkCombine(group: Group, scored: readonly Part[], report: Report): void {
	const { combine } = group;
	if (scored.length > 0 && !combine) {
		report('combine', 'expected how the points of its parts combine', undefined);
	}
	if (scored.length === 0 && combine) report('combine', 'expected parts that score', combine);
	if ((combine === 'weighted') !== (group.weights !== undefined)) {
		report('weights', 'expected weights with combine: weighted, and only there', combine);
	}
	if ((combine === 'staircase') !== (group.pass !== undefined)) {
		report('pass', 'expected pass with combine: staircase, and only there', combine);
	}
	const [first] = scored;
	if (first && (combine === 'mean' || combine === 'weighted' || combine === 'min')) {
		const other = scored.find((child) => compare(child.max, first.max) !== 0);
		if (other) report('combine', `expected parts of equal worth for ${combine}`, other.name);
	}
	const optional = scored.find(mayFall);
	if (!optional) return;
	if (combine === 'staircase') {
		report('combine', 'expected every part of a staircase to apply always', optional.name);
	} else if (combine !== 'min' && !group.tailoring) {
		const expected = `expected what happens where ${optional.name} does not apply`;
		report('tailoring', expected, undefined);
	}
}

/** Whether a part may fall away: it is conditional, or everything in it is. */
export function mayFall(part: Part): boolean {
	return part.appliesIf !== undefined || (part.scored.length > 0 && part.scored.every(mayFall));
}
