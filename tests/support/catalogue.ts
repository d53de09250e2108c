import type { Fact, Leaf, Title } from '#scoring';
import type { Catalogue } from '../../scoring/catalogue.ts';
import type { Draw } from './draw.ts';
import { compared, text } from './generate-condition.ts';

/** A small world for trials: a fact of every type at every owner that has one, titles, areas, industries. */
const said = (id: string) => ({ id, title: text(id), ask: text(`${id}?`) });
const values = (...all: string[]) => all.map((value) => ({ value, title: text(value) }));

export const applicants = ['manufacturer', 'provider', 'park'] as const;
const facts: Fact[] = [
	{ ...said('area'), owner: 'enterprise', type: 'area' },
	{ ...said('applicant'), owner: 'enterprise', type: 'choice', choices: values(...applicants) },
	{ ...said('listed'), owner: 'enterprise', type: 'boolean' },
	{ ...said('industry'), owner: 'enterprise', type: 'industry' },
	{ ...said('revenue'), owner: 'enterprise', type: 'money' },
	{
		...said('staff'),
		owner: 'enterprise',
		type: 'number',
		unit: text('people'),
		min: 0,
		max: 1000
	},
	{ ...said('smart'), owner: 'project', type: 'boolean' },
	{ ...said('cost'), owner: 'project', type: 'money' },
	{ ...said('kind'), owner: 'project', type: 'choice', choices: values('new', 'renewed') },
	{ ...said('begun'), owner: 'project-year', type: 'boolean' },
	{ ...said('spent'), owner: 'project-year', type: 'money' }
];
const source = { clause: '1' };
const titles: Title[] = [
	{ ...said('plain'), source },
	{
		...said('starred'),
		source,
		levels: ['one', 'two', 'three'].map((id) => ({ id, title: text(id) }))
	}
];

/** Where an enterprise may be, and what lies around each. */
export const areasAround: Readonly<Record<string, string>> = {
	'320902': '320900',
	'320903001': '320903',
	'320903': '320900',
	'320900-zone': '320900',
	'320981': '320900',
	'320900': '320000',
	'441900': '440000'
};
export const places = [
	'320902',
	'320902',
	'320902',
	'320903001',
	'320900-zone',
	'320981',
	'441900'
];
export const industries = ['C33', 'C34'];

export const catalogue: Catalogue = {
	facts: new Map(facts.map((fact) => [fact.id, fact])),
	titles: new Map(titles.map((title) => [title.id, title])),
	zones: new Map([['320900-zone', { title: text('zone'), within: '320900' }]]),
	industries: new Map(industries.map((code) => [code, text(code)]))
};
export const world = { catalogue, ladders: new Map([['trial', ['t1', 't2', 't3', 't4', 't5']]]) };

export type Owner = Fact['owner'];
export const factsOf = (owner: Owner) => facts.filter((fact) => fact.owner === owner);
export const titlesKnown: readonly Title[] = titles;

/** A leaf about a fact of one of `owners`, true of about half of what may be stated. */
export function factLeaf(draw: Draw, owners: readonly Owner[]): Leaf {
	const { id, type, owner } = draw.pick(
		facts.filter((fact) => owners.includes(fact.owner) && fact.id !== 'applicant')
	);
	if (owner !== owners.at(-1) && draw.chance(50)) return factLeaf(draw, owners.slice(-1));
	switch (type) {
		case 'boolean':
			return { fact: id, is: !draw.chance(30) };
		case 'money':
		case 'number':
			return { fact: id, ...compared(draw, draw.pick([500, 100, 250.5])) };
		case 'choice':
			return { fact: id, is: draw.pick(['new', 'renewed']) };
		case 'industry':
			return { fact: id, in: [draw.pick(industries)] };
		case 'area':
			return { fact: id, within: draw.some(Object.keys(areasAround), 30).concat('320902') };
	}
}

/** `awarded-in-period` means something only inside a policy document. */
export function titleLeaf(draw: Draw, inDocument: boolean): Leaf {
	const wanted = ['held', 'held', 'held-first-time', 'awarded-in-period'] as const;
	const is = draw.pick(inDocument ? wanted : wanted.slice(0, 3));
	if (draw.chance(50)) return { title: 'plain', is };
	const level = draw.pick(['one', 'two', 'three', undefined]);
	return { title: 'starred', is, ...(level ? { level } : {}) };
}
