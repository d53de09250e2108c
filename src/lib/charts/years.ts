/** What Years.svelte draws: the rank of the tier that each instrument's filed diagnoses certainly reach, by day. */
export interface YearsData {
	/** Says in words what the chart shows. */
	readonly label: string;
	/** The highest rank there is. */
	readonly top: number;
	/** What the ranks are called beside their axis. */
	readonly axis: string;
	readonly lines: readonly {
		readonly title: string;
		/** Days as numbers, counted from the first one drawn, in their order. */
		readonly points: readonly { readonly at: number; readonly rank: number }[];
	}[];
	/** The days that are named below, first and last among them, in their order. */
	readonly days: readonly { readonly at: number; readonly title: string }[];
}
