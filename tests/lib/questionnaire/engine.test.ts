import { expect, test } from 'vitest';
import { openEngine } from '#lib/questionnaire/engine.ts';
import { forfeit, halves, one, simple } from '../../support/edition.ts';
import { openContent } from '../../../scripts/content.ts';

const { edition } = openContent().editions.get('sme-digital-level@2024')!;

test.each([
	['zh-cn', '答案必须是个数字', /必须大于等于 0/],
	['en', 'The value should be numeric.', /should be at least 0/]
] as const)('says what is wrong with a figure in %s, by its field', async (locale, text, range) => {
	const engine = await openEngine(edition, locale);
	engine.take({ equipment: { total: 'abc', digital: -5, connected: 3 } });
	const faults = engine.faultsOn('digital-base');
	expect(Object.keys(faults)).toEqual(['answers.equipment.total', 'answers.equipment.digital']);
	expect(faults['answers.equipment.total']).toContain(text);
	expect(faults['answers.equipment.digital']).toMatch(range);
	engine.take({ equipment: { total: 5 } });
	expect(engine.faultsOn('digital-base')).toEqual({});
});

test('shows what certainly applies, as the answers stand', async () => {
	const dependent = halves('second', { appliesIf: { answer: 'first', is: 'yes' } });
	const engine = await openEngine(
		simple([one('first', { no: 0, yes: 1 }), dependent], { combine: 'sum', tailoring: forfeit }),
		'en'
	);
	engine.take({});
	expect([engine.shows('first'), engine.shows('second')]).toEqual([true, false]);
	engine.take({ first: 'yes' });
	expect(engine.shows('second')).toBe(true);
	engine.take({ first: 'no' });
	expect(engine.shows('second')).toBe(false);
	expect(engine.shows('nowhere')).toBe(true);
});
