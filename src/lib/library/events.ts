import * as v from 'valibot';
import { daySchema, textSchema, type Day } from '#scoring';
import type { LibraryEdition } from './editions.ts';
import type { Reader } from './reader.ts';

/** What became of published editions, in git: a list that is only ever added to. */
export const eventsFile = 'questionnaires/events.json';

const eventSchema = v.strictObject({
	/** `instrument@edition`. */
	edition: v.string(),
	/**
	 * `retired`: no new sheet begins, those that are kept open and print as before. `withdrawn`: the
	 * results were wrong, and say so. `published`: taken up again after one of these.
	 */
	event: v.picklist(['retired', 'withdrawn', 'published']),
	/** From this day on. */
	on: daySchema,
	/** The content hash of the edition. */
	hash: v.string(),
	reason: textSchema,
	/** The edition to use in its place. */
	successor: v.optional(v.string())
});
const eventsSchema = v.strictObject({ events: v.array(eventSchema) });
export type EditionEvent = v.InferOutput<typeof eventSchema>;

/** Where an edition stands in its life. */
export type Stage = 'draft' | 'published' | 'retired' | 'withdrawn';

/** An edition of which no new sheet begins, and the event that ended it. */
export function isEnded<T extends { stage: Stage; event?: EditionEvent }>(
	standing: T
): standing is T & { event: EditionEvent } {
	return standing.stage === 'retired' || standing.stage === 'withdrawn';
}

/** Where an edition stands on a day, and the event that brought it there, if one did. */
export function stageOn(
	{ edition, events }: Pick<LibraryEdition, 'edition' | 'events'>,
	day: Day
): { stage: Stage; event?: EditionEvent } {
	const event = events.findLast(({ on }) => on <= day);
	return event ? { stage: event.event, event } : { stage: edition.data.status };
}

/** Reads the events of each edition, by ref and in their order. */
export function readEvents(reader: Reader): ReadonlyMap<string, readonly EditionEvent[]> {
	const events = reader.read(eventsSchema, eventsFile)?.events ?? [];
	return Map.groupBy(events, ({ edition }) => edition);
}

/** An event is of a published edition as it reads, follows from the one before, and names a successor there is. */
export function checkEvents(
	reader: Reader,
	events: ReadonlyMap<string, readonly EditionEvent[]>,
	editions: ReadonlyMap<string, LibraryEdition>,
	published: Readonly<Record<string, string>>
): void {
	for (const [ref, list] of events) {
		list.forEach(({ event, on, hash, successor }, i) => {
			const before = list[i - 1];
			const report = (field: string, expected: string, received: unknown) =>
				reader.report(eventsFile, `${ref}.${i}.${field}`, expected, received);
			if (!published[ref]) report('edition', 'expected a published edition', ref);
			else if (published[ref] !== hash) {
				report('hash', `expected that of its content, ${published[ref]}`, hash);
			}
			if (event === (before?.event ?? 'published')) {
				report('event', 'expected another than before', event);
			}
			if (before && on < before.on) report('on', `expected ${before.on} or later`, on);
			if (successor === undefined) return;
			const isThere =
				successor !== ref && editions.get(successor)?.edition.data.status === 'published';
			if (event === 'published') report('successor', 'expected none', successor);
			else if (!isThere) report('successor', 'expected another published edition', successor);
		});
	}
}
