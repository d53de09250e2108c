import { randomUUID } from 'node:crypto';
import type { State } from '#lib/sheets/life.ts';
import type { Query } from './databases.ts';

/** A file of an area, with at most one sheet. */
export interface MadeFile {
	readonly name: string;
	/** Whose it is, where there is one already: name, area and facts are those it has. */
	readonly enterprise?: string;
	readonly area?: string | null;
	readonly facts?: Readonly<Record<string, string>>;
	readonly questionnaire?: string;
	readonly state?: State;
	/** Once it is filed; the highest is the lowest where it is left out. */
	readonly low?: number;
	readonly high?: number;
	readonly day?: string;
	/** When it last changed. */
	readonly at?: string;
}

const text = (value: string | null | undefined) =>
	value === null || value === undefined ? 'null' : `'${value.replaceAll("'", "''")}'`;

/** Puts files there as the superuser, past the triggers: what it takes to get so far is tried elsewhere. */
export async function addFiles(
	query: Query,
	files: readonly MadeFile[]
): Promise<{ enterprise: string; sheet: string | undefined }[]> {
	await query('set session_replication_role = replica');
	const made = [];
	for (const file of files) made.push(await addFile(query, file));
	await query('set session_replication_role = default');
	return made;
}

async function addFile(query: Query, file: MadeFile) {
	const { name, area = '320981', facts = {}, questionnaire, state = 'draft' } = file;
	const { low, high = low, day = '2026-11-20', at = '2026-11-20T02:00:00Z' } = file;
	const enterprise = file.enterprise ?? randomUUID();
	if (file.enterprise === undefined) {
		await query(`insert into organisation (id, kind) values ('${enterprise}', 'enterprise')`);
		await query(`insert into profile (organisation, name, area, facts, at) values
			('${enterprise}', ${text(name)}, ${text(area)}, '${JSON.stringify(facts)}', '${at}')`);
	}
	if (questionnaire === undefined) return { enterprise, sheet: undefined };
	const sheet = randomUUID();
	await query(`insert into sheet (id, questionnaire, content, created_at)
		select '${sheet}', ref, hash, '${at}' from content where ref = '${questionnaire}'`);
	await query(`insert into sheet_owner (sheet, enterprise, by)
		values ('${sheet}', '${enterprise}', gen_random_uuid())`);
	if (state !== 'draft') {
		await query(`insert into sheet_event (sheet, state, by, at)
			values ('${sheet}', '${state}', gen_random_uuid(), '${at}')`);
	}
	if (state === 'filed') {
		const dossier = { diagnosis: { day, standing: { low, high } } };
		await query(`insert into filed (sheet, layer, hash, dossier, content, by)
			select '${sheet}', layer, 'sha256:${'b'.repeat(64)}',
				case layer when 'confirmed' then '${JSON.stringify(dossier)}'::jsonb else '{}' end, content, gen_random_uuid()
			from sheet, unnest(array['declared', 'verified', 'confirmed']) as layer where id = '${sheet}'`);
	}
	return { enterprise, sheet };
}
