/** What Ladder.svelte draws: for each thing the level it has reached, certain or between two bounds. */
export interface LadderData {
	/** Says in words what the chart shows. */
	readonly label: string;
	/** The highest level there is. */
	readonly top: number;
	readonly bars: readonly {
		readonly title: string;
		readonly low: number;
		readonly high: number;
		/** Drawn darker: those of a narrower kind. */
		readonly marked: boolean;
	}[];
	/** What the three kinds of bar are called; the first two as one where nothing is marked. */
	readonly kinds: { readonly marked: string; readonly plain: string; readonly possible: string };
}
