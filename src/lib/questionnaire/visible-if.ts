import type { Condition, Dimension, EditionData, Element, Leaf, Question } from '#scoring';

/**
 * SurveyJS knows two answers where we know three, so a part is visible exactly when it *certainly*
 * applies: the expression says "met", and what is not answered makes neither a condition nor its
 * opposite true.
 *
 * @returns the expression of each conditional part, by name
 */
export function visibleIfs(data: EditionData): ReadonlyMap<string, string> {
	const asked = new Map<string, Asked>();
	const shown = new Map<string, string>();
	const visit = (part: Dimension | Element, around: readonly Condition[]): void => {
		const conditions = part.appliesIf ? [...around, part.appliesIf] : around;
		if (part.appliesIf) shown.set(part.name, met(part.appliesIf, asked));
		if ('elements' in part) part.elements.forEach((element) => visit(element, conditions));
		else asked.set(part.name, { question: part, conditions });
	};
	data.dimensions.forEach((dimension) => visit(dimension, []));
	return shown;
}

/** A question and the conditions under which it applies, all of which must be met. */
interface Asked {
	readonly question: Question;
	readonly conditions: readonly Condition[];
}
type Questions = ReadonlyMap<string, Asked>;

function met(condition: Condition, asked: Questions): string {
	if ('not' in condition) return unmet(condition.not, asked);
	if ('all' in condition) return join('and', condition.all, met, asked);
	if ('any' in condition) return join('or', condition.any, met, asked);
	const { question, conditions } = asked.get(nameOf(condition))!;
	return all([...conditions.map((one) => met(one, asked)), ...answered(condition, question, true)]);
}

function unmet(condition: Condition, asked: Questions): string {
	if ('not' in condition) return met(condition.not, asked);
	if ('all' in condition) return join('or', condition.all, unmet, asked);
	if ('any' in condition) return join('and', condition.any, unmet, asked);
	const { question, conditions } = asked.get(nameOf(condition))!;
	const otherwise = all(answered(condition, question, false));
	// A question that does not apply has no answer: whatever is asked of it is not so.
	return any([...conditions.map((one) => unmet(one, asked)), otherwise]);
}

function join(
	word: 'and' | 'or',
	parts: readonly Condition[],
	side: typeof met,
	asked: Questions
): string {
	const expressions = parts.map((part) => side(part, asked));
	return word === 'and' ? all(expressions) : any(expressions);
}

function all(expressions: readonly string[]): string {
	return expressions.length === 1 ? expressions[0]! : `(${expressions.join(' and ')})`;
}

function any(expressions: readonly string[]): string {
	return expressions.length === 1 ? expressions[0]! : `(${expressions.join(' or ')})`;
}

function nameOf(leaf: Leaf): string {
	return 'answer' in leaf ? leaf.answer.split('.')[0]! : '';
}

const operators = { is: '=', atLeast: '>=', atMost: '<=', over: '>', under: '<' } as const;
const opposites = { is: '<>', atLeast: '<', atMost: '>', over: '<=', under: '>=' } as const;

/** That there is an answer, and that it is (or is not) what the leaf asks for. */
function answered(leaf: Leaf, question: Question, wanted: boolean): [string, string] {
	if (!('answer' in leaf)) throw new Error('expected a condition on answers only');
	const field = `{${leaf.answer}}`;
	const values = leaf.in ?? (leaf.is === undefined ? undefined : [leaf.is]);
	if (values && question.type !== 'multipletext') {
		const [yes, no] = question.type === 'checkbox' ? ['contains', 'notcontains'] : ['=', '<>'];
		const each = values.map((value) => `${field} ${wanted ? yes : no} ${literal(value)}`);
		return [`${field} notempty`, wanted ? any(each) : all(each)];
	}
	const comparison = (Object.keys(operators) as (keyof typeof operators)[]).find(
		(key) => key in leaf
	)!;
	const operator = (wanted ? operators : opposites)[comparison];
	return [`${field} notempty`, `${field} ${operator} ${literal(leaf[comparison])}`];
}

/** Ids hold nothing that would need escaping. */
function literal(value: unknown): string {
	return typeof value === 'string' ? `'${value}'` : String(value);
}
