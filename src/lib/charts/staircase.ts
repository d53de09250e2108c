/** What Staircase.svelte draws: what each step gives in percent, certain or between two bounds. */
export interface StaircaseData {
	/** Says in words what the chart shows. */
	readonly label: string;
	readonly bars: readonly {
		readonly title: string;
		readonly low: number;
		readonly high: number;
		/** What it must reach to be passed. */
		readonly pass: number;
		/** Drawn darker: it is reached and passes. */
		readonly passed: boolean;
	}[];
	/** What the kinds of bar and the line are called. */
	readonly kinds: {
		readonly passed: string;
		readonly other: string;
		readonly possible: string;
		readonly pass: string;
	};
}
