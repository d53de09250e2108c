import type { Condition, Leaf } from '#scoring';

/** Every leaf of a condition, in order. */
export function conditionLeaves(condition: Condition): Leaf[] {
	if ('all' in condition) return condition.all.flatMap(conditionLeaves);
	if ('any' in condition) return condition.any.flatMap(conditionLeaves);
	if ('not' in condition) return conditionLeaves(condition.not);
	return [condition];
}
