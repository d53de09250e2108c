import { describe, expect, it } from 'vitest';
import { checkEdition } from '#lib/library/check-edition.ts';
import { sentence } from '#scoring';
import { openContent } from '../../scripts/content.ts';
import { one, text } from '../support/edition.ts';
import { libraryAfter, put, type Slip } from '../support/library-files.ts';

const folder = 'questionnaires/test/2024/';
const base = `${folder}1-base.yaml`;
const tiers = `${folder}tiers.yaml`;
const cases = `${folder}cases.yaml`;

/** The small library with its numbers in a clause, so that nothing is wrong with it but what a slip adds. */
const faultsAfter = (slip: Slip): string[] => {
	const library = libraryAfter((files) => {
		put(files[`${folder}questionnaire.yaml`], 'source', { clause: '1' });
		put(files[tiers], 'source', { clause: '2', authority: 'official' });
		slip(files);
	});
	return checkEdition(library, library.editions.get('test@2024')!).map(sentence);
};
const set =
	(file: string, path: string, value: unknown): Slip =>
	(files) =>
		put(files[file], path, value);

it('a good edition has no fault', () => {
	expect(faultsAfter(() => undefined)).toEqual([]);
});

const library = openContent();
const published = [...library.editions.values()].filter(
	({ edition }) => edition.data.status === 'published'
);
it.each(published)('$edition.ref passes the check', (one) => {
	expect(checkEdition(library, one).map(sentence)).toEqual([]);
});

// The whole of the small edition is 11 points: plan 10, effect 1; scene is a ladder of levels 0 to 4.
describe('a tier', () => {
	const requires = (first: unknown, second: unknown): Slip => {
		return (files) => {
			put(files[tiers], 'tiers.0.requires', first);
			put(files[tiers], 'tiers.1.requires', second);
			put(files[cases], 'cases', [
				{
					...{ name: 'some', arithmetic: 'plan some', answers: { plan: 'some', effect: 'no' } },
					expect: { points: { total: 5 }, tier: { low: 'none', high: 'second' } }
				}
			]);
		};
	};
	const at = (id: string) => `${tiers} tiers.${id}.requires: `;
	const only = (faults: string[]) => faults.filter((fault) => fault.startsWith(tiers));

	it('that no answers can reach is named: 11.5 of 11 points', () => {
		const slip = requires({ score: 'total', atLeast: 5 }, { score: 'total', atLeast: 11.5 });
		expect(only(faultsAfter(slip))).toEqual([
			`${at('second')}expected a tier that some answers reach, received one that none can reach`
		]);
	});

	it('that all reach is named, and the one that none is left at below it is not', () => {
		const slip = requires({ score: 'total', atLeast: 0 }, { score: 'total', atLeast: 11 });
		expect(only(faultsAfter(slip))).toEqual([
			`${at('first')}expected a tier that not all reach, received one that all reach`
		]);
	});

	it('that no answers end at, since the next asks for the same, needs a case nobody can write', () => {
		const same = { score: 'total', atLeast: 5 };
		expect(only(faultsAfter(requires(same, same)))).toEqual([
			`${at('first')}expected a worked case that stands at this tier, received none that does`
		]);
	});

	it('behind one that none can reach is not reached either, with firstUnmet', () => {
		const slip = requires({ score: 'total', over: 11 }, { score: 'total', atLeast: 5 });
		const climb: Slip = (files) => {
			slip(files);
			put(files[tiers], 'rule', 'firstUnmet');
		};
		const none = 'expected a tier that some answers reach, received one that none can reach';
		expect(only(faultsAfter(climb))).toEqual([at('first') + none, at('second') + none]);
	});

	it('that only a certain mixture reaches is found among all the sheets there are', () => {
		// Plan at its middle, scene at the top: no way up from the least to the most passes there.
		const mixture = {
			all: [
				{ score: 'plan', atLeast: 5 },
				{ score: 'plan', atMost: 5 },
				{ score: 'effect', atLeast: 1 },
				{ count: 'scenes', level: 4, atLeast: 1 }
			]
		};
		const slip = requires({ score: 'total', atLeast: 10 }, mixture);
		expect(only(faultsAfter(slip))).toEqual([]);
	});

	it('that asks for a title is reached by who holds it', () => {
		const slip = requires({ score: 'total', atLeast: 5 }, { title: 'demonstration', is: 'held' });
		expect(only(faultsAfter(slip))).toEqual([]);
	});

	it('of a large edition that the search does not find is shown by a worked case', () => {
		// Of thirty questions of three choices just the first and the last may have points.
		const names = Array.from({ length: 30 }, (_, i) => `q${i}`);
		const exactly = (name: string, points: number) => [
			{ score: name, atLeast: points },
			{ score: name, atMost: points }
		];
		const requirement = { all: names.flatMap((name, i) => exactly(name, i % 29 === 0 ? 1 : 0)) };
		const mixed: Slip = (files) => {
			put(files[base], 'elements', [
				...(files[base]!.elements as unknown[]),
				...names.map((name) => one(name, { no: 0, half: 1, yes: 2 }))
			]);
			put(files[tiers], 'tiers.1.requires', requirement);
			put(files[tiers], 'tiers.0.requires', { score: 'total', atLeast: 60 });
			put(files[cases], 'cases', []);
		};
		expect(only(faultsAfter(mixed))).toEqual([
			`${at('second')}expected a worked case that stands at this tier, received none that does`
		]);
		const shown: Slip = (files) => {
			mixed(files);
			const answers = Object.fromEntries(
				names.map((name, i) => [name, i % 29 === 0 ? 'half' : 'no'])
			);
			put(files[cases], 'cases', [
				{ name: 'a', arithmetic: '1 + 1', answers, expect: { tier: 'second' } }
			]);
		};
		expect(faultsAfter(shown)).toEqual([]);
	});
});

describe('a choice', () => {
	const ratio = (elements: readonly object[], choices: readonly object[]): Slip => {
		return (files) => {
			const figures = {
				...{ type: 'multipletext', name: 'machines', title: text('machines') },
				items: elements
			};
			const rate = {
				...{ type: 'radiogroup', name: 'rate', title: text('rate') },
				of: { numerator: 'machines.some', denominator: 'machines.all' },
				choices
			};
			const before = files[base]!.elements as unknown[];
			put(files[base], 'elements', [...before, figures, rate]);
		};
	};
	const item = (name: string, more: object) => ({
		...{ name, title: text(name), inputType: 'number', unit: text('unit'), min: 0, max: 100 },
		...more
	});
	const band = (value: string, bounds: object) => ({ value, text: text(value), ...bounds });
	const bands = [
		band('to-50', { upTo: 50 }),
		band('to-100', { over: 50, upTo: 100 }),
		band('more', { over: 100 })
	];
	const dead = (value: string, range: string) =>
		`${base} rate.choices.${value}: expected a band that figures can fall into, received one outside what they give, ${range}`;

	it('is dead where a part is more than the whole', () => {
		const some = item('some', { atMost: 'all' });
		expect(faultsAfter(ratio([some, item('all', { min: 1 })], bands))).toEqual([
			dead('more', '0 to 100 %')
		]);
	});

	it('is dead where the figures are bounded: 40 to 60 of 100 is 40 to 60 %', () => {
		const figures = [item('some', { min: 40, max: 60 }), item('all', { min: 100 })];
		const choices = [
			band('to-39', { upTo: 39.999 }),
			band('to-60', { over: 39.999, upTo: 60 }),
			band('more', { over: 60 })
		];
		expect(faultsAfter(ratio(figures, choices))).toEqual([
			dead('to-39', '40 to 60 %'),
			dead('more', '40 to 60 %')
		]);
	});

	it('is alive where nothing bounds the quotient', () => {
		expect(faultsAfter(ratio([item('some', {}), item('all', {})], bands))).toEqual([]);
	});

	it('that reads like another is named, in either language', () => {
		const slip = set(base, 'elements.0.choices.2.text', { 'zh-cn': '是', en: 'some' });
		expect(faultsAfter(slip)).toEqual([
			`${base} plan.choices.yes: expected words that no other choice has, received those of some`
		]);
	});
});

describe('a number that is not our own', () => {
	const expected = 'expected the clause in which this number stands, or authority: own';

	it('stands in a clause: at each choice that gives points, and at each gate', () => {
		const slip: Slip = (files) => {
			put(files[`${folder}questionnaire.yaml`], 'source', {});
			put(files[tiers], 'source', { authority: 'derived' });
			put(files[base], 'source', { clause: '1' });
		};
		const results = `${folder}2-results.yaml effect.choices`;
		expect(faultsAfter(slip)).toEqual([
			`${results}.half.source: ${expected}, received nothing`,
			`${results}.yes.source: ${expected}, received nothing`,
			`${tiers} tiers.first.requires.source: ${expected}, received nothing`,
			`${tiers} tiers.second.requires.source: ${expected}, received nothing`
		]);
	});
});

it('an edition has a worked case', () => {
	expect(faultsAfter(set(cases, 'cases', []))).toEqual([
		`${cases}: expected at least one worked case, received none`
	]);
});

it('what survey-core warns of is a fault of its folder', () => {
	const never = {
		all: [
			{ answer: 'plan', is: 'no' },
			{ answer: 'plan', is: 'yes' }
		]
	};
	const slip: Slip = (files) => {
		put(files[base], 'elements.1.appliesIf', never);
	};
	const [fault, ...others] = faultsAfter(slip);
	expect(others).toEqual([]);
	expect(fault).toMatch(
		/^questionnaires\/test\/2024\/ pages\.0\.elements\.1\.visibleIf: expected a document without warnings of survey-core, received expression\/contradiction: /
	);
});

it('says faults of every kind at once', () => {
	const faults = faultsAfter((files) => {
		put(files[`${folder}questionnaire.yaml`], 'source', {});
		put(files[tiers], 'tiers.1.requires', { score: 'total', atLeast: 12 });
		put(files[base], 'elements.0.choices.2.text', { 'zh-cn': '是', en: 'some' });
		put(files[cases], 'cases.0.expect.tier', 'second');
	});
	for (const said of ['no other choice', 'the clause in', 'none can reach', 'expected "second"']) {
		expect(
			faults.some((fault) => fault.includes(said)),
			said
		).toBe(true);
	}
});
