import { expect, test } from 'vitest';
import { privacyVersion } from '#server/accounts/people.ts';
import { wayBefore } from '#server/accounts/way-before.ts';

const who = (consent: string | undefined, missing?: 'second-factor' | 'set-up') => ({
	missing,
	person: { consent }
});
const way = (someone: ReturnType<typeof who>, route: string, method = 'GET') =>
	wayBefore(someone, { route, method });

test('whoever agreed to an older text, or to none, is asked before any page but those about it', () => {
	for (const consent of ['2020-01-01', undefined]) {
		for (const route of ['/', '/work', '/sheets/[id]', '/evidence/[id]', '/(people)/members'])
			expect(way(who(consent), route)).toBe('/consent');
		for (const route of ['consent', 'privacy', 'sign-out', 'account', 'account/export.json'])
			expect(way(who(consent), `/(accounts)/${route}`)).toBeUndefined();
	}
	expect(way(who(privacyVersion), '/work')).toBeUndefined();
});

test('a form that was open when the text changed is taken', () => {
	expect(way(who('2020-01-01'), '/sheets/[id]', 'POST')).toBeUndefined();
});

test('a second factor comes first, and lets nothing through that is asked with a form', () => {
	for (const method of ['GET', 'POST']) {
		expect(way(who('2020-01-01', 'set-up'), '/work', method)).toBe('/account/second-factor');
		expect(way(who(undefined, 'second-factor'), '/(accounts)/consent', method)).toBe(
			'/sign-in/second-factor'
		);
		expect(way(who(undefined, 'set-up'), '/(accounts)/account', method)).toBe(
			'/account/second-factor'
		);
		expect(way(who(undefined, 'set-up'), '/(accounts)/privacy', method)).toBeUndefined();
	}
});
