import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { attemptRates } from '#server/accounts/attempts.ts';
import { openRateLimit, rates } from '#server/rate-limit.ts';

const office = '203.0.113.7';
const second = 1000;

/** How many of so many an address may do at a moment. */
function taken(take: (address: string, at?: number) => number, at: number, address = office) {
	return Array.from({ length: 50 }, () => take(address, at)).filter((wait) => wait === 0).length;
}

test('so many may be done at once, then as many again, evenly over the minutes', () => {
	const { take } = openRateLimit({ most: 20, minutes: 10 });
	expect(taken(take, 0)).toBe(20);
	// 600 seconds for 20: one more each 30 seconds.
	expect(take(office, 0)).toBe(30);
	expect(take(office, 29 * second)).toBe(1);
	expect(taken(take, 30 * second)).toBe(1);
	expect(taken(take, 120 * second)).toBe(3);
	expect(taken(take, 720 * second)).toBe(20);
});

test('what is refused uses nothing up', () => {
	const { take } = openRateLimit({ most: 1, minutes: 1 });
	expect(taken(take, 0)).toBe(1);
	expect(taken(take, 59 * second)).toBe(0);
	expect(take(office, 60 * second)).toBe(0);
});

test('each address has its own', () => {
	const { take } = openRateLimit({ most: 5, minutes: 1 });
	expect(taken(take, 0)).toBe(5);
	expect(taken(take, 0, '203.0.113.8')).toBe(5);
});

test.each([
	['an IPv4 address, and written as IPv6', office, `::ffff:${office}`],
	['the host part of IPv6', '2001:db8:0:7::1', '2001:DB8:0:7:ffff:ffff:ffff:ffff'],
	['zeros, and zeros left out', '2001:db8::1', '2001:db8:0:0:1:2:3:4']
])('these are one: %s', (_, one, other) => {
	const { take } = openRateLimit({ most: 5, minutes: 1 });
	expect(taken(take, 0, one)).toBe(5);
	expect(taken(take, 0, other)).toBe(0);
});

test('another network of IPv6 is another', () => {
	const { take } = openRateLimit({ most: 5, minutes: 1 });
	expect(taken(take, 0, '2001:db8:0:7::1')).toBe(5);
	expect(taken(take, 0, '2001:db8:0:8::1')).toBe(5);
});

test.each(['127.0.0.1', '127.8.8.8', '::1', '::ffff:127.0.0.1'])(
	'this machine itself is not held up: %s',
	(address) => {
		const { take } = openRateLimit({ most: 1, minutes: 1 });
		expect(taken(take, 0, address)).toBe(50);
	}
);

test('ten thousand addresses are remembered, and then the one heard of longest ago is forgotten', () => {
	const { take } = openRateLimit({ most: 1, minutes: 60 });
	const address = (i: number) => `10.${i >> 16}.${(i >> 8) & 255}.${i & 255}`;
	for (let i = 0; i < 10_000; i++) expect(take(address(i), 0)).toBe(0);
	expect(take(address(0), 0)).toBe(3600);
	expect(take(address(10_000), 0)).toBe(0);
	// The first was forgotten for it, and takes the place of the second now.
	expect(take(address(0), 0)).toBe(0);
	expect(take(address(2), 0)).toBe(3600);
	expect(take(address(10_000), 0)).toBe(3600);
});

test('what is no address counts as one', () => {
	const { take } = openRateLimit({ most: 2, minutes: 1 });
	expect(taken(take, 0, 'unknown')).toBe(2);
	expect(taken(take, 0, '')).toBe(2);
});

test('the limits that docs/security.md lists are those that hold', () => {
	const document = readFileSync('docs/security.md', 'utf8');
	const rows = [...document.matchAll(/^\| `(\w+)` +\|[^|]*\| +([\d.]+) +\| +([\d.]+) +\|/gm)].map(
		([, name, one, two]) => [name, Number(one), Number(two)]
	);
	expect(rows).toEqual([
		...Object.entries(rates).map(([name, { most, minutes }]) => [name, most, minutes]),
		...Object.entries(attemptRates).map(([name, { free, most }]) => [name, free, most / 60])
	]);
});
