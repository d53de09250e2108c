import { describe, expect, it } from 'vitest';
import { faultsAfter, libraryAfter, put, type Slip } from '../support/library-files.ts';

const edition = 'questionnaires/test/2024/';
const set =
	(file: string, path: string, value: unknown): Slip =>
	(files) =>
		put(files[file], path, value);
const en = { 'zh-cn': '题', en: 'Q' };

it('a small library opens', () => {
	const library = libraryAfter(() => undefined);
	expect([...library.editions.keys()]).toEqual(['test@2024']);
	expect([...library.documents.keys()]).toEqual(['policy']);
});

describe('a file that', () => {
	it.each([
		['facts', 'measures/facts.yaml'],
		['titles', 'measures/titles.yaml'],
		['zones', 'measures/zones.yaml'],
		['industries', 'measures/industries.yaml'],
		['capabilities', 'questionnaires/capabilities.yaml'],
		['the list of published editions', 'questionnaires/published.json'],
		['tiers', `${edition}tiers.yaml`],
		['cases', `${edition}cases.yaml`],
		['the questionnaire', `${edition}questionnaire.yaml`],
		['the document', 'measures/policy/document.yaml']
	])('is missing is named: %s', (_, file) => {
		expect(faultsAfter((files) => void Reflect.deleteProperty(files, file))).toContain(
			`${file}: expected this file, received nothing`
		);
	});

	it.each([
		['null', null, 'null'],
		['a list', [], 'a list'],
		['a word', 'facts', '"facts"']
	])('is %s is refused', (_, content, received) => {
		const slip: Slip = (files) => Object.assign(files, { [`${edition}1-base.yaml`]: content });
		expect(faultsAfter(slip)[0]).toMatch(
			new RegExp(`^${edition}1-base\\.yaml.*: expected .*, received (${received}|nothing)$`)
		);
	});
});

describe('the files of an edition', () => {
	const move =
		(from: string, to: string): Slip =>
		(files) => {
			files[`${edition}${to}`] = files[`${edition}${from}`]!;
			Reflect.deleteProperty(files, `${edition}${from}`);
		};

	it.each<[string, Slip, string]>([
		[
			'a name without a number',
			move('2-results.yaml', 'results.yaml'),
			`${edition}results.yaml: expected a name like 1-digital-base.yaml, received "results.yaml"`
		],
		[
			'a number twice',
			move('2-results.yaml', '1-results.yaml'),
			`${edition}1-results.yaml: expected one file with number 1, received "1-results.yaml"`
		],
		[
			'a number twice, written otherwise',
			move('2-results.yaml', '01-results.yaml'),
			`${edition}01-results.yaml: expected one file with number 01, received "01-results.yaml"`
		],
		[
			'a dimension under another name',
			move('2-results.yaml', '2-effects.yaml'),
			`${edition}2-effects.yaml name: expected effects, as the file is called, received "results"`
		],
		[
			'a folder within',
			(files) => (files[`${edition}old/1-base.yaml`] = {}),
			`${edition}old/1-base.yaml: expected a name like 1-digital-base.yaml, received "old/1-base.yaml"`
		],
		[
			'another folder than the edition says',
			set(`${edition}questionnaire.yaml`, 'edition', '2022'),
			`${edition}questionnaire.yaml edition: expected it to stand in questionnaires/test/2022/, received "${edition}"`
		]
	])('%s', (_, slip, fault) => {
		expect(faultsAfter(slip)).toContain(fault);
	});
});

describe('lists of words', () => {
	it.each<[string, string, unknown[], string]>([
		[
			'a fact twice',
			'measures/facts.yaml',
			['facts', 0],
			'area: expected it once, received "area"'
		],
		[
			'a title twice',
			'measures/titles.yaml',
			['titles', 0],
			'demonstration: expected it once, received "demonstration"'
		],
		[
			'a zone twice',
			'measures/zones.yaml',
			['zones', 0],
			'320900-yannan: expected it once, received "320900-yannan"'
		],
		[
			'an industry twice',
			'measures/industries.yaml',
			['industries', 0],
			'C33: expected it once, received "C33"'
		],
		[
			'a capability twice',
			'questionnaires/capabilities.yaml',
			['capabilities', 0],
			'planning: expected it once, received "planning"'
		]
	])('%s', (_, file, [list], fault) => {
		const slip: Slip = (files) => {
			const all = files[file]![list as string] as unknown[];
			all.push(all[0]);
		};
		expect(faultsAfter(slip)).toEqual([`${file} ${fault}`]);
	});

	it.each<[string, string, string, unknown, string]>([
		[
			'a zone in another area',
			'measures/zones.yaml',
			'zones.0.within',
			'320800',
			'measures/zones.yaml 320900-yannan: expected within to fit the id, received "320800"'
		],
		[
			'a division of another section',
			'measures/industries.yaml',
			'industries.0.code',
			'A01',
			'measures/industries.yaml industries.0.code: expected C13 … C43, received "A01"'
		],
		[
			'a fact of no type',
			'measures/facts.yaml',
			'facts.0.type',
			'word',
			'measures/facts.yaml facts.0.type: expected "boolean" or "money" or "number" or "choice" or "area" or "industry", received "word"'
		],
		[
			'a choice of one',
			'measures/facts.yaml',
			'facts.1.choices',
			[{ value: 'a', title: en }],
			'measures/facts.yaml facts.1.choices: expected at least 2 entries, received a list'
		]
	])('%s', (_, file, path, value, fault) => {
		expect(faultsAfter(set(file, path, value))).toContain(fault);
	});
});

it('says all faults of all files at once', () => {
	const faults = faultsAfter((files) => {
		put(files['measures/facts.yaml'], 'facts.0.id', 'Area');
		put(files[`${edition}1-base.yaml`], 'elements.0.worth', 11);
		put(files[`${edition}tiers.yaml`], 'tiers.0.requires', { score: 'gone', atLeast: 1 });
		put(files[`${edition}cases.yaml`], 'cases.0.expect', undefined);
		put(files['measures/policy/award.yaml'], 'article', '7');
	});
	expect(faults.map((fault) => fault.split(' ')[0])).toEqual(
		expect.arrayContaining([
			'measures/facts.yaml',
			`${edition}1-base.yaml`,
			`${edition}tiers.yaml`,
			`${edition}cases.yaml`,
			'measures/policy/document.yaml'
		])
	);
});

it('a measure excludes measures that exist, where both are judged', () => {
	const exclude = (measure: string, within: string): Slip =>
		set('measures/policy/award.yaml', 'excludes', [{ measure, within, text: en, source: {} }]);
	const file = 'measures/policy/award.yaml excludes.0';
	expect(faultsAfter(exclude('policy/gone', 'enterprise'))).toEqual([
		`${file}.measure: expected a measure that exists, received "policy/gone"`
	]);
	expect(faultsAfter(exclude('award', 'enterprise'))).toContain(
		`${file}.measure: expected document/measure, received "award"`
	);
	const forProject: Slip = (files) => {
		const second = structuredClone(files['measures/policy/award.yaml']!);
		files['measures/policy/second.yaml'] = Object.assign(second, {
			id: 'second',
			judgedAt: 'project',
			excludes: [{ measure: 'policy/award', within: 'project', text: en, source: {} }]
		});
		put(files['measures/policy/document.yaml'], 'articles.0.measures', ['award', 'second']);
	};
	expect(faultsAfter(forProject)).toEqual([
		'measures/policy/second.yaml excludes.0.within: expected enterprise, where policy/award is judged, received "project"'
	]);
});

describe('what an edition recommends', () => {
	const file = `${edition}actions.yaml`;
	const written = {
		source: { authority: 'own' },
		priorities: { P0: en, P1: en, P2: en },
		actions: [
			{ id: 'plan', priority: 'P0', when: { answer: 'plan', is: 'no' }, finding: en, action: en }
		]
	};
	const hashOf = (slip: Slip) => libraryAfter(slip).editions.get('test@2024')!.hash;
	const recommends = (change: object = {}) =>
		hashOf((files) => void (files[file] = { ...written, ...change }));

	it('belongs to what is published, and need not be there', () => {
		const hashes = [
			hashOf(() => undefined),
			recommends(),
			recommends({ priorities: { ...written.priorities, P2: { ...en, en: 'Later' } } })
		];
		expect(new Set(hashes).size).toBe(3);
	});

	it.each<[string, string, unknown, string]>([
		[
			'asks for a question that exists',
			'actions.0.when',
			{ answer: 'gone', is: 'no' },
			'actions.plan.when: expected an earlier question, received "gone"'
		],
		['says whose it is', 'source', {}, 'source: expected an authority, received an object'],
		[
			'is urgent in one of three ways',
			'actions.0.priority',
			'P3',
			'actions.0.priority: expected "P0" or "P1" or "P2", received "P3"'
		]
	])('%s', (_, path, value, fault) => {
		const faults = faultsAfter((files) => {
			files[file] = structuredClone(written);
			put(files[file], path, value);
		});
		expect(faults).toContain(`${file} ${fault}`);
	});
});
