/** What Radar.svelte draws: shares in percent, from 0 to 100, each certain or between two bounds. */
export interface RadarData {
	/** Says in words what the chart shows. */
	readonly label: string;
	readonly axes: readonly { readonly title: string; readonly low: number; readonly high: number }[];
	/** What the two lines are called; the second is drawn only where some bounds differ. */
	readonly lines: { readonly low: string; readonly high: string };
}
