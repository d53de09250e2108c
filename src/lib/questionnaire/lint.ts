import { Serializer } from 'survey-core';
import { lintSurvey as lint } from 'survey-core/linter';
import type { Fault, OpenEdition } from '#scoring';
import { registerProperties, toSurvey } from './survey.ts';

registerProperties(Serializer);

/**
 * What survey-core's own linter says of an edition; its warnings count as faults.
 *
 * @param file the folder or file the fault is laid at
 */
export function lintSurvey(edition: OpenEdition, file: string): Fault[] {
	return lintJson(toSurvey(edition), file);
}

/**
 * The same for any SurveyJS document. The library throws on some expressions, and then says nothing else:
 * each of those is a fault of its own, and the rest is looked at without them.
 */
export function lintJson(json: unknown, file: string): Fault[] {
	try {
		return lint(json)
			.findings.filter((finding) => finding.severity !== 'info')
			.map(({ path, ruleId, message }) => ({
				file,
				path: path.replaceAll(/\[(\d+)\]/g, '.$1'),
				expected: 'expected a document without warnings of survey-core',
				received: `${ruleId}: ${message}`
			}));
	} catch (error) {
		const throwing = expressionsIn(json, '').filter(({ text }) => throws(text));
		if (throwing.length === 0) {
			const expected = 'expected a document that survey-core can read';
			return [{ file, path: '', expected, received: wordsOf(error) }];
		}
		const expected = 'expected an expression that survey-core can read';
		const faults = throwing.map(({ path, text }) => ({
			file,
			path,
			expected,
			received: JSON.stringify(text)
		}));
		const texts = new Set(throwing.map(({ text }) => text));
		return [...faults, ...lintJson(without(json, texts), file)];
	}
}

function wordsOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}

/** How SurveyJS calls its properties that hold an expression: `visibleIf`, `totalExpression`, `expression`. */
const isExpression = (key: string) => /(If|[eE]xpression)$/.test(key);

function expressionsIn(value: unknown, path: string): { path: string; text: string }[] {
	if (typeof value !== 'object' || value === null) return [];
	return Object.entries(value).flatMap(([key, inner]: [string, unknown]) => {
		const at = [path, key].filter((step) => step !== '').join('.');
		if (isExpression(key) && typeof inner === 'string') return [{ path: at, text: inner }];
		return expressionsIn(inner, at);
	});
}

/** Whether the library throws on an expression, whatever stands around it. */
function throws(expression: string): boolean {
	try {
		lint({ elements: [{ type: 'text', name: 'a', visibleIf: expression }] });
		return false;
	} catch {
		return true;
	}
}

/** The document without some of its expressions. */
function without(value: unknown, texts: ReadonlySet<string>): unknown {
	if (Array.isArray(value)) return value.map((one) => without(one, texts));
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(
		Object.entries(value)
			.filter(([key, inner]) => !(isExpression(key) && texts.has(inner as string)))
			.map(([key, inner]) => [key, without(inner, texts)])
	);
}
