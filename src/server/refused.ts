import { causeOf, withDatabase, type Actor, type Transaction } from './db/index.ts';
import { problems } from './problems.ts';

/** What the rules of the database are called, and what the reader is told when one of them refuses. */
const byConstraint: Readonly<Record<string, () => never>> = {
	no_such_step: problems.noSuchStep,
	step_asks_more: problems.stepAsksMore,
	change_asks_for_reason: problems.changeAsksForReason,
	consultant_of_the_provider: problems.noConsultantOfTheProvider,
	role_of_another_kind: problems.roleOfAnotherKind,
	last_manager: problems.lastManager,
	// Somebody else was faster: the link opens it no more.
	sheet_owner_pkey: problems.noSuchSheet,
	file_decision_withdraws_once: problems.withdrawnAlready,
	package_follows_the_last: problems.packedMeanwhile,
	package_once: problems.packedMeanwhile,
	organisation_credit_code_unique: problems.creditCodeTaken
};

/** No right, or a row that no policy lets in. */
const notAllowed = '42501';

/**
 * Tells the reader what the database refused, where that is one of its rules.
 *
 * @throws the problem, or the error itself where it is a fault of ours
 */
function tellRefused(error: unknown): never {
	const cause = causeOf(error) as { code?: string; constraint?: string } | undefined;
	if (cause?.code === notAllowed) return problems.notAllowed();
	const told = cause?.constraint === undefined ? undefined : byConstraint[cause.constraint];
	if (told) return told();
	throw error;
}

/** Gives the database to an actor; what one of its rules refuses is told to the reader. */
export async function asking<T>(
	actor: Actor,
	work: (database: Transaction) => Promise<T>
): Promise<T> {
	return withDatabase(actor, work).catch(tellRefused);
}

/** Whether a text can be the id of anything here. */
export function isUuid(text: string): boolean {
	return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
}
