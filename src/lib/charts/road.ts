/** What Road.svelte draws: what is certain after each step, against the effort taken so far. */
export interface RoadData {
	/** Says in words what the chart shows. */
	readonly label: string;
	/** The first is where one stands. */
	readonly stops: readonly {
		readonly title: string;
		readonly effort: number;
		/** Points, or where the edition gives none the steps taken. */
		readonly height: number;
		/** Drawn larger: the tier is another from here on. */
		readonly tier: boolean;
	}[];
	readonly axes: { readonly effort: string; readonly height: string };
}
