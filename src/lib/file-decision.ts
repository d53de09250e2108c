/**
 * What can be decided about an enterprise's file. Nothing deletes a file: a retention says until when it is kept
 * at least, a hold that it is kept whatever the retention says, a release that the hold is over.
 */
export const fileDecisionKinds = ['retention', 'hold', 'release', 'withdrawal'] as const;
export type FileDecisionKind = (typeof fileDecisionKinds)[number];

/** Why a report was withdrawn, as everybody is told who asks for its code. */
export const withdrawalCategories = ['answers', 'rules', 'procedure', 'request'] as const;
export type WithdrawalCategory = (typeof withdrawalCategories)[number];

/** A decision as pages list it. */
export interface ShownDecision {
	readonly id: number;
	readonly kind: FileDecisionKind;
	/** The code of a withdrawn report, in groups. */
	readonly report: string | null;
	readonly category: WithdrawalCategory | null;
	readonly reason: string;
	readonly until: string | null;
	readonly on: string;
}

interface Decided {
	readonly kind: FileDecisionKind;
	readonly until: string | null;
}

/** How a file is kept, by all that was decided about it. */
export interface Keeping {
	/** The last day of the retention; nothing where none was decided. */
	readonly until: string | undefined;
	readonly isHeld: boolean;
	/** The retention has ended and nothing holds the file: somebody is to decide what becomes of it. */
	readonly isDue: boolean;
}

/** @param decisions oldest first */
export function keepingOf(decisions: readonly Decided[], today: string): Keeping {
	const until = decisions.findLast(({ kind }) => kind === 'retention')?.until ?? undefined;
	const last = decisions.findLast(({ kind }) => kind === 'hold' || kind === 'release');
	const isHeld = last?.kind === 'hold';
	return { until, isHeld, isDue: until !== undefined && until < today && !isHeld };
}
