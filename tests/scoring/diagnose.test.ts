import { describe, expect, it } from 'vitest';
import { diagnose, scoringVersion, type Standards } from '#scoring';
import { figures, forfeit, one, simple } from '../support/edition.ts';
import { shownPoints } from '../support/scored.ts';
import { measure, policy, wan } from '../support/policy.ts';
import { catalogue } from '../support/small-catalogue.ts';

const edition = simple(
	[
		one('open', { no: 0, yes: 0 }),
		figures('equipment', { total: {} }),
		one('q', { no: 0, yes: 60 }, { appliesIf: { answer: 'open', is: 'yes' } })
	],
	{ combine: 'sum', tailoring: forfeit },
	{ one: { score: 'total', atLeast: 1 }, two: { score: 'total', atLeast: 60 } }
);
const document = policy([
	measure({ kind: 'award', amount: 50 }, { requires: { tier: 'test', atLeast: 'two' } })
]);
const standards: Standards = { edition, documents: [document], catalogue };
const facts = { area: '320903', applicant: 'manufacturer' };
const day = '2024-10-15';

describe('diagnose', () => {
	it('leads from the answers to the money', () => {
		const said = { answers: { open: 'yes', q: 'yes' }, facts };
		const diagnosis = diagnose(standards, said, day);
		expect(diagnosis).toMatchObject({
			scoring: scoringVersion,
			day,
			questionnaire: 'test@2024',
			editionIsLater: false,
			faults: [],
			unanswered: [],
			answers: said.answers,
			standing: { low: 2, high: 2 }
		});
		expect(shownPoints(diagnosis.points)).toBe('60');
		expect(shownPoints(diagnosis.dimensions['all']!)).toBe('60');
		expect(wan(diagnosis.support.recommendations[0]!.amount)).toBe(50);
	});

	it('takes nothing said for nothing known', () => {
		const diagnosis = diagnose(standards, {}, day);
		expect(diagnosis).toMatchObject({ faults: [], standing: { low: 0, high: 2 } });
		expect(diagnosis.unanswered).toEqual(['open', 'q']);
		expect(diagnosis.support.recommendations[0]!.outcome).toBe('unknown');
	});

	it('asks no more for what does not apply', () => {
		expect(diagnose(standards, { answers: { open: 'no' } }, day).unanswered).toEqual([]);
		expect(diagnose(standards, { answers: { open: 'no', q: 'yes' } }, day)).toMatchObject({
			answers: { open: 'no' },
			standing: { low: 0, high: 0 }
		});
	});

	it('gathers the faults of everything said, and goes on with the rest', () => {
		const said = {
			answers: { open: 'yes', q: 'maybe', x: 1 },
			facts: { ...facts, revenue: '5' },
			projects: 7,
			titles: [{ title: 'moon' }]
		};
		const { faults, standing } = diagnose(standards, said, day);
		expect(faults.map((fault) => fault.path)).toEqual([
			...['answers.q', 'answers', 'facts.revenue', 'projects', 'titles.0.title']
		]);
		expect(standing).toMatchObject({ low: 0, high: 2 });
	});

	it('says of an edition that it came later than the day', () => {
		expect(diagnose(standards, {}, '2023-12-31').editionIsLater).toBe(true);
		expect(diagnose(standards, {}, '2024-01-01').editionIsLater).toBe(false);
	});

	it('without the why says the same', () => {
		for (const answers of [{}, { open: 'yes' }, { open: 'yes', q: 'yes' }, { open: 'no' }]) {
			const { answers: _a, trace: _t, ...long } = diagnose(standards, { answers, facts }, day);
			const short = diagnose(standards, { answers, facts }, day, false);
			expect(short).not.toHaveProperty('trace');
			const verdicts = ({ standing, support, ...rest }: typeof short | typeof long) => ({
				...rest,
				standing: [standing.low, standing.high, standing.gates.map((gate) => gate.verdict)],
				support: support.recommendations.map(({ outcome, amount }) => ({ outcome, amount }))
			});
			expect(verdicts(short)).toEqual(verdicts(long));
		}
	});

	it('changes neither what it judges nor what it judges by', () => {
		const said = { answers: { q: 'yes', open: 'yes' }, facts, projects: [], titles: [] };
		const before = JSON.stringify([said, edition.data, document.data]);
		const first = JSON.stringify(diagnose(standards, said, day));
		expect(JSON.stringify(diagnose(standards, said, day))).toBe(first);
		expect(JSON.stringify([said, edition.data, document.data])).toBe(before);
	});
});
