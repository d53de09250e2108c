/** Freezes a value and everything in it, so that a change of it throws. */
export function frozen<T>(value: T): T {
	if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
	Object.freeze(value);
	for (const one of Object.values(value)) frozen(one);
	return value;
}
