import {
	priorities,
	type Diagnosis,
	type Judgement,
	type OpenEdition,
	type Priority,
	type Text
} from '#scoring';

/** The actions of one priority that a sheet calls for, in the order of the edition. */
export interface CalledFor {
	readonly priority: Priority;
	/** The rule by which an action has this priority. */
	readonly meaning: Text;
	readonly actions: readonly {
		readonly id: string;
		readonly finding: Text;
		readonly action: Text;
		readonly judgement: Judgement;
	}[];
}

/**
 * What a diagnosis that says why recommends, most urgent first, and how much of it cannot be told yet;
 * nothing where its edition recommends nothing at all.
 */
export function calledFor(
	{ data }: OpenEdition,
	{ actions }: Diagnosis
): { readonly called: readonly CalledFor[]; readonly open: number } | undefined {
	const written = data.actions;
	if (!written) return undefined;
	const judged = new Map(actions.map((one) => [one.id, one]));
	const met = written.actions.filter(({ id }) => judged.get(id)!.verdict === 'met');
	const called = priorities.flatMap((priority) => {
		const these = met.filter((one) => one.priority === priority);
		if (these.length === 0) return [];
		return [
			{
				priority,
				meaning: written.priorities[priority],
				actions: these.map(({ id, finding, action }) => ({
					id,
					finding,
					action,
					judgement: judged.get(id)!.judgement!
				}))
			}
		];
	});
	return { called, open: actions.filter(({ verdict }) => verdict === 'unknown').length };
}
