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

/** The same for any SurveyJS document. The library throws on some of them: that is a fault too. */
export function lintJson(json: unknown, file: string): Fault[] {
	try {
		return lint(json)
			.findings.filter((finding) => finding.severity !== 'info')
			.map(({ path, ruleId, message }) => ({
				file,
				path,
				expected: 'expected a document without warnings of survey-core',
				received: `${ruleId}: ${message}`
			}));
	} catch (error) {
		const received = error instanceof Error ? error.message : String(error);
		return [
			{ file, path: '', expected: 'expected a document that survey-core can read', received }
		];
	}
}
