import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { compareEditions, type Differences } from '#lib/editions/compare.ts';
import type { Mapping } from '#lib/editions/mapping.ts';
import { mappingSchema } from '#lib/editions/mapping-data.ts';
import { wordsOf } from '#lib/editions/question-words.ts';
import { successions as instruments } from '#lib/editions/succession.ts';
import { tellDifferences } from '#lib/editions/tell.ts';
import { canonical } from '#lib/library/hash.ts';
import { laddersOf } from '#lib/library/editions.ts';
import type { EditionData } from '#scoring';
import { openContent } from '../../../scripts/content.ts';
import { text } from '../../support/edition.ts';
import { checked } from '../../support/generate-edition.ts';
import { linked, reweighings, successions } from '../../support/generate-mapping.ts';
import { patient, runs } from '../../support/properties.ts';
import { opened } from '../../support/trials.ts';

const library = openContent();
const { mapping } = library.editions.get('two-integration@2026-2')!.moves!;

const isEmpty = ({ otherOrder, ...lists }: Differences) =>
	!otherOrder && Object.values(lists).every((list) => (list as unknown[]).length === 0);
const contentOf = ({ edition: _edition, ...content }: EditionData) => canonical(content);

/** Every question stays what it is, whatever it is called and asked by. */
function sameQuestions(older: EditionData, newer: EditionData): Mapping {
	const [from, to] = [opened(older), opened(newer)];
	const kept = from.questions.filter((one) => wordsOf(one) === wordsOf(to.byName.get(one.name)!));
	const others = from.questions.filter((one) => !kept.includes(one));
	const data = {
		from: older.edition,
		kept: kept.map(({ name }) => name),
		reworded: others.map(({ name }) => ({ question: name, says: text('says') }))
	};
	return linked({ older, newer, mapping: checked(mappingSchema, data) });
}

/** Every text of an edition by its path: what an author may word otherwise without breaking anything. */
function textsOf(value: unknown, path: readonly string[] = []): string[][] {
	if (typeof value !== 'object' || value === null) return [];
	// A figure keeps its unit, or it could not go over.
	if ('zh-cn' in value) return path.at(-1) === 'unit' ? [] : [[...path]];
	return Object.entries(value).flatMap(([key, inner]) => textsOf(inner, [...path, key]));
}

function reworded(data: EditionData, path: readonly string[]): EditionData {
	const copy = structuredClone(data);
	const holder = path.slice(0, -1).reduce<unknown>((at, key) => (at as never)[key], copy);
	(holder as Record<string, unknown>)[path.at(-1)!] = text('worded otherwise');
	return copy;
}

describe('comparing two editions', patient, () => {
	it('finds nothing where nothing differs, and something where anything does', () => {
		fc.assert(
			fc.property(reweighings, (one) => {
				const same = contentOf(one.older) === contentOf(one.newer);
				expect(isEmpty(compareEditions(linked(one)))).toBe(same);
			}),
			runs
		);
	});

	it('finds every text that is worded otherwise', () => {
		fc.assert(
			fc.property(successions, fc.nat(), ({ older }, at) => {
				const paths = textsOf(older);
				const newer = { ...reworded(older, paths[at % paths.length]!), edition: '2' };
				expect(isEmpty(compareEditions(sameQuestions(older, newer)))).toBe(false);
			}),
			runs
		);
	});

	it('tells of every question that is not kept', () => {
		fc.assert(
			fc.property(successions, (one) => {
				const mapping = linked(one);
				const told = new Set(compareEditions(mapping).ways.map(({ way }) => way));
				const changed = mapping.ways.filter(({ kind }) => kind !== 'kept');
				expect(changed.filter((way) => !told.has(way))).toEqual([]);
			}),
			runs
		);
	});
});

describe('the two editions of two-integration', () => {
	const { older, newer, ways } = mapping;
	const names = (edition: typeof older) => ({
		catalogue: library.catalogue,
		edition,
		editions: [older, newer],
		capabilities: library.capabilities
	});
	const both = { older: names(older), newer: names(newer) };
	const differences = compareEditions(mapping);
	const told = tellDifferences(ways, differences, both, 'zh-cn');

	test('differ in every way an edition can', () => {
		expect(told.counts.map(({ kind, count }) => [kind, count])).toEqual(
			expect.arrayContaining([
				['kept', 30],
				['reworded', 4],
				['renamed', 1],
				['split', 1],
				['merged', 1],
				['changed-type', 1],
				['removed', 2],
				['new', 1]
			])
		);
	});

	test('what gates ask is told in words, before and after', () => {
		expect(told.tiers.map(({ name }) => name)).toEqual(['single-coverage', 'integrated']);
		const [gate] = told.tiers[1]!.changes;
		expect(gate).toEqual({
			what: '要求',
			before: '综合集成 不低于 8',
			after: '综合集成 不低于 8，并且网络和数据安全 不低于 2'
		});
	});

	test('weights and points are told', () => {
		const benefit = told.parts.find(({ name }) => name === 'benefit')!.changes;
		expect(benefit.find(({ what }) => what === '权重')).toEqual({
			what: '权重',
			after:
				'人均营业收入 1、营业利润率 1、库存周转天数 1、单位营收综合能耗 0.5、单位营收主要污染物排放 0.5'
		});
		const quality = told.ways.find(({ after }) => after[0] === '产品合格率')!;
		expect(quality.changes).toEqual([{ what: '满分', before: '3', after: '5' }]);
		expect(quality.rows[0]!.rows[0]).toEqual({
			before: { text: '上升', points: 3 },
			after: [{ text: '上升', points: 5 }],
			changes: []
		});
	});

	test('how answers are split is told choice by choice', () => {
		const split = told.ways.find(({ kind }) => kind === 'split')!;
		expect(split.rows.map(({ title }) => title)).toEqual([
			'能源与环保管理 → 能源管理',
			'能源与环保管理 → 环保管理'
		]);
		expect(split.rows[1]!.rows.at(-1)).toMatchObject({
			before: { text: '在线监测，分析并优化用能', points: 3 },
			after: [{ text: '分车间或分排放口计量和考核排放', points: 1 }]
		});
	});

	test('all of it is told in English, too', () => {
		const english = tellDifferences(ways, differences, both, 'en');
		const { edition: _edition, ...rest } = english;
		expect(JSON.stringify(rest)).not.toMatch(/\p{Script=Han}/u);
	});
});

test('the newest edition of an instrument is offered, whatever the order they are read in', () => {
	const edition = (id: string, issued: string) =>
		({ ref: `a@${id}`, data: { instrument: 'a', edition: id, issued } }) as never;
	const all = [
		edition('2026-10', '2026-11-22'),
		edition('2026', '2026-11-22'),
		edition('2027', '2025-01-01'),
		edition('2026-2', '2026-11-22')
	];
	for (const order of [all, all.toReversed()]) {
		const [only] = instruments(order);
		const ids = [only!.newest, ...only!.older].map(({ data }) => data.edition);
		expect(ids).toEqual(['2026-10', '2026-2', '2026', '2027']);
	}
});

test('rules may mention the tiers of all editions of an instrument', () => {
	const edition = (...ids: string[]) =>
		({ instrument: 'a', ladder: { tiers: ids.map((id) => ({ id })) } }) as never;
	expect(laddersOf([edition('one', 'two'), edition('two', 'three')])).toEqual(
		new Map([['a', ['one', 'two', 'three']]])
	);
});
