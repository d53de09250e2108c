import { expect, test } from 'vitest';
import { wayOn, withWayOn } from '../../../src/routes/(accounts)/way-on.ts';

const signIn = (next?: string) => {
	const url = new URL('http://qidang.test/sign-in');
	if (next !== undefined) url.searchParams.set('next', next);
	return url;
};

test.each([
	['/work', '/work'],
	['/sheets/1?layer=declared', '/sheets/1?layer=declared'],
	['/en/work#part', '/en/work'],
	['/measures/../work', '/work']
])('%s is a place of this site', (next, place) => {
	expect(wayOn(signIn(next))).toBe(place);
});

test.each([
	undefined,
	'',
	'work',
	'//evil.example',
	'///evil.example',
	'\\\\evil.example',
	'/\\evil.example',
	'/\t/evil.example',
	'/.//evil.example',
	'/work/..//evil.example',
	'/./\\evil.example',
	'https:',
	'https://evil.example/',
	'https:evil.example',
	'http://qidang.test@evil.example/',
	'javascript:alert(1)',
	'//['
])('%j leads to one’s own account', (next) => {
	expect(wayOn(signIn(next))).toBe('/account');
});

test('a page on the way keeps where to go on', () => {
	expect(withWayOn('/sign-in/second-factor', signIn('/sheets/1?a=b&c'))).toBe(
		'/sign-in/second-factor?next=%2Fsheets%2F1%3Fa%3Db%26c'
	);
	expect(withWayOn('/sign-in/second-factor', signIn())).toBe('/sign-in/second-factor');
});
