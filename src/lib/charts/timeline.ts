/** What Timeline.svelte draws: for each thing the days from which to which it runs. */
export interface TimelineData {
	/** Says in words what the chart shows. */
	readonly label: string;
	/** Days as numbers, counted from the first one drawn. */
	readonly bars: readonly {
		readonly title: string;
		readonly from: number;
		/** The last day counts. */
		readonly to: number;
		readonly kind: 'open' | 'done' | 'overdue';
	}[];
	readonly today: number;
	/** The days that are named below, first and last among them, in their order. */
	readonly days: readonly { readonly at: number; readonly title: string }[];
	/** What the kinds of bar and the line are called. */
	readonly kinds: {
		readonly open: string;
		readonly done: string;
		readonly overdue: string;
		readonly today: string;
	};
}
