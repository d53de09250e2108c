import { describe, expect, it } from 'vitest';
import { covers, linkedWith, uncompared } from '#lib/links/link.ts';
import { openContent } from '../../scripts/content.ts';
import { dimension, editionData, figures, one, rungs, several, text } from '../support/edition.ts';
import { faultsAfter, libraryAfter, put, type Slip } from '../support/library-files.ts';

const file = 'questionnaires/links/test--other.yaml';

/** A second instrument, in two editions of which the later has one question less, and links to it. */
function withLinks(change: Slip = () => undefined): Slip {
	return (files) => {
		for (const edition of ['2025', '2026']) {
			const folder = `questionnaires/other/${edition}/`;
			const asked = [
				one('plan', { never: 0, ever: 10 }),
				several('ticks', { here: 1 }),
				figures('machines', { all: {}, crowd: { unit: text('people') } }),
				...(edition === '2025' ? [rungs('scene', 2, ['scenes'])] : [])
			];
			const whole = dimension('whole', asked, { combine: 'sum' });
			const tiers = { only: { score: 'total', atLeast: 5 } };
			const { dimensions, ladder, ...head } = editionData([whole], tiers, {
				instrument: 'other',
				edition
			});
			Object.assign(files, {
				[`${folder}questionnaire.yaml`]: { ...head, sets: { scenes: text('scenes') } },
				[`${folder}1-whole.yaml`]: dimensions[0],
				[`${folder}tiers.yaml`]: ladder,
				[`${folder}cases.yaml`]: { cases: [] }
			});
		}
		files[file] = {
			between: [
				{ instrument: 'test', editions: ['2024'] },
				{ instrument: 'other', editions: ['2025', '2026'] }
			],
			links: [
				{
					questions: ['plan', 'plan'],
					relation: 'narrower',
					why: text('why'),
					choices: [
						['no', 'never'],
						['some', 'ever'],
						['yes', 'ever']
					]
				},
				{
					questions: ['scene', 'scene'],
					relation: 'broader',
					back: 'broader',
					why: text('why'),
					choices: [[4, 2]]
				}
			]
		};
		change(files);
	};
}

const broken = (path: string, value: unknown) =>
	faultsAfter(withLinks((files) => put(files[file], path, value)));

it('a link reads both ways: what is narrower one way is broader the other', () => {
	const { links } = libraryAfter(withLinks());
	expect(links.map(({ from, to, relation }) => [from.instrument, to.instrument, relation])).toEqual(
		[
			['test', 'other', 'narrower'],
			['other', 'test', 'broader'],
			['test', 'other', 'broader'],
			['other', 'test', 'broader']
		]
	);
	expect(links[1]!.choices).toEqual([
		['never', 'no'],
		['ever', 'some'],
		['ever', 'yes']
	]);
	expect([...linkedWith(links, 'test@2024')]).toEqual(['other@2025', 'other@2026']);
});

it('no file of links is no fault', () => {
	expect(libraryAfter(() => undefined).links).toEqual([]);
});

it('a further edition says nothing until somebody has compared it', () => {
	const only = (files: Parameters<Slip>[0]) => put(files[file], 'between.1.editions', ['2025']);
	const { links, editions } = libraryAfter(withLinks(only));
	expect(uncompared(links, editions.keys())).toEqual(['other@2026']);
	expect(links.some(({ to }) => covers(to, 'other@2026'))).toBe(false);
	expect(links.some(({ to }) => covers(to, 'other@2025'))).toBe(true);
});

describe('refuses', () => {
	it.each<[string, string, unknown, string]>([
		[
			'an edition that does not exist',
			'between.1.editions',
			['2025', '2027'],
			'between.1.editions: expected an edition that exists and opens, received "other@2027"'
		],
		[
			'one instrument twice',
			'between.1',
			{ instrument: 'test', editions: ['2024'] },
			'between.1.instrument: expected another instrument, received "test"'
		],
		[
			'a question that no compared edition has',
			'links.0.questions',
			['plan', 'plans'],
			'links.0.questions.1: expected a question of other, received "plans"'
		],
		[
			'a question that only an edition has which is not compared',
			'between.1.editions',
			['2026'],
			'links.1.questions.1: expected a question of other, received "scene"'
		],
		[
			'questions of two types',
			'links.0.questions',
			['plan', 'ticks'],
			'links.0.questions: expected questions of one type, received "radiogroup, checkbox"'
		],
		[
			'a choice that does not exist',
			'links.0.choices.0',
			['no', 'nowhere'],
			'links.0.choices.0: expected one of plan, received "nowhere"'
		],
		[
			'a level written as a word',
			'links.1.choices.0',
			['four', 2],
			'links.1.choices.0: expected one of scene, received "four"'
		],
		[
			'a pair of choices twice',
			'links.0.choices.0',
			['some', 'ever'],
			'links.0.choices: expected each pair once, received "some, ever"'
		],
		[
			'figures between choices',
			'links.0.items',
			[['a', 'b']],
			'links.0.items: expected choices for a radiogroup, received "items"'
		],
		[
			'choices left out',
			'links.0.choices',
			undefined,
			'links.0.choices: expected the choices that belong together, received nothing'
		],
		[
			'the same two questions twice',
			'links.1.questions',
			['plan', 'plan'],
			'links.1.questions: expected each pair of questions once, received "plan, plan"'
		]
	])('%s', (_, path, value, fault) => {
		expect(broken(path, value)).toContain(`${file} ${fault}`);
	});

	it('figures of two units, and checkboxes that would settle something', () => {
		const faults = faultsAfter(
			withLinks((files) => {
				const base = 'questionnaires/test/2024/1-base.yaml';
				const elements = files[base]!.elements as unknown[];
				elements.push(figures('machines', { total: {} }), several('ticks', { there: 1 }));
				put(files[base], 'worth', undefined);
				const links = (files[file] as { links: unknown[] }).links;
				const why = text('why');
				links.push(
					{
						questions: ['machines', 'machines'],
						relation: 'equal',
						why,
						items: [['total', 'crowd']]
					},
					{ questions: ['ticks', 'ticks'], relation: 'equal', why, choices: [['there', 'here']] }
				);
			})
		);
		expect(faults).toEqual([
			`${file} links.2.items.0: expected figures of one unit, received "unit, people"`,
			`${file} links.3.relation: expected broader, and back: broader, between checkboxes, received "equal"`
		]);
	});
});

describe('the real links', () => {
	const { links, editions } = openContent();

	it('compare every edition', () => {
		expect(uncompared(links, editions.keys())).toEqual([]);
	});

	// The Dongguan text speaks neither of organisation nor of what a whole link of business covers.
	it('join every pair of instruments but Dongguan and the smart factory gradient', () => {
		const apart = ['dongguan-industrial-internet@2026', 'smart-factory-gradient@2025'];
		const refs = [...editions.keys()];
		const instrument = (ref: string) => ref.split('@')[0];
		for (const ref of refs) {
			const others = refs
				.filter((other) => instrument(other) !== instrument(ref))
				.filter((other) => !(apart.includes(ref) && apart.includes(other)));
			expect([...linkedWith(links, ref)].sort()).toEqual(others.sort());
		}
	});

	it('that settle something name every choice: what is left out would be settled wrongly', () => {
		const lacking = links
			.filter(({ relation, choices }) => relation !== 'broader' && choices.length > 0)
			.flatMap(({ from, to, choices }) =>
				[from, to].flatMap((side, i) =>
					side.editions.flatMap((edition) => {
						const asked = editions.get(`${side.instrument}@${edition}`)!.edition;
						const question = asked.byName.get(side.question);
						if (!question || question.type === 'multipletext') return [];
						return question.choices
							.filter(({ value }) => !choices.some((pair) => pair[i] === value))
							.map(({ value }) => `${asked.ref} ${side.question} ${value}`);
					})
				)
			);
		expect(lacking).toEqual([]);
	});
});
