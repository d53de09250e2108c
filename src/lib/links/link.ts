import * as v from 'valibot';
import { idSchema, textSchema } from '#scoring';

/**
 * How the answer to one question answers another. `equal`: both ask the same fact. `narrower`: it asks a
 * part or a case of it, so that its answer settles the other. `broader`: it leaves the other open.
 */
export const relations = ['equal', 'narrower', 'broader'] as const;
export type Relation = (typeof relations)[number];

/** An instrument, and those of its editions whose words were compared. */
const sideSchema = v.strictObject({
	instrument: idSchema,
	editions: v.pipe(v.array(v.string()), v.nonEmpty())
});

const valueSchema = v.union([idSchema, v.number()]);

const linkSchema = v.strictObject({
	/** One of the first instrument and one of the second. */
	questions: v.tuple([idSchema, idSchema]),
	/** How the first answers the second. */
	relation: v.picklist(relations),
	/** How the second answers the first; left out where it is the relation turned round. */
	back: v.optional(v.picklist(relations)),
	/** What the words have in common, and what they leave open. */
	why: textSchema,
	/** The choices that can be right of the same enterprise at once; one that is in no pair says nothing. */
	choices: v.optional(v.pipe(v.array(v.tuple([valueSchema, valueSchema])), v.nonEmpty())),
	/** The figures that are the same. */
	items: v.optional(v.pipe(v.array(v.tuple([idSchema, idSchema])), v.nonEmpty()))
});

/** A file of `questionnaires/links/`: what two instruments ask of the same facts. */
export const linksFileSchema = v.strictObject({
	between: v.tuple([sideSchema, sideSchema]),
	links: v.pipe(v.array(linkSchema), v.nonEmpty())
});
export type LinksFile = v.InferOutput<typeof linksFileSchema>;
export type WrittenLink = LinksFile['links'][number];
export type Side = LinksFile['between'][number];

/** A link read in one direction: what the answer to one question says of another. */
export interface Link {
	readonly from: Side & { readonly question: string };
	readonly to: Side & { readonly question: string };
	readonly relation: Relation;
	readonly why: WrittenLink['why'];
	readonly choices: readonly (readonly [from: string | number, to: string | number])[];
	readonly items: readonly (readonly [from: string, to: string])[];
}

const turned: Readonly<Record<Relation, Relation>> = {
	equal: 'equal',
	narrower: 'broader',
	broader: 'narrower'
};

/** Both directions of a link. */
export function directed({ between: [first, second] }: LinksFile, written: WrittenLink): Link[] {
	const { questions, relation, back = turned[relation], why, choices = [], items = [] } = written;
	const from = { ...first, question: questions[0] };
	const to = { ...second, question: questions[1] };
	return [
		{ from, to, relation, why, choices, items },
		{
			from: to,
			to: from,
			relation: back,
			why,
			choices: choices.map(([one, other]) => [other, one] as const),
			items: items.map(([one, other]) => [other, one] as const)
		}
	];
}

/** Whether a link reads from an edition or leads to it. */
export function covers({ instrument, editions }: Side, ref: string): boolean {
	return editions.some((edition) => `${instrument}@${edition}` === ref);
}

/** The editions that are linked with one: their sheets may answer some of its questions. */
export function linkedWith(links: readonly Link[], ref: string): ReadonlySet<string> {
	const linked = links.filter(({ to }) => covers(to, ref));
	return new Set(
		linked.flatMap(({ from }) => from.editions.map((edition) => `${from.instrument}@${edition}`))
	);
}

/** The editions that nobody has compared with another instrument: nothing is offered from them or to them. */
export function uncompared(links: readonly Link[], refs: Iterable<string>): string[] {
	return [...refs].filter((ref) => !links.some(({ from }) => covers(from, ref)));
}
