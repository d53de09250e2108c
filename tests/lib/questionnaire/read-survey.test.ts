import { describe, expect, it, test } from 'vitest';
import { mostQuestions, sentence, type Condition } from '#scoring';
import { readSurvey } from '#lib/questionnaire/read-survey.ts';
import { toSurvey } from '#lib/questionnaire/survey.ts';
import { dimension, editionData, figures, halves, one, opened } from '../../support/edition.ts';
import { put } from '../../support/library-files.ts';
import { catalogue } from '../../support/small-catalogue.ts';
import { openContent } from '../../../scripts/content.ts';

const file = 'survey.json';
const world = { catalogue, ladders: new Map<string, readonly string[]>() };
const faultsOf = (json: unknown) => (readSurvey(json, file, world).faults ?? []).map(sentence);

/** An edition of ours as it is downloaded: plain JSON. */
function downloaded(change: (json: object) => void = () => undefined): object {
	const yes: Condition = { answer: 'plan', is: 'yes' };
	const elements = [
		one('plan', { no: 0, yes: 1 }),
		halves('effect', { appliesIf: yes }),
		figures('machines', { all: {} })
	];
	const data = editionData(
		[dimension('base', elements, { combine: 'sum', tailoring: { rule: 'forfeit', source: {} } })],
		{ first: { score: 'total', atLeast: 1 } }
	);
	const json = JSON.parse(JSON.stringify(toSurvey(opened(data)))) as object;
	change(json);
	return json;
}

const library = openContent();

test.each([...library.editions.values()])('$edition.ref comes back equal', ({ edition }) => {
	const ladders = new Map([[edition.data.instrument, edition.tiers.map(({ id }) => id)]]);
	const json: unknown = JSON.parse(JSON.stringify(toSurvey(edition)));
	const { data, faults } = readSurvey(json, file, { catalogue: library.catalogue, ladders });
	expect(faults).toBeUndefined();
	expect(data).toEqual(edition.data);
});

it('of a document from elsewhere names every type, property and expression, all at once', () => {
	const foreign = {
		title: 'Feedback',
		logoPosition: 'right',
		pages: [
			{
				name: 'page1',
				elements: [
					{ type: 'matrixdynamic', name: 'machines' },
					{ type: 'text', name: 'age', visibleIf: '!null' },
					{ type: 'panel', name: 'more', elements: [{ type: 'file', name: 'upload' }] },
					{ type: 'comment', name: 'why', visibleIf: '{age} >' }
				]
			}
		]
	};
	const faults = faultsOf(foreign);
	const supported = 'expected a supported type: radiogroup, checkbox, multipletext, panel';
	const at = `${file} pages.0.elements`;
	expect(faults).toEqual(
		expect.arrayContaining([
			`${file} qidang: expected this key, received nothing`,
			`${file} logoPosition: expected no such key, received "logoPosition"`,
			`${at}.0.type: ${supported}, received "matrixdynamic"`,
			`${at}.1.type: ${supported}, received "text"`,
			`${at}.2.elements.0.type: ${supported}, received "file"`,
			`${at}.3.type: ${supported}, received "comment"`,
			`${at}.1.visibleIf: expected an expression that survey-core can read, received "!null"`
		])
	);
	// What it cannot parse it names itself, though it throws on another expression of the same document.
	expect(faults.some((one) => one.startsWith(`${at}.3.visibleIf: `))).toBe(true);
});

describe('of one of ours that was changed elsewhere refuses', () => {
	const within = 'pages.0.elements';
	it.each<[string, string, unknown, string]>([
		[
			'an expression that appliesIf does not make',
			`${within}.1.visibleIf`,
			"{plan} = 'no'",
			`${within}.1.visibleIf: expected what appliesIf makes of it, ({plan} notempty and {plan} = 'yes'), received "{plan} = 'no'"`
		],
		[
			'an expression where there is no appliesIf',
			`${within}.0.visibleIf`,
			"{plan} = 'no'",
			`${within}.0.visibleIf: expected no such key, received "visibleIf"`
		],
		[
			'a range that a figure does not have',
			`${within}.2.items.0.validators.0.maxValue`,
			5,
			`${within}.2.items.0.validators: expected no such key, received "validators"`
		],
		[
			'another property of SurveyJS',
			`${within}.0.isRequired`,
			true,
			`${within}.0.isRequired: expected no such key, received "isRequired"`
		],
		[
			'points that do not add up',
			`${within}.0.worth`,
			3,
			'base.plan.worth: expected what its choices give, 1, received 3'
		],
		['no ladder', 'qidang.ladder', undefined, 'qidang.ladder: expected an object, received nothing']
	])('%s', (_, path, value, fault) => {
		expect(faultsOf(downloaded((json) => put(json, path, value)))).toContain(`${file} ${fault}`);
	});
});

describe('refuses with one fault', () => {
	const deep = Array.from({ length: 100_000 }).reduce<object>(
		(inner) => ({ elements: [inner] }),
		{}
	);
	const many = (count: number) => ({
		pages: [{ elements: Array.from({ length: count }, (_, i) => halves(`q${i}`)) }]
	});
	it.each<[string, unknown, string]>([
		['nothing', null, 'expected an object, received null'],
		['a word', 'survey', 'expected an object, received "survey"'],
		['depth without end', deep, 'expected at most 64 levels, received more'],
		['5,000 questions', many(5000), 'expected at most 400 questions, received 5000'],
		['one question too many', many(401), 'expected at most 400 questions, received 401']
	])('%s', (_, json, fault) => {
		expect(faultsOf(json)).toEqual([`${file}: ${fault}`]);
	});

	it('and as many as there may be are no fault', () => {
		expect(mostQuestions).toBe(400);
		expect(faultsOf(many(400)).join()).not.toContain('at most 400');
	});
});
