import { describe, expect, it } from 'vitest';
import { faultsAfter, put } from '../support/library-files.ts';

const files = {
	base: 'questionnaires/test/2024/1-base.yaml',
	head: 'questionnaires/test/2024/questionnaire.yaml',
	tiers: 'questionnaires/test/2024/tiers.yaml',
	cases: 'questionnaires/test/2024/cases.yaml',
	document: 'measures/policy/document.yaml',
	award: 'measures/policy/award.yaml'
};
const text = { 'zh-cn': '题', en: 'Q' };
type Row = [string, string, unknown, string];

/** Each row: what is wrong, where it is put, what is put there, and the fault from its path on. */
function refuses(file: keyof typeof files, rows: Row[]): void {
	it.each(rows)('%s', (_, path, value, fault) => {
		const faults = faultsAfter((all) => put(all[files[file]], path, value));
		expect(faults).toContain(`${files[file]} ${fault}`);
		expect(faults.join('\n')).not.toContain('expected an object, received an object');
	});
}

describe('a text', () => {
	refuses('base', [
		[
			'is in both languages',
			'title',
			{ 'zh-cn': '题' },
			'title.en: expected this key, received nothing'
		],
		[
			'has no default',
			'title',
			{ ...text, default: 'Q' },
			'title.default: expected no such key, received "default"'
		],
		['is not a plain word', 'title', 'Q', 'title: expected an object, received "Q"'],
		[
			'is not empty',
			'title.en',
			'',
			'title.en: expected words without blanks around them, received ""'
		],
		[
			'has no blanks around it',
			'title.en',
			' Q',
			'title.en: expected words without blanks around them, received " Q"'
		],
		[
			'has no control characters',
			'title.en',
			'a\u0007b',
			'title.en: expected words without control characters, received "a\\u{7}b"'
		],
		[
			'has no half of a pair',
			'title.en',
			'a\ud83d',
			'title.en: expected words without control characters, received "a\\u{d83d}"'
		]
	]);
});

describe('a dimension', () => {
	refuses('base', [
		['has no other key', 'titel', text, 'titel: expected no such key, received "titel"'],
		['has questions', 'elements', [], 'elements: expected at least one entry, received a list'],
		[
			'combines in a way there is',
			'combine',
			'product',
			'combine: expected "sum" or "mean" or "weighted" or "min" or "staircase", received "product"'
		],
		[
			'has a name in ASCII',
			'name',
			'基础',
			'name: expected an id of a-z, 0-9 and single hyphens, received "基础"'
		],
		[
			'has no name that every object has',
			'name',
			'constructor',
			'name: expected another id than "constructor", received "constructor"'
		],
		[
			'has a short name',
			'name',
			'x'.repeat(65),
			`name: expected at most 64 characters, received "${'x'.repeat(40)}…" (65 characters)`
		],
		[
			'has weights that are numbers',
			'weights',
			{ plan: 'much' },
			'weights.plan: expected number, received "much"'
		],
		[
			'has weights in a list with weights in it',
			'weights',
			[{ weights: { plan: 1 } }, { weigths: {} }],
			'weights.1.weigths: expected no such key, received "weigths"'
		],
		[
			'says what tailoring does',
			'tailoring',
			{ rule: 'ignore', source: {} },
			'tailoring.rule: expected "redistribute" or "forfeit", received "ignore"'
		]
	]);
});

describe('a question', () => {
	const supported = 'expected a supported type: radiogroup, checkbox, multipletext, panel';
	refuses('base', [
		[
			'is of a kind there is',
			'elements.0.type',
			'matrix',
			`elements.0.type: ${supported}, received "matrix"`
		],
		[
			'is of no kind of every object',
			'elements.0.type',
			'constructor',
			`elements.0.type: ${supported}, received "constructor"`
		],
		['is no word', 'elements.0', 'plan', `elements.0: ${supported}, received "plan"`],
		[
			'has no property of survey-core that we do not keep',
			'elements.0.visibleIf',
			'{plan} = 1',
			'elements.0.visibleIf: expected no such key, received "visibleIf"'
		],
		[
			'has two choices',
			'elements.0.choices',
			[{ value: 'a', text }],
			'elements.0.choices: expected at least 2 entries, received a list'
		],
		[
			'has points of three decimals',
			'elements.0.choices.1.points',
			5.0001,
			'elements.0.choices.1.points: expected at most three decimals, received 5.0001'
		],
		[
			'has no points below 0',
			'elements.0.choices.1.points',
			-1,
			'elements.0.choices.1.points: expected at least 0, received -1'
		],
		[
			'has points, not words',
			'elements.0.choices.1.points',
			'5',
			'elements.0.choices.1.points: expected number, received "5"'
		],
		[
			'has points with an end',
			'elements.0.choices.1.points',
			Infinity,
			'elements.0.choices.1.points: expected at most 1000000, received Infinity'
		],
		[
			'has bounds of three decimals',
			'elements.0.choices.1.upTo',
			10.0005,
			'elements.0.choices.1.upTo: expected at most three decimals, received 10.0005'
		],
		[
			'has levels to 9',
			'elements.1.choices.1.level',
			10,
			'elements.1.choices.1.level: expected at most 9, received 10'
		],
		[
			'has a source with an authority there is',
			'elements.0.source',
			{ authority: 'hearsay' },
			'elements.0.source.authority: expected "official" or "derived" or "own", received "hearsay"'
		]
	]);
});
