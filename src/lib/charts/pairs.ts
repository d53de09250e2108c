/** What Pairs.svelte draws: bars in percent, from 0 to 100, one or two for each thing, certain or between bounds. */
export interface PairsData {
	/** Says in words what the chart shows. */
	readonly label: string;
	readonly rows: readonly {
		readonly title: string;
		/** One for each series; nothing where the thing is not there. */
		readonly values: readonly ({ readonly low: number; readonly high: number } | undefined)[];
	}[];
	/** What the one or two series are called, and what may still be reached. */
	readonly series: readonly string[];
	readonly possible: string;
}
