import { describe, expect, test } from 'vitest';
import { standingOf, wayOf, type AssignmentEvent } from '#lib/assignment.ts';

const day = (on: number) => new Date(Date.UTC(2026, 10, on));
const running = { startsAt: day(10), endsAt: day(20), endedAt: undefined };
/** An assignment made on the 9th, to which one thing happens a day from the 10th on. */
const become = (...events: AssignmentEvent[]) => ({
	...running,
	assigned: { at: day(9) },
	events: events.map((event, i) => ({ event, at: day(10 + i) }))
});
const places = (...events: AssignmentEvent[]) =>
	wayOf(become(...events), day(19)).map(({ step, place }) => [step, place]);

test('an assignment runs from its first moment until the one at which it ends', () => {
	expect(standingOf(running, new Date(day(10).getTime() - 1))).toBe('to-come');
	expect(standingOf(running, day(10))).toBe('running');
	expect(standingOf(running, new Date(day(20).getTime() - 1))).toBe('running');
	expect(standingOf(running, day(20))).toBe('over');
	expect(standingOf({ ...running, endedAt: day(12) }, day(13))).toBe('over');
});

describe('the way of an assignment', () => {
	test('what is next follows what happened last', () => {
		expect(places('consultant')).toEqual([
			['assigned', 'passed'],
			['consultant', 'passed'],
			['appointment', 'now'],
			['visit', 'to-come'],
			['confirmed', 'to-come'],
			['rated', 'to-come']
		]);
	});

	test('a step that was left out does not hold up the next', () => {
		expect(places('consultant', 'visit').slice(2)).toEqual([
			['appointment', 'to-come'],
			['visit', 'passed'],
			['confirmed', 'now'],
			['rated', 'to-come']
		]);
	});

	test('another visit is to be confirmed and rated again', () => {
		const before = ['consultant', 'appointment', 'visit', 'confirmed', 'rated'] as const;
		expect(places(...before).at(-1)).toEqual(['rated', 'passed']);
		expect(places(...before, 'visit').slice(3)).toEqual([
			['visit', 'passed'],
			['confirmed', 'now'],
			['rated', 'to-come']
		]);
	});

	test('one that is over shows what happened, and when it ended', () => {
		const ended = { ...become('consultant', 'ended'), endedAt: day(11) };
		expect(wayOf(ended, day(19))).toEqual([
			{ step: 'assigned', place: 'passed', at: day(9) },
			{ step: 'consultant', place: 'passed', at: day(10) },
			{ step: 'over', place: 'passed', at: day(11) }
		]);
		expect(wayOf(become(), day(20)).at(-1)).toEqual({ step: 'over', place: 'passed', at: day(20) });
	});
});
