import { percent } from './percent.ts';

/** An interval of shares with its closures: (10 %, 20 %]. An end left out is open: [0 %, (60 %, ∞). */
export function band({ over, upTo }: { over?: number | undefined; upTo?: number | undefined }) {
	const from = over === undefined ? `[${percent(0)}` : `(${percent(over)}`;
	const to = upTo === undefined ? '∞)' : `${percent(upTo)}]`;
	return `${from}, ${to}`;
}
