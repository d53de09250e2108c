import { describe, expect, it } from 'vitest';
import { sentence, type DocumentData, type MeasureData } from '#scoring';
import { text } from '../support/edition.ts';
import { measure, policyFaults } from '../support/policy.ts';

const award: MeasureData['benefit'] = { kind: 'award', amount: 50 };
const faults = (one: MeasureData, more: Partial<DocumentData> = {}) =>
	policyFaults([one], more).map(sentence);
const share = (more: object): MeasureData['benefit'] => ({
	kind: 'share',
	of: 'budget',
	rate: 10,
	...more
});
const atProject = { judgedAt: 'project' as const };

describe('a benefit', () => {
	const reading = (id: string) => ({ id, text: text(id) });
	const open = [
		{ id: 'period', question: text('?'), readings: [reading('each'), reading('all')] },
		{ id: 'vague', question: text('?') }
	];
	const per = (id: string, readings: Record<string, 'project' | 'enterprise'>) => ({
		caps: [{ on: 'payment', amount: 5, per: { open: id, readings } }]
	});

	it.each<[string, object, string]>([
		[
			'of no fact',
			{ of: 'gone' },
			'm.benefit.of: expected a money fact of enterprise, project, received "gone"'
		],
		[
			'of a fact that is no money',
			{ of: 'upgrade' },
			'm.benefit.of: expected a money fact of enterprise, project, received "upgrade"'
		],
		[
			'of a fact below where it is judged',
			{ of: 'spent' },
			'm.benefit.of: expected a money fact of enterprise, project, received "spent"'
		],
		[
			'at rates by year of what has none',
			{ rate: undefined, rates: { '2024': 10 } },
			'm.benefit.rates: expected rates by year of a fact of the project-year, received "budget"'
		],
		[
			'with a cap on cost that is wider',
			{ caps: [{ on: 'cost', amount: 5, per: 'enterprise' }] },
			'm.benefit.caps.0.per: expected a cap on cost per project, received "enterprise"'
		],
		[
			'with a cap on no open entry',
			per('gone', { each: 'project', all: 'enterprise' }),
			'm.benefit.caps.0.per.open: expected an open entry with readings, received "gone"'
		],
		[
			'with a cap on an entry without readings',
			per('vague', { each: 'project', all: 'enterprise' }),
			'm.benefit.caps.0.per.open: expected an open entry with readings, received "vague"'
		],
		[
			'with a cap that names a reading that is not there',
			per('period', { each: 'project', never: 'enterprise' }),
			'm.benefit.caps.0.per.readings: expected all, each, received "each, never"'
		],
		[
			'with a cap that misses a reading',
			per('period', { each: 'project' }),
			'm.benefit.caps.0.per.readings: expected all, each, received "each"'
		],
		[
			'with an open cap on cost',
			{
				caps: [
					{
						on: 'cost',
						amount: 5,
						per: { open: 'period', readings: { each: 'project', all: 'enterprise' } }
					}
				]
			},
			'm.benefit.caps.0.per: expected a stated scope for a cap on cost, received "period"'
		]
	])('%s', (_, benefit, fault) => {
		expect(faults(measure(share(benefit), { ...atProject, open }))).toEqual([fault]);
	});
});

describe('a condition', () => {
	it.each<[string, MeasureData['requires'], string]>([
		[
			'on an answer',
			{ answer: 'q', is: 'yes' },
			'expected fact, title, tier or open, received "answer"'
		],
		[
			'on points',
			{ score: 'total', atLeast: 1 },
			'expected fact, title, tier or open, received "score"'
		],
		[
			'on a fact of a project',
			{ fact: 'upgrade', is: true },
			'expected a fact of enterprise, received "upgrade"'
		],
		[
			'on no tier',
			{ tier: 'test', atLeast: 'four' },
			'expected a tier of one, two, three, retired, received "four"'
		],
		[
			'on a tier within',
			{ tier: 'test', within: ['one'] },
			'expected is, in, atLeast, atMost, over or under, received "within"'
		],
		['on no open entry', { open: 'period' }, 'expected an entry of open, received "period"']
	])('%s', (_, requires, fault) => {
		expect(faults(measure(award, { requires: requires! }))).toEqual([`m.requires: ${fault}`]);
	});

	it.each([
		['9', 'received "9"'],
		['Dongguan', 'received "Dongguan"'],
		['320900-gone', 'received "320900-gone"']
	])('in an area of its own that does not exist: %s', (code, received) => {
		const area = { within: ['320903', code], title: text('') };
		expect(faults(measure(award, { area }))).toEqual([
			`m.area.within: expected the code of an area that exists, in quotes, like "320903", ${received}`
		]);
	});

	it('of an applicant that no fact knows', () => {
		expect(faults(measure(award, { applicant: ['training-body'] }))).toEqual([
			'm.applicant: expected one of manufacturer, provider, park, received "training-body"'
		]);
	});
});
