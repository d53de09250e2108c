import { describe, expect, it } from 'vitest';
import { areaParent, isWithin } from '../../scoring/area.ts';

describe('areaParent', () => {
	it.each([
		['320903001', '320903'],
		['320903', '320900'],
		['320900', '320000'],
		['320000', undefined],
		['320900-yannan', '320900'],
		['320971', '320900'],
		['441900401', '441900'],
		['441900', '440000'],
		['429004', '429000'],
		['429000', '420000']
	])('of %s is %s', (code, parent) => {
		expect(areaParent(code)).toBe(parent);
	});

	it.each(['', '32', '3209', '320903001001', '盐都区', '-yannan', '320900-', '320900-Yannan'])(
		'knows none of %j',
		(code) => {
			expect(areaParent(code)).toBeUndefined();
		}
	);
});

describe('isWithin', () => {
	const city = ['320902', '320903', '320904', '320971', '320900-yannan'];

	it.each([
		['a district named', '320903', 'met'],
		['a town of it', '320903050', 'met'],
		['a town of a zone with a code', '320971100', 'met'],
		['a zone without a code', '320900-yannan', 'met'],
		['a county beside them', '320924', 'unmet'],
		['a town of that county', '320924100', 'unmet'],
		['another zone of the same city', '320900-other', 'unmet'],
		['another city', '441900', 'unmet'],
		['another province', '440000', 'unmet'],
		['the city, district unknown', '320900', 'unknown'],
		['the province, city unknown', '320000', 'unknown'],
		['no area at all', 'somewhere', 'unmet']
	])('%s', (_, code, verdict) => {
		expect(isWithin(code, city)).toBe(verdict);
	});

	it('takes a whole province or city as target', () => {
		expect(isWithin('441900401', ['440000'])).toBe('met');
		expect(isWithin('441900401', ['441900'])).toBe('met');
		expect(isWithin('441900', ['441900401'])).toBe('unknown');
	});

	it('is sound: a verdict given for an area holds for every area in it', () => {
		const chain = ['320000', '320900', '320903', '320903050'];
		for (const targets of [['320000'], ['320900'], ['320903'], ['320903050'], ['320924'], city])
			for (const [at, outer] of chain.entries()) {
				const verdict = isWithin(outer, targets);
				if (verdict === 'unknown') continue;
				for (const inner of chain.slice(at)) expect(isWithin(inner, targets)).toBe(verdict);
			}
	});

	it('is unmet where nothing is named', () => {
		expect(isWithin('320903', [])).toBe('unmet');
	});
});
