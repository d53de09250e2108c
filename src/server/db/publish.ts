import { documentContent } from '#lib/library/documents.ts';
import { editionContent, publishedFile, type LibraryEdition } from '#lib/library/editions.ts';
import { eventsFile } from '#lib/library/events.ts';
import { termsOf } from '#lib/library/frozen.ts';
import { canonical, contentHash } from '#lib/library/hash.ts';
import { ContentError, type Library } from '#lib/library/library.ts';
import type { Fault } from '#scoring';
import { held, type Queries } from './connection.ts';
import { content, contentEvent } from './schema/index.ts';

type Content = typeof content.$inferInsert;

/**
 * Adds what is new in the library to the published content: every published edition, and every policy document
 * and the terms as they read now, which retires the state they were in before; and what became of editions since.
 *
 * @returns what was done, for people
 * @throws {ContentError} where an edition reads differently from what was published under its name, or what
 *   became of one from what was told before
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
			const before = await eventsIn(transaction);
			const events = [
				...changeEvents(library, wanted, stored, before),
				...editionEvents(library, before)
			];
			if (events.length > 0) await transaction.insert(contentEvent).values(events);
			return events.length === 0 ? 'found unchanged' : `${added.length} added`;
		})
	);
}

function contentsOf(library: Library): Content[] {
	const editions = publishedEditions(library).map(({ edition, hash }): Content => {
		return { hash, kind: 'edition', ref: edition.ref, data: editionContent(edition.data) };
	});
	const documents = [...library.documents.values()].map((one): Content => {
		const { document, hash } = one;
		return { hash, kind: 'document', ref: document.data.id, data: documentContent(one) };
	});
	const terms = termsOf(library);
	return [
		...editions,
		...documents,
		{ hash: contentHash(terms), kind: 'terms', ref: 'terms', data: terms }
	];
}

function publishedEditions({ editions }: Library): LibraryEdition[] {
	return [...editions.values()].filter(({ edition }) => edition.data.status === 'published');
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

type Event = typeof contentEvent.$inferInsert;

/** Every event of all content, oldest first. */
async function eventsIn(owner: Pick<Queries, 'select'>): Promise<Event[]> {
	const { content: of, event, told, id } = contentEvent;
	return owner.select({ content: of, event, told }).from(contentEvent).orderBy(id);
}

/** A document that reads differently retires what it was; where it is back as it was, that stands again. So do the terms. */
function changeEvents(
	{ documents }: Library,
	wanted: readonly Known[],
	stored: readonly Known[],
	before: readonly Event[]
): Event[] {
	const standing = new Map(before.map((one) => [one.content, one.event]));
	const changing = wanted.filter(({ kind }) => kind !== 'edition');
	// What somebody withdrew stays so: only a person publishes it again.
	const published = changing.filter(({ hash }) =>
		[undefined, 'retired'].includes(standing.get(hash))
	);
	const retired = stored.filter(
		(one) =>
			standing.get(one.hash) === 'published' &&
			changing.some(
				({ kind, ref, hash }) => kind === one.kind && ref === one.ref && hash !== one.hash
			)
	);
	const told = ({ ref }: Known) => {
		const document = documents.get(ref)?.document;
		return document && { checked: document.data.checked };
	};
	return [
		...retired.map(({ hash }) => ({ content: hash, event: 'retired' as const })),
		...published.map((one) => ({
			content: one.hash,
			event: 'published' as const,
			told: told(one) ?? null
		}))
	];
}

/** What is told of editions beyond what this database was told already, which never changes. */
function editionEvents(library: Library, before: readonly Event[]): Event[] {
	const faults: Fault[] = [];
	const events = publishedEditions(library).flatMap(({ edition: { ref }, hash, events: all }) => {
		const known = before.filter((one) => one.content === hash);
		const told = known.flatMap((one) => one.told ?? []);
		told.forEach((one, i) => {
			if (canonical(one) === canonical(all[i] ?? null)) return;
			const expected = `expected what this database was told, ${canonical(one)}, which never changes`;
			const received = all[i] ? canonical(all[i]) : 'nothing';
			faults.push({ file: eventsFile, path: `${ref}.${i}`, expected, received });
		});
		return [
			...(known.length > 0 ? [] : [{ content: hash, event: 'published' as const }]),
			...all.slice(told.length).map((one) => ({ content: hash, event: one.event, told: one }))
		];
	});
	if (faults.length > 0) throw new ContentError(faults);
	return events;
}
