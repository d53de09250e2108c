import { BlockList, isIPv6 } from 'node:net';
import type { RequestEvent } from '@sveltejs/kit';
import { now } from './clock.ts';
import { problems } from './problems.ts';

/** Who has more addresses than are remembered is not held up by this; the memory they take is bounded. */
const mostAddresses = 10_000;

interface Rate {
	/** So many at once, and as many again in so many minutes, evenly. */
	readonly most: number;
	readonly minutes: number;
}

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8);
loopback.addAddress('::1', 'ipv6');

/** Counts what addresses do: for each, one moment says how much of its rate is used up. */
export function openRateLimit({ most, minutes }: Rate) {
	const whole = minutes * 60_000;
	const apart = whole / most;
	const usedUntil = new Map<string, number>();
	return {
		/**
		 * Takes one of what an address may do. This machine itself may always: whoever sits at it, or a proxy
		 * on it that does not say who asks.
		 *
		 * @param at in milliseconds
		 * @returns 0, or where it may not, in how many seconds it may again
		 */
		take(address: string, at = now().getTime()): number {
			if (isThisMachine(address)) return 0;
			const network = networkOf(address);
			const used = Math.max(usedUntil.get(network) ?? 0, at);
			const wait = used + apart - at - whole;
			if (wait > 0) return Math.ceil(wait / 1000);
			// Anew, so that the first in the map is the one that was heard of longest ago.
			usedUntil.delete(network);
			usedUntil.set(network, used + apart);
			const [longestAgo] = usedUntil.keys();
			if (usedUntil.size > mostAddresses) usedUntil.delete(longestAgo!);
			return 0;
		}
	};
}

/** An office or a training hall of a hundred enterprises has one address. docs/security.md lists them. */
export const rates = {
	keep: { most: 200, minutes: 60 },
	register: { most: 100, minutes: 60 },
	issuer: { most: 200, minutes: 10 },
	// A visit brings some dozens of photographs.
	upload: { most: 500, minutes: 60 },
	// Of 60 bits nobody guesses one; it is held short all the same.
	verify: { most: 120, minutes: 10 },
	compare: { most: 30, minutes: 10 },
	report: { most: 100, minutes: 10 }
} as const satisfies Record<string, Rate>;

const limits = {
	keep: { ...openRateLimit(rates.keep), refuse: problems.tooManyKept },
	register: { ...openRateLimit(rates.register), refuse: problems.tooManyRegistered },
	issuer: { ...openRateLimit(rates.issuer), refuse: problems.tooManySignIns },
	upload: { ...openRateLimit(rates.upload), refuse: problems.tooManyUploads },
	verify: { ...openRateLimit(rates.verify), refuse: problems.tooManyVerified },
	compare: { ...openRateLimit(rates.compare), refuse: problems.tooManyCompared },
	report: { ...openRateLimit(rates.report), refuse: problems.tooManyReports }
};

/** @throws the problem, with the time to wait in Retry-After, where the address has done that too often */
export function refuseTooMany(
	what: keyof typeof limits,
	{ getClientAddress, setHeaders }: Pick<RequestEvent, 'getClientAddress' | 'setHeaders'>
): void {
	const { take, refuse } = limits[what];
	const seconds = take(getClientAddress());
	if (seconds === 0) return;
	setHeaders({ 'retry-after': String(seconds) });
	refuse(Math.ceil(seconds / 60));
}

/** An IPv4 address is also written as a part of IPv6. What is no address counts as one, cut short. */
function plain(address: string): string {
	return address.replace(/^::ffff:(?=\d+\.)/i, '').slice(0, 45);
}

export function isThisMachine(address: string): boolean {
	return loopback.check(plain(address), isIPv6(plain(address)) ? 'ipv6' : 'ipv4');
}

/** Of an IPv6 address the first half: the other is free to whoever has it. */
export function networkOf(address: string): string {
	const one = plain(address);
	if (!isIPv6(one)) return one;
	const [before = [], after] = one.split('::').map((half) => half.split(':').filter(Boolean));
	const zeros = after ? Array<string>(Math.max(0, 8 - before.length - after.length)).fill('0') : [];
	return [...before, ...zeros, ...(after ?? [])].slice(0, 4).join(':').toLowerCase();
}
