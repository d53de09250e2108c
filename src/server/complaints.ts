/** Says each cause of trouble once, however often it comes, until it is over. */
export interface Complaints {
	/**
	 * @param cause what makes it the same trouble; what stands in it in quotes, as the path of one file, does not
	 * @param words what goes to the log
	 */
	say(cause: string, ...words: readonly unknown[]): void;
	/** Whatever comes now is said again. */
	over(): void;
}

/** More than anybody reads: then all is said again. */
const mostCauses = 1000;

export function openComplaints(): Complaints {
	const said = new Set<string>();
	return {
		say(cause, ...words) {
			const trouble = cause.replace(/'[^']*'/g, "''");
			if (said.has(trouble)) return;
			if (said.size === mostCauses) said.clear();
			said.add(trouble);
			console.error(...words);
		},
		over: () => said.clear()
	};
}
