import { problems } from '../problems.ts';
import { causeOf } from './explain.ts';

const fullDisk = '53100';
/** The network's, the driver's, and PostgreSQL's: no connection, no resources, shut down or starting. */
const away = /^(E[A-Z_]+|CONNECT\w+|(08|53)\w{3}|57P0\w)$/;
/** Text or JSON with NUL, which PostgreSQL's have not: only what was sent brings one. */
const withNul = /^22(021|P05)$/;

/**
 * Tells the reader what is wrong with the database, or with what they sent it, where that is nothing of ours, and
 * the log by its code alone: a driver's words might quote the address.
 */
export function tellTrouble(error: unknown): never {
	const code = causeOf(error)?.code ?? '';
	if (withNul.test(code)) problems.noForm();
	if (code !== fullDisk && !away.test(code)) throw error;
	console.error(`The database could not do what it was asked (${code}).`);
	return code === fullDisk ? problems.noRoom() : problems.noDatabase();
}
