import { sql } from 'drizzle-orm';
import { SettingError } from '../settings.ts';
import { held, isHeld, type Queries } from './connection.ts';
import { demo, type DemoStage } from './schema/demo.ts';
import { content } from './schema/index.ts';

/** How far demo data were put into a database; nothing where it is not one of them, or has no tables yet. */
export async function readDemo(queries: Queries): Promise<DemoStage | undefined> {
	if (!(await has(queries, 'demo'))) return undefined;
	const rows = await queries.select({ stage: demo.stage }).from(demo);
	return rows.some(({ stage }) => stage === 'filled') ? 'filled' : rows[0]?.stage;
}

/** How far demo data were put into the open database; where none is open, nothing was. */
export function demoStage(): DemoStage | undefined {
	return isHeld() ? held().demo : undefined;
}

/** Whether the open database holds demo data: every page says so. */
export function isDemo(): boolean {
	return demoStage() !== undefined;
}

/**
 * Refuses to put demo data into a database in which the product was started before, whoever's data it holds.
 * @throws {SettingError} where it is one, unless it is marked already
 */
export async function refuseReal(): Promise<void> {
	const { name, demo, queries } = held();
	if (demo !== undefined || !(await has(queries, 'content'))) return;
	if ((await queries.select({ hash: content.hash }).from(content).limit(1)).length === 0) return;
	throw new SettingError(
		`${name} is in use and is no demo: name an empty database in DATABASE_URL, or leave it out, or choose another folder, for example DATA=./data-2 npm run demo.`
	);
}

/** Marks the open database, for good. */
export async function markDemo(stage: DemoStage): Promise<void> {
	const connection = held();
	await connection.alone((owner) => owner.insert(demo).values({ stage }).onConflictDoNothing());
	connection.demo = await readDemo(connection.queries);
}

async function has(queries: Queries, table: string): Promise<boolean> {
	const query = sql`select to_regclass(${`public.${table}`}) is not null as yes`;
	const { rows } = (await queries.execute(query)) as unknown as { rows: { yes: boolean }[] };
	return rows[0]!.yes;
}
