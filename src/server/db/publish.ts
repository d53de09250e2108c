import { documentContent } from '#lib/library/documents.ts';
import { editionContent, publishedFile } from '#lib/library/editions.ts';
import { ContentError, type Library } from '#lib/library/library.ts';
import { held, type Queries } from './connection.ts';
import { content, contentEvent } from './schema.ts';

type Content = typeof content.$inferInsert;

/**
 * Adds what is new in the library to the published content: every published edition, and every policy
 * document as it reads now, which retires the state it was in before.
 *
 * @returns what was done, for people
 * @throws {ContentError} where an edition reads differently from what was published under its name
 */
export async function publish(library: Library): Promise<string> {
	const wanted = contentsOf(library);
	return held().alone((owner) =>
		owner.transaction(async (transaction) => {
			const { hash, kind, ref } = content;
			const stored = await transaction.select({ hash, kind, ref }).from(content);
			refuseChanged(wanted, stored);
			const added = wanted.filter((one) => stored.every(({ hash: known }) => known !== one.hash));
			for (const one of added) await transaction.insert(content).values(one);
			const events = eventsFor(wanted, stored, await standing(transaction));
			if (events.length > 0) await transaction.insert(contentEvent).values(events);
			return events.length === 0 ? 'found unchanged' : `${added.length} added`;
		})
	);
}

function contentsOf(library: Library): Content[] {
	const editions = [...library.editions.values()]
		.filter(({ edition }) => edition.data.status === 'published')
		.map(({ edition, hash }): Content => {
			return { hash, kind: 'edition', ref: edition.ref, data: editionContent(edition.data) };
		});
	const documents = [...library.documents.values()].map((one): Content => {
		const { document, hash } = one;
		return { hash, kind: 'document', ref: document.data.id, data: documentContent(one) };
	});
	return [...editions, ...documents];
}

type Known = Pick<Content, 'hash' | 'kind' | 'ref'>;

function refuseChanged(wanted: readonly Known[], stored: readonly Known[]): void {
	const editions = stored.filter(({ kind }) => kind === 'edition');
	const faults = wanted.flatMap(({ hash, kind, ref }) => {
		const before = kind === 'edition' ? editions.find((one) => one.ref === ref) : undefined;
		if (!before || before.hash === hash) return [];
		const expected = `expected the content published in this database, ${before.hash}, which never changes`;
		return [{ file: publishedFile, path: ref, expected, received: hash }];
	});
	if (faults.length > 0) throw new ContentError(faults);
}

type Event = (typeof contentEvent.$inferSelect)['event'];

/** The last event of every content, by hash. */
async function standing(owner: Pick<Queries, 'select'>): Promise<Map<string, Event>> {
	const { content: hash, event, id } = contentEvent;
	const events = await owner.select({ hash, event }).from(contentEvent).orderBy(id);
	return new Map(events.map((one) => [one.hash, one.event]));
}

function eventsFor(
	wanted: readonly Known[],
	stored: readonly Known[],
	standing: ReadonlyMap<string, Event>
): (typeof contentEvent.$inferInsert)[] {
	// What somebody withdrew stays so: only a person publishes it again.
	const published = wanted.filter(({ hash }) =>
		[undefined, 'retired'].includes(standing.get(hash))
	);
	const retired = stored.filter(
		(one) =>
			standing.get(one.hash) === 'published' &&
			wanted.some(({ kind, ref, hash }) => {
				return kind === one.kind && ref === one.ref && hash !== one.hash;
			})
	);
	return [
		...retired.map(({ hash }) => ({ content: hash, event: 'retired' as const })),
		...published.map(({ hash }) => ({ content: hash, event: 'published' as const }))
	];
}
