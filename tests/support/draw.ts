import fc from 'fast-check';

/**
 * Choices drawn one after the other from a list of numbers. fast-check makes the list and shrinks it;
 * 0 is always the plainest choice, and so is what a list that has ended gives.
 */
export class Draw {
	readonly #numbers: readonly number[];
	#at = 0;

	constructor(numbers: readonly number[]) {
		this.#numbers = numbers;
	}

	/** 0 … n − 1. */
	below(n: number): number {
		return (this.#numbers[this.#at++] ?? 0) % n;
	}

	/** Both ends included. */
	between(low: number, high: number): number {
		return low + this.below(high - low + 1);
	}

	/** True so many times in a hundred. */
	chance(percent: number): boolean {
		return this.below(100) >= 100 - percent;
	}

	pick<T>(list: readonly T[]): T {
		return list[this.below(list.length)]!;
	}

	/** Each with the given chance, in their order. */
	some<T>(list: readonly T[], percent: number): T[] {
		return list.filter(() => this.chance(percent));
	}

	shuffled<T>(list: readonly T[]): T[] {
		const rest = [...list];
		return list.map(() => rest.splice(this.below(rest.length), 1)[0]!);
	}

	/** `total` in `n` whole parts above 0; there must be enough of it. */
	split(total: number, n: number): number[] {
		const grain = total % 1000 === 0 && total >= 1000 * n ? 1000 : 1;
		let left = total / grain - n;
		return Array.from({ length: n }, (_, i) => {
			const more = i === n - 1 ? left : this.below(Math.floor((2 * left) / (n - i)) + 1);
			left -= more;
			return (1 + more) * grain;
		});
	}
}

/** What `make` draws; printed as JSON where a property fails. */
export function drawn<T extends object>(length: number, make: (draw: Draw) => T): fc.Arbitrary<T> {
	return fc
		.array(fc.noBias(fc.nat(0xffff)), { minLength: length, maxLength: length })
		.map((numbers) => printable(make(new Draw(numbers))));
}

function printable<T extends object>(value: T): T {
	// Texts say nothing here, and there are many.
	const isText = (one: unknown) => typeof one === 'object' && one !== null && 'zh-cn' in one;
	const print = () => JSON.stringify(value, (_, one: unknown) => (isText(one) ? undefined : one));
	return Object.defineProperty(value, fc.toStringMethod, { value: print, enumerable: false });
}
