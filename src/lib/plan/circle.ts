interface Before {
	readonly id: string;
	/** Those that must be finished first. */
	readonly after: readonly string[];
}

/**
 * A circle among actions that wait for each other, if there is one: each waits for the next, the last for the
 * first. The same whatever their order. What is waited for and is not among them counts for nothing.
 */
export function findCircle(actions: readonly Before[]): string[] | undefined {
	const after = new Map(actions.map((one) => [one.id, one.after]));
	const done = new Set<string>();
	for (const start of [...after.keys()].sort()) {
		const circle = walk(start, after, done);
		if (circle) return circle;
	}
	return undefined;
}

/** Goes from one along all that it waits for, and back; without recursion, however long the line is. */
function walk(
	start: string,
	after: ReadonlyMap<string, readonly string[]>,
	done: Set<string>
): string[] | undefined {
	const path: { id: string; rest: string[] }[] = [];
	const places = new Map<string, number>();
	const enter = (id: string) => {
		places.set(id, path.length);
		path.push({ id, rest: [...(after.get(id) ?? [])].sort() });
	};
	if (!done.has(start)) enter(start);
	while (path.length > 0) {
		const { id, rest } = path.at(-1)!;
		const next = rest.shift();
		if (next === undefined) {
			done.add(id);
			places.delete(id);
			path.pop();
			continue;
		}
		const at = places.get(next);
		if (at !== undefined) return path.slice(at).map((one) => one.id);
		if (after.has(next) && !done.has(next)) enter(next);
	}
	return undefined;
}
