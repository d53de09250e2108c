import { jobsRole } from './roles.ts';
import { withSettings, type Transaction } from './with-database.ts';

/** Gives a worker what it is to do, and takes what came of it: one transaction, in the role of jobs, as nobody. */
export async function withJobs<T>(work: (database: Transaction) => Promise<T>): Promise<T> {
	return withSettings(jobsRole, {}, work);
}
