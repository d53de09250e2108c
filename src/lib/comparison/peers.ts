import type { Day } from '#scoring';

/**
 * How peers are counted; `peers_of` in the database does it, by these numbers, and a test holds the two
 * together. Why these: decision 29.
 */
export const counting = {
	/** A group shows from so many others on, and beside a narrower one if so many more are in it. */
	least: 10,
	/** So many enterprises must have filed anew before anything changes. */
	batch: 5,
	/** How far what counts reaches back from the last filing that does. */
	months: 24
} as const;

/** Where an enterprise stands in a group of others that filed the same edition and are of its division. */
export interface Place {
	/** The area they lie in, as a code; none for everywhere. */
	readonly area: string | undefined;
	/** Of the fact `size`; none for any. */
	readonly size: string | undefined;
	/** How many others there are. */
	readonly others: number;
	/** How many of them, in percent and in whole steps, have fewer points; of those with as many, half. */
	readonly percent: number;
	/** In percent. */
	readonly step: number;
	/** The day in China of the last filing that counts. */
	readonly until: Day;
}

/** Why there is no place. */
export type NoPlace = 'too-few' | 'superseded' | 'no-division' | 'open' | 'no-points';
