import { checkKnown, type Catalogue, type Fact, type Known, type Title } from '#scoring';

/** A catalogue for tests: one fact of every type and owner, and a few titles. */

const text = (words: string) => ({ 'zh-cn': words, en: words });
const said = (id: string, owner: Fact['owner']) => ({
	id,
	owner,
	title: text(id),
	ask: text(`${id}?`)
});

const facts: Fact[] = [
	{ ...said('area', 'enterprise'), type: 'area' },
	{
		...said('applicant', 'enterprise'),
		type: 'choice',
		choices: ['manufacturer', 'provider', 'park'].map((value) => ({ value, title: text(value) }))
	},
	{ ...said('listed', 'enterprise'), type: 'boolean' },
	{ ...said('industry', 'enterprise'), type: 'industry' },
	{ ...said('revenue', 'enterprise'), type: 'money' },
	{
		...said('staff', 'enterprise'),
		type: 'number',
		unit: text('persons'),
		min: 0,
		max: 1_000_000
	},
	{ ...said('upgrade', 'project'), type: 'boolean' },
	{ ...said('budget', 'project'), type: 'money' },
	{ ...said('spent', 'project-year'), type: 'money' }
];

const source = { clause: '1' };
const titles: Title[] = [
	{ id: 'demonstration', title: text('Demonstration'), source, ask: text('?') },
	{
		id: 'star',
		title: text('Star'),
		source,
		ask: text('?'),
		levels: ['three', 'four', 'five'].map((id) => ({ id, title: text(id) }))
	}
];

export const catalogue: Catalogue = {
	facts: new Map(facts.map((fact) => [fact.id, fact])),
	titles: new Map(titles.map((title) => [title.id, title])),
	zones: new Map([['320900-yannan', { title: text('Yannan'), within: '320900' }]]),
	industries: new Map([['C33', text('Metal products')]])
};

/** What is known of an enterprise, which must be without a fault. */
export function known(said: { facts?: unknown; projects?: unknown; titles?: unknown }): Known {
	const { known, faults } = checkKnown(catalogue, said);
	if (faults.length > 0) throw new Error(JSON.stringify(faults));
	return known;
}
