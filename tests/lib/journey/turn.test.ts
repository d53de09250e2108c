import { describe, expect, test } from 'vitest';
import { dayOf, follow, readSaid, type Turn } from '#lib/journey/turn.ts';
import { openContent } from '../../../scripts/content.ts';

const ref = 'sme-digital-level@2024';
const { edition } = openContent().editions.get(ref)!;
const at = (step: string, said = {}): Turn => ({
	said: { questionnaire: ref, ...said },
	step,
	day: '2024-10-15'
});

test.each([
	['about', 'next', 'digital-base'],
	['about', 'back', 'about'],
	['digital-results', 'next', 'support'],
	['support', 'next', 'result'],
	['result', 'next', 'result'],
	['about', 'result', 'result'],
	['digital-base', 'nonsense', 'digital-base'],
	['digital-base', '', 'digital-base']
])('from %s, %j leads to %s', (step, go, next) => {
	expect(follow(edition, at(step), go).step).toBe(next);
});

test('a button may name another day; what is none changes nothing', () => {
	expect(follow(edition, at('result'), 'day.2024-12-31').day).toBe('2024-12-31');
	expect(follow(edition, at('result'), 'day.2024-13-31').day).toBe('2024-10-15');
	expect(dayOf('2023-02-29', '2024-10-15')).toEqual({ day: '2024-10-15', wrong: '2023-02-29' });
	expect(dayOf('', '2024-10-15')).toEqual({ day: '2024-10-15' });
});

test('projects are added at the end and removed by place; without the last, nothing is said', () => {
	const one = at('support', { projects: [{ name: '甲' }] });
	const two = follow(edition, one, 'add-project');
	expect(two.said.projects).toEqual([{ name: '甲' }, { name: '' }]);
	const left = follow(edition, two, 'drop-project.0');
	expect(left.said.projects).toEqual([{ name: '' }]);
	expect(follow(edition, left, 'drop-project.0').said).toEqual({ questionnaire: ref });
	expect(follow(edition, left, 'drop-project.7').said.projects).toEqual([{ name: '' }]);
	expect(follow(edition, at('about'), 'add-project').said.projects).toBeUndefined();
});

describe('what travels with the page', () => {
	test('is read as it was written', () => {
		const said = { questionnaire: ref, name: '甲', answers: { scheduling: 2 } };
		expect(readSaid(ref, JSON.stringify(said))).toEqual({ said, faults: [] });
		expect(readSaid(ref, '')).toEqual({ said: { questionnaire: ref }, faults: [] });
	});

	test.each(['{', '[1]', 'null', '"x"', '12'])('%s is no sheet, and the field is named', (text) => {
		const { said, faults } = readSaid(ref, text);
		expect(said).toEqual({ questionnaire: ref });
		expect(faults.map(({ path }) => path)).toEqual(['said']);
	});

	test('of a sheet with something wrong the rest is kept', () => {
		const text = JSON.stringify({ name: 12, answers: { scheduling: 2 }, other: 1 });
		const { said, faults } = readSaid(ref, text);
		expect(said).toEqual({ questionnaire: ref, answers: { scheduling: 2 } });
		expect(faults.map(({ path }) => path)).toEqual(['said.name', 'said.other']);
	});

	test('belongs to the questionnaire of the address', () => {
		expect(readSaid(ref, '{"questionnaire":"other@1"}').said).toEqual({ questionnaire: ref });
	});
});
