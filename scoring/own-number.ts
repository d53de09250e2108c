import type { Condition } from './condition.ts';
import type { Ladder } from './edition.ts';
import type { Report } from './fault.ts';
import { compare, zero } from './fraction.ts';
import type { OpenQuestion } from './open-question.ts';
import { inherit, type Source } from './source.ts';

/**
 * A number of our own may decide a tier only on a ladder marked our own: on any other no gate is ours,
 * and no choice gives points of ours (a "none" that we added gives none).
 */
export function checkOwnNumbers(
	ladder: Ladder,
	questions: Iterable<OpenQuestion>,
	report: Report
): void {
	if (ladder.source.authority === 'own') return;
	const expected = 'expected no number of our own on a ladder that is not';
	for (const { id, requires, source } of ladder.tiers) {
		const place = `tiers.${id}.requires`;
		for (const gate of gatesOf(requires, inherit(ladder.source, source), place)) {
			if (gate.source.authority === 'own') report(gate.path, expected, 'own');
		}
	}
	for (const question of questions) {
		if (question.type === 'multipletext') continue;
		for (const { value, points, source } of question.choices) {
			if (source.authority !== 'own' || compare(points.high, zero) === 0) continue;
			report(`${question.name}.${value}`, expected, 'own');
		}
	}
}

/** The leaves of a condition: where each stands, and what its numbers rest on. */
export function gatesOf(
	condition: Condition,
	around: Source,
	path: string
): { path: string; source: Source }[] {
	if ('not' in condition) return gatesOf(condition.not, around, `${path}.not`);
	if ('all' in condition) {
		return condition.all.flatMap((part, i) => gatesOf(part, around, `${path}.all.${i}`));
	}
	if ('any' in condition) {
		return condition.any.flatMap((part, i) => gatesOf(part, around, `${path}.any.${i}`));
	}
	return [{ path, source: inherit(around, condition.source) }];
}
