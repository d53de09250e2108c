import { causeOf } from './db/index.ts';
import { problems } from './problems.ts';

/** What the rules of the database are called, and what the reader is told when one of them refuses. */
const byConstraint: Readonly<Record<string, () => never>> = {
	no_such_step: problems.noSuchStep,
	step_asks_more: problems.stepAsksMore,
	change_asks_for_reason: problems.changeAsksForReason,
	consultant_of_the_provider: problems.noConsultantOfTheProvider,
	role_of_another_kind: problems.roleOfAnotherKind,
	organisation_credit_code_unique: problems.creditCodeTaken
};

/** No right, or a row that no policy lets in. */
const notAllowed = '42501';

/**
 * Tells the reader what the database refused, where that is one of its rules.
 *
 * @throws the problem, or the error itself where it is a fault of ours
 */
export function tellRefused(error: unknown): never {
	const cause = causeOf(error) as { code?: string; constraint?: string } | undefined;
	if (cause?.code === notAllowed) return problems.notAllowed();
	const told = cause?.constraint === undefined ? undefined : byConstraint[cause.constraint];
	if (told) return told();
	throw error;
}
