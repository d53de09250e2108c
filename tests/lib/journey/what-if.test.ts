import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CaseFile } from '#lib/diagnosis/case-file.ts';
import type { FactField } from '#lib/journey/about-page.ts';
import { openPage } from '#lib/journey/page.ts';
import type { ResultPage } from '#lib/journey/result-page.ts';
import {
	followSupposed,
	nothingSupposed,
	readCarried,
	readSupposed,
	supposedCase,
	type Supposed
} from '#lib/journey/supposed.ts';
import type { Turn } from '#lib/journey/turn.ts';
import { whatIf, type WhatIf } from '#lib/journey/what-if.ts';
import { parseYaml } from '#lib/library/yaml.ts';
import { openRegions } from '#lib/regions.ts';
import { pickerTables, zonesOf } from '#server/areas.ts';
import type { Fact } from '#scoring';
import { openContent } from '../../../scripts/content.ts';
import { drawn, type Draw } from '../../support/draw.ts';
import { patient } from '../../support/properties.ts';

const library = openContent();
const ref = 'sme-digital-level@2024';
const { edition } = library.editions.get(ref)!;
const { catalogue } = library;
const regions = openRegions(pickerTables(zonesOf(catalogue)));
const world = { library, edition, regions, today: '2022-10-15' };

/** A project of 2022 in 万元: what was invested, and a loan; nothing is leased. */
const project = (investment: number, loan = 0) => ({
	name: '甲',
	facts: { 'smart-upgrade': true },
	years: {
		'2022': {
			'effective-investment': investment,
			'annual-investment': investment,
			loan,
			'leasing-fee': 0
		}
	}
});
const none = [...catalogue.titles.keys()].map((title) => ({ title, state: 'not-held' }));
/** In Yandu, a district of Yancheng; nothing that a measure of Yancheng pays for is left unsaid. */
const enterprise = (projects: readonly unknown[]): CaseFile => ({
	questionnaire: ref,
	facts: {
		area: '320903',
		applicant: 'manufacturer',
		'above-scale': true,
		'in-cultivation-library': false
	},
	projects,
	titles: none
});
const turn = (said: CaseFile, day = '2022-10-15'): Turn => ({ said, step: 'result', day });
const suppose = (said: CaseFile, supposed: Supposed, day?: string) =>
	whatIf(world, turn(said, day), supposed, 'zh-cn');
const sum = ({ before, after, least, most }: WhatIf['total']) => [
	before.words,
	after.words,
	least,
	most
];
const changes = ({ groups }: WhatIf) =>
	groups.flatMap(({ before, after, measures }) =>
		measures.map((one) => [one.title, before, after, one.before, one.after])
	);

describe('worked by hand', () => {
	test('investment from 430 to 500: over the threshold, 500 × 12 % = 60', () => {
		const found = suppose(enterprise([project(430)]), { change: { projects: [project(500)] } });
		expect(sum(found.total)).toEqual(['0万元', '60万元', '+60万元', '+60万元']);
		expect(changes(found)).toEqual([['项目有效投入补助', 'unmet', 'met', undefined, '60万元']]);
		expect(found.package!.readings[0]!.packages[0]).toMatchObject({
			sum: '60万元',
			chosen: [{ title: '甲 · 项目有效投入补助', money: '60万元' }]
		});
	});

	test('investment from 500 to 600: met as before, 600 × 12 % = 72', () => {
		const found = suppose(enterprise([project(500)]), { change: { projects: [project(600)] } });
		expect(sum(found.total)).toEqual(['60万元', '72万元', '+12万元', '+12万元']);
		expect(changes(found)).toEqual([['项目有效投入补助', 'met', 'met', '60万元', '72万元']]);
	});

	test('a loan of 1000: 12 more if the two add up, nothing more if only the higher is given', () => {
		const found = suppose(enterprise([project(500)]), {
			change: { projects: [project(500, 1000)] }
		});
		expect(sum(found.total)).toEqual(['60万元', '60–72万元', '不变', '+12万元']);
		expect(found.sums.map((one) => [one.read[0]!.slice(0, 4), one.isSame, ...sum(one)])).toEqual([
			['可以相加', false, '60万元', '72万元', '+12万元', '+12万元'],
			['只给高的', true, '60万元', '60万元', '不变', '不变']
		]);
		// Of the highest sum, 72: 60 is 833.3 thousandths of it.
		expect(found.sums.map(({ after }) => [after.low, after.high])).toEqual([
			[1000, 1000],
			[833, 833]
		]);
		expect(changes(found)).toEqual([['贷款贴息补助', 'unmet', 'met', undefined, '12万元']]);
	});

	test('a loan over two years: 15000 × 1.2 % + 10000 × 1.1 % = 290, or 200 under one cap', () => {
		const loans = {
			...project(0, 15_000),
			years: { ...project(0, 15_000).years, '2023': { ...project(0, 10_000).years['2022'] } }
		};
		const found = suppose(
			enterprise([project(0)]),
			{ change: { projects: [loans] } },
			'2024-10-15'
		);
		expect(sum(found.total)).toEqual(['0万元', '200–290万元', '+200万元', '+290万元']);
		expect(changes(found)).toEqual([
			[
				'贷款贴息补助',
				'unmet',
				'met',
				undefined,
				'200–290万元（每年最高200万元 290万元；各年合计最高200万元 200万元）'
			]
		]);
	});

	test('from a district to a county: out of the area, and its own measures are named', () => {
		const found = suppose(enterprise([project(500)]), { change: { 'facts.area': '320981' } });
		expect(sum(found.total)).toEqual(['60万元', '0万元', '−60万元', '−60万元']);
		expect(found.elsewhere).toEqual([
			'请查看本县（市）自己的政策措施；本文件要求其标准不低于这里的标准。'
		]);
		expect(changes(found)).toContainEqual([
			'项目有效投入补助',
			'met',
			'out-of-area',
			'60万元',
			undefined
		]);
		expect(found.package).toBeUndefined();
		expect(found.region.path).toBe('江苏省盐城市东台市');
	});

	test('a title gained within the period: 50, once', () => {
		const gained = { title: 'digital-scene-case', state: 'held', level: 'provincial' };
		const titles = none.map((one) =>
			one.title === gained.title ? { ...gained, awarded: '2022-09-01' } : one
		);
		const found = suppose(enterprise([]), { change: { titles } });
		expect(sum(found.total)).toEqual(['0万元', '50万元', '+50万元', '+50万元']);
		expect(changes(found)).toEqual([['数字化场景和案例奖励', 'unmet', 'met', undefined, '50万元']]);
		const lower = titles.map((one) => ('level' in one ? { ...one, level: 'municipal' } : one));
		expect(changes(suppose(enterprise([]), { change: { titles: lower } }))).toEqual([]);
	});

	test('another day: the plan ends with 2024', () => {
		const said = enterprise([project(500)]);
		const found = suppose(said, { change: {}, day: '2025-01-01' });
		expect(found).toMatchObject({ differs: true, day: '2025-01-01' });
		expect(sum(found.total)).toEqual(['60万元', '0万元', '−60万元', '−60万元']);
		expect(changes(found)).toContainEqual([
			'项目有效投入补助',
			'met',
			'ended',
			'60万元',
			undefined
		]);
		const wrong = suppose(said, { change: {}, day: '2023-02-29' });
		expect(wrong).toMatchObject({ differs: false, day: '2022-10-15', wrongDay: '2023-02-29' });
	});

	test('what is not known may come to its cap: an unsaid loan to 200', () => {
		const { loan: _loan, ...year } = project(500).years['2022'];
		const unsaid = { ...project(500), years: { '2022': year } };
		const found = suppose(enterprise([unsaid]), { change: { projects: [project(500, 1000)] } });
		// Added up 60 to 260 before and 72 after; if only the higher is given, 60 to 200 and 60.
		expect(sum(found.total)).toEqual(['60–260万元', '60–72万元', '不变', '−188万元']);
		expect(found.sums.map(({ before, after }) => [before.words, after.words])).toEqual([
			['60–260万元', '72万元'],
			['60–200万元', '60万元']
		]);
		expect(changes(found)).toEqual([['贷款贴息补助', 'unknown', 'met', '0–200万元', '12万元']]);
	});
});

describe('the fields', () => {
	const shown = (found: WhatIf) => ({
		facts: found.facts.map(({ id }) => id),
		ofProjects: found.projects?.list[0]!.facts.map(({ id }) => id),
		titles: found.titles.map(({ id }) => id)
	});

	test('are those that the measures in reach look at, and follow the place', () => {
		const said = enterprise([project(430)]);
		const here = shown(suppose(said, nothingSupposed));
		expect(here.facts).toEqual(['above-scale', 'in-cultivation-library']);
		expect(here.ofProjects).toEqual(['smart-upgrade']);
		expect(here.titles).toContain('digital-scene-case');
		expect(here.titles).not.toContain('dcmm');
		const moved = suppose(said, { change: { 'facts.area': '441900003' } });
		const there = shown(moved);
		expect(there.ofProjects).toEqual(expect.arrayContaining(['smart-upgrade', 'actual-input']));
		expect(there.titles).not.toContain('digital-scene-case');
	});

	test('are there on a day without measures: those of the last day that had some', () => {
		const found = suppose(enterprise([project(430)]), nothingSupposed, '2026-11-22');
		expect(shown(found).titles).toContain('digital-scene-case');
	});

	test('what is supposed stays among them, wherever one moves', () => {
		const change = { 'facts.above-scale': false, 'facts.area': '441900003' };
		expect(shown(suppose(enterprise([]), { change })).facts).toContain('above-scale');
	});

	test('what could not be taken is named at its field', () => {
		const odd = [{ ...project(0), years: { '2022': { loan: '一千' } } }];
		const { faults } = suppose(enterprise([project(0)]), { change: { projects: odd } });
		expect(Object.keys(faults)).toEqual(['if.projects.0.years.2022.loan']);
	});
});

describe('read from the form', () => {
	const read = (
		fields: Record<string, string>,
		said = enterprise([project(430)]),
		before = nothingSupposed,
		step = 'result'
	) => {
		const form = new FormData();
		for (const [name, value] of Object.entries(fields)) form.append(name, value);
		return readSupposed(world, { ...turn(said), step }, before, form);
	};

	test('by their own names, and only what differs', () => {
		expect(
			read({
				'facts.above-scale': 'false',
				'if.facts.above-scale': 'true',
				'if.facts.in-cultivation-library': 'true',
				'if.on': '2023年1月5日'
			})
		).toEqual({ change: { 'facts.in-cultivation-library': true }, day: '2023-01-05' });
		expect(read({ 'if.facts.above-scale': '' })).toEqual({ change: { 'facts.above-scale': null } });
		expect(read({ 'if.region': '320000' })).toEqual({ change: { 'facts.area': '320000' } });
	});

	test('what was supposed before and is not shown any more stays', () => {
		const before = { change: { 'facts.above-scale': false }, day: '2023-01-05' };
		expect(read({ 'if.facts.in-cultivation-library': 'false' }, undefined, before)).toEqual(before);
		expect(read({ 'if.on': '' }, undefined, before)).toEqual({ change: before.change });
	});

	test('what is no number is kept as typed', () => {
		const { change } = read({
			'if.projects': 'yes',
			'if.projects.0.years.2022.loan': '一千'
		});
		expect(change).toMatchObject({ projects: [{ years: { '2022': { loan: '一千' } } }] });
	});

	test('how a project is written is no change', () => {
		const said = enterprise([{ name: '甲' }]);
		expect(read({ 'if.projects': 'yes', 'if.projects.0.name': '甲' }, said)).toEqual(
			nothingSupposed
		);
	});

	test('beside the result only', () => {
		const fields = { 'if.facts.above-scale': 'false' };
		expect(read(fields, undefined, undefined, 'support')).toEqual(nothingSupposed);
	});
});

describe('what travels without script', () => {
	test('is read back', () => {
		const supposed = { change: { 'facts.area': '320981', titles: null }, day: '2023-01-05' };
		expect(readCarried(JSON.stringify(supposed))).toEqual(supposed);
		expect(readCarried('')).toEqual(nothingSupposed);
	});

	test('answers are supposed, names are not', () => {
		const change = { 'answers.scheduling': 4, name: 5, questionnaire: 'x', projects: [] };
		expect(readCarried(JSON.stringify({ change, day: 7 }))).toEqual({
			change: { 'answers.scheduling': 4, projects: [] }
		});
	});

	test('what is decided about the road goes along, and nothing else that is put there', () => {
		const road = {
			fixed: { scheduling: 2 },
			forbidden: ['energy', 5],
			budgets: { energy: 50, x: {} }
		};
		expect(readCarried(JSON.stringify({ change: {}, road }))).toEqual({
			change: {},
			road: { fixed: { scheduling: 2 }, forbidden: ['energy'], budgets: { energy: 50 } }
		});
		expect(readCarried(JSON.stringify({ change: {}, road: { fixed: 7 } }))).toEqual({
			change: {},
			road: { fixed: {}, forbidden: [], budgets: {} }
		});
	});

	test.each(['{broken', 'null', '[]', '{}', '{"change":5}', '{"change":[]}', deep()])(
		'what cannot be read is nothing: %#',
		(text) => {
			expect(readCarried(text)).toBeUndefined();
		}
	);

	/** Nested so deep that walking through it would exhaust the stack. */
	function deep(): string {
		return `{"change":{"projects":${'['.repeat(50_000)}${']'.repeat(50_000)}}}`;
	}
});

describe('buttons', () => {
	const said = enterprise([project(430)]);
	const supposed = { change: { projects: [project(500)] }, day: '2023-01-05' };
	const go = (what: string) => followSupposed(world, turn(said), supposed, what);

	test('taking over writes what is supposed and supposes nothing any more', () => {
		expect(go('if.take')).toEqual({
			turn: turn(enterprise([project(500)]), '2023-01-05'),
			supposed: nothingSupposed
		});
	});

	test('a day that is none is not taken over', () => {
		const { turn: next } = followSupposed(world, turn(said), { change: {}, day: 'x' }, 'if.take');
		expect(next).toEqual(turn(said));
	});

	test('going back leaves what was said', () => {
		expect(go('if.drop')).toEqual({ turn: turn(said), supposed: nothingSupposed });
	});

	test('projects are supposed one more or less; what was said stays', () => {
		const more = go('if.add-project');
		expect(more.turn).toEqual(turn(said));
		expect(more.supposed.change.projects).toEqual([project(500), { name: '' }]);
		const less = followSupposed(world, more.turn, more.supposed, 'if.drop-project.0');
		expect(less.supposed.change.projects).toEqual([{ name: '' }]);
	});

	test('another day of the page keeps what is supposed, another page forgets it', () => {
		expect(go('day.2024-12-31')).toEqual({ turn: turn(said, '2024-12-31'), supposed });
		expect(go('support')).toEqual({
			turn: { ...turn(said), step: 'support' },
			supposed: nothingSupposed
		});
	});
});

/** What is said of an enterprise in the words of the real catalogue; some of it is left unsaid. */
function drawSaid(draw: Draw): CaseFile {
	const value = (fact: Fact): unknown => {
		switch (fact.type) {
			case 'boolean':
				return draw.chance(60);
			case 'money':
				return draw.pick([0, 430, 499.99, 500, 1000.5, 6000]);
			case 'number':
				return draw.between(fact.min ?? 0, fact.max ?? 100);
			case 'choice':
				return draw.chance(70) ? fact.choices[0]!.value : draw.pick(fact.choices).value;
			case 'industry':
				return draw.pick([...catalogue.industries.keys()]);
			case 'area':
				return draw.pick(['320903', '320900-yannan', '320981', '441900003', '440800', '440000']);
		}
	};
	const facts = (owner: Fact['owner'], unsaid: number) =>
		Object.fromEntries(
			[...catalogue.facts.values()]
				.filter((fact) => fact.owner === owner && !draw.chance(unsaid))
				.map((fact) => [fact.id, value(fact)])
		);
	const one = (_: unknown, i: number) => ({
		name: `project ${i}`,
		facts: facts('project', 15),
		years: Object.fromEntries(
			draw
				.some(['2022', '2023', '2024'], 50)
				.map((year) => [year, facts('project-year', 15)])
				.filter(([, year]) => Object.keys(year as object).length > 0)
		)
	});
	return {
		questionnaire: ref,
		facts: facts('enterprise', 10),
		...(draw.chance(80) ? { projects: Array.from({ length: draw.pick([1, 0, 2]) }, one) } : {}),
		titles: [...catalogue.titles.values()]
			.filter(() => !draw.chance(20))
			.map(({ id, levels }) =>
				draw.chance(60)
					? { title: id, state: 'not-held' }
					: {
							title: id,
							state: 'held',
							...(levels ? { level: draw.pick(levels).id } : {}),
							awarded: draw.pick(['2022-06-01', '2023-09-01', '2020-01-01']),
							...(draw.chance(50) ? { first: draw.chance(50) } : {})
						}
			)
	};
}

const pairs = drawn(900, (draw) => ({
	said: drawSaid(draw),
	other: drawSaid(draw),
	day: draw.pick(['2022-10-15', '2023-10-15', '2024-12-31', '2026-11-22']),
	otherDay: draw.pick([undefined, '2023-05-05', '2024-06-30'])
}));
const tries = { numRuns: 200 };

/** The fields as the page shows them, sent as they are. */
function formOf(found: WhatIf): FormData {
	const form = new FormData();
	const put = (name: string, value: string) => form.append(`if.${name}`, value);
	const putFacts = (at: string, facts: readonly FactField[]) => {
		for (const { id, value } of facts) put(`${at}.${id}`, value);
	};
	for (const { chosen } of found.region.levels) put('region', chosen);
	put('on', found.supposed.day ?? '');
	putFacts('facts', found.facts);
	if (found.projects) put('projects', found.projects.any);
	found.projects?.list.forEach(({ name, facts, years }, i) => {
		put(`projects.${i}.name`, name);
		putFacts(`projects.${i}.facts`, facts);
		for (const { year, facts } of years) putFacts(`projects.${i}.years.${year}`, facts);
	});
	for (const title of found.titles) {
		const at = `titles.${title.id}`;
		put(`${at}.state`, title.state);
		if (title.levels.length > 0) put(`${at}.level`, title.level);
		put(`${at}.issuer`, title.issuer);
		put(`${at}.awarded`, title.awarded);
		put(`${at}.expires`, title.expires);
		put(`${at}.first`, title.first);
	}
	return form;
}

describe('laws', () => {
	test('are tried on what differs: in most trials a measure changes', () => {
		const differing = fc
			.sample(pairs, { numRuns: 100, seed: 1 })
			.filter(
				({ said, other, day }) =>
					suppose(said, { change: { projects: other.projects ?? null, titles: other.titles } }, day)
						.groups.length > 0
			);
		expect(differing.length).toBeGreaterThan(50);
	});

	test(
		'no change, no difference; and the fields as they are shown are no change',
		() => {
			fc.assert(
				fc.property(pairs, ({ said, day }) => {
					const found = suppose(said, nothingSupposed, day);
					expect(found).toMatchObject({ differs: false, groups: [], elsewhere: [] });
					expect(found.total.isSame).toBe(true);
					const read = readSupposed(world, turn(said, day), nothingSupposed, formOf(found));
					expect(read).toEqual(nothingSupposed);
				}),
				tries
			);
		},
		patient.timeout
	);

	test(
		'what the fields say is what is supposed, and read again it is the same',
		() => {
			fc.assert(
				fc.property(pairs, ({ said, other, day, otherDay }) => {
					const { facts, projects, titles } = other;
					const change = {
						'facts.area': (facts as { area?: string }).area ?? null,
						projects,
						titles
					};
					const supposed = {
						change: Object.fromEntries(
							Object.entries(change).filter(([, value]) => value !== undefined)
						),
						...(otherDay === undefined ? {} : { day: otherDay })
					};
					const found = suppose(said, supposed, day);
					const read = readSupposed(world, turn(said, day), supposed, formOf(found));
					const again = suppose(said, read, day);
					expect([again.total, again.groups, again.package]).toEqual([
						found.total,
						found.groups,
						found.package
					]);
				}),
				tries
			);
		},
		patient.timeout
	);

	test(
		'taking over and judging is what was supposed',
		() => {
			fc.assert(
				fc.property(pairs, ({ said, other, day, otherDay }) => {
					const supposed = {
						change: { projects: other.projects ?? null, titles: other.titles ?? null },
						...(otherDay === undefined ? {} : { day: otherDay })
					};
					const found = suppose(said, supposed, day);
					const taken = followSupposed(world, turn(said, day), supposed, 'if.take');
					expect(taken.turn.said).toEqual(supposedCase(said, supposed));
					const { measures } = openPage(world, taken.turn, 'zh-cn').body as ResultPage;
					expect(measures.package).toEqual(found.package);
					const after = whatIf(world, taken.turn, taken.supposed, 'zh-cn');
					expect(after.total.before).toMatchObject({ words: found.total.after.words });
					// Back again: every change undone.
					const back = suppose(
						taken.turn.said,
						{ change: { projects: said.projects ?? null, titles: said.titles ?? null }, day },
						taken.turn.day
					);
					expect(
						back.groups.map(({ before, after, measures }) => [after, before, measures.length])
					).toEqual(
						expect.arrayContaining(
							found.groups.map(({ before, after, measures }) => [before, after, measures.length])
						)
					);
				}),
				tries
			);
		},
		patient.timeout
	);
});

test('the example: what it supposes leaves its points alone', () => {
	const sample = 'examples/yancheng-caster.yaml';
	const said = parseYaml(readFileSync(sample, 'utf8'), sample) as CaseFile;
	const supposed = { change: { projects: [project(500)] } };
	const [before, after] = [said, supposedCase(said, supposed)].map(
		(one) => openPage(world, turn(one), 'zh-cn').live.points
	);
	expect([before, after]).toEqual(['54.2', '54.2']);
});
