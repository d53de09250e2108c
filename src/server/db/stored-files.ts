import { sql } from 'drizzle-orm';
import { held } from './connection.ts';
import { guardRole } from './roles.ts';

/** Every file that evidence or a printed report names, of all sheets, plans and batches, by the hash of its content: for who keeps the store. */
export async function recordedFiles(): Promise<ReadonlySet<string>> {
	return held().queries.transaction(async (transaction) => {
		await transaction.execute(sql`select set_config('role', ${guardRole}, true)`);
		const { rows } = (await transaction.execute(
			sql`select file from evidence union select file from plan_evidence
				union select file from print_event where file is not null order by file`
		)) as unknown as { rows: { file: string }[] };
		return new Set(rows.map(({ file }) => file));
	});
}
