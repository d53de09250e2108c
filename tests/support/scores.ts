import { randomUUID } from 'node:crypto';
import type { Query } from './databases.ts';
import { addOrganisation } from './worlds.ts';

/** What was filed of an enterprise: its points as a fraction, and by what it is compared. */
export interface Filed {
	readonly points: string;
	readonly industry?: string | null;
	readonly size?: string | null;
	readonly area?: string | null;
	/** As an interval from now. */
	readonly at?: string;
	readonly enterprise?: string;
}

const text = (value: string | null) => (value === null ? 'null' : `'${value}'`);

/** Files something, as the superuser: what it takes to get so far is tried elsewhere. */
export async function addScore(
	query: Query,
	filed: Filed
): Promise<{ sheet: string; enterprise: string }> {
	const { points, industry = null, size = 'small', area = '320981', at = '0 days' } = filed;
	const enterprise = filed.enterprise ?? (await addOrganisation(query, 'enterprise', '320981'));
	const sheet = randomUUID();
	const [n, d = '1'] = points.split('/');
	const edition = `from content where ref = 'sme-digital-level@2024'`;
	await query(
		`insert into sheet (id, questionnaire, content) select '${sheet}', ref, hash ${edition}`
	);
	await query(`insert into filed_score (sheet, enterprise, content, numerator, denominator, industry, size, area, at)
		select '${sheet}', '${enterprise}', hash, ${points === 'none' ? 'null, null' : `${n}, ${d}`},
			${text(industry)}, ${text(size)}, ${text(area)}, now() + interval '${at}' ${edition}`);
	return { sheet, enterprise };
}

/** The same for several enterprises; gives the ids of these. */
export async function addScores(
	query: Query,
	all: readonly string[],
	filed: Omit<Filed, 'points'>
) {
	const made: string[] = [];
	for (const points of all) made.push((await addScore(query, { ...filed, points })).enterprise);
	return made;
}
