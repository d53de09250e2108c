import { describe, expect, it } from 'vitest';
import { diagnose, type EditionData } from '#scoring';
import {
	anyTier,
	dimension,
	editionData,
	faultsOf,
	one,
	opened,
	text
} from '../support/edition.ts';
import { catalogue } from '../support/small-catalogue.ts';

type Actions = NonNullable<EditionData['actions']>;
type Action = Actions['actions'][number];

const action = (id: string, when: Action['when'], more: Partial<Action> = {}): Action => ({
	id,
	priority: 'P1',
	when,
	finding: text(id),
	action: text(id),
	...more
});
const noPlan = action('plan', { answer: 'plan', is: 'no' });

/** An edition that asks for a plan and, where there is one, whether it is kept. */
function edition(...actions: Action[]): EditionData {
	const kept = one('kept', { no: 0, yes: 1 }, { appliesIf: { answer: 'plan', is: 'yes' } });
	const all = dimension('all', [one('plan', { no: 0, yes: 1 }), kept], {
		combine: 'sum',
		tailoring: { rule: 'forfeit', source: {} }
	});
	const written: Actions = {
		source: { authority: 'own' },
		priorities: { P0: text('first'), P1: text('next'), P2: text('then') },
		actions
	};
	return editionData([all], anyTier, actions.length > 0 ? { actions: written } : {});
}

function judged(data: EditionData, answers: object, facts = {}, explain = true) {
	const standards = { edition: opened(data), documents: [], catalogue };
	return diagnose(standards, { answers, facts }, '2024-10-15', explain).actions;
}
const verdicts = (...args: Parameters<typeof judged>) =>
	judged(...args).map(({ id, verdict }) => [id, verdict]);

describe('an action', () => {
	const data = edition(noPlan, action('keep', { answer: 'kept', is: 'no' }, { priority: 'P0' }));

	it('is called for where its condition is met, and cannot be told without the answer', () => {
		expect(verdicts(data, {})).toEqual([
			['plan', 'unknown'],
			['keep', 'unknown']
		]);
		expect(verdicts(data, { plan: 'yes', kept: 'no' })).toEqual([
			['plan', 'unmet'],
			['keep', 'met']
		]);
	});

	it('that rests on a question that does not apply is not called for', () => {
		expect(verdicts(data, { plan: 'no', kept: 'no' })).toEqual([
			['plan', 'met'],
			['keep', 'unmet']
		]);
	});

	it('may rest on points, and on what is known of the enterprise', () => {
		const listed = action('list', {
			all: [{ score: 'total', atLeast: 2 }, { not: { fact: 'listed', is: true } }]
		});
		const full = { plan: 'yes', kept: 'yes' };
		expect(verdicts(edition(listed), full, { listed: false })).toEqual([['list', 'met']]);
		expect(verdicts(edition(listed), full, { listed: true })).toEqual([['list', 'unmet']]);
		expect(verdicts(edition(listed), full)).toEqual([['list', 'unknown']]);
	});

	it('says why, unless nobody asked', () => {
		const [told] = judged(data, { plan: 'no' });
		expect(told!.judgement).toMatchObject({ verdict: 'met', actual: ['no'] });
		expect(judged(data, { plan: 'no' }, {}, false)[0]).toEqual({ id: 'plan', verdict: 'met' });
	});

	it('touches neither points nor tier', () => {
		const standards = (data: EditionData) => ({ edition: opened(data), documents: [], catalogue });
		const { actions: _, ...with_ } = diagnose(
			standards(data),
			{ answers: { plan: 'no' } },
			'2024-10-15'
		);
		const { actions, ...without } = diagnose(
			standards(edition()),
			{ answers: { plan: 'no' } },
			'2024-10-15'
		);
		expect(actions).toEqual([]);
		expect(with_).toEqual(without);
	});
});

it('an action that is named twice, or asks for what is not there, is refused by name', () => {
	const faults = faultsOf(edition(noPlan, noPlan, action('x', { answer: 'gone', is: 'no' })));
	expect(faults.map(({ path, expected, received }) => [path, expected, received])).toEqual([
		['actions', 'expected each id once', '"plan, plan, x"'],
		['actions.x.when', 'expected an earlier question', '"gone"']
	]);
});
