import { sql } from 'drizzle-orm';
import { check, pgTable, text } from 'drizzle-orm/pg-core';
import { moment, oneOf } from './columns.ts';

const stages = ['begun', 'filled'] as const;
export type DemoStage = (typeof stages)[number];

/** The mark of a database that holds demo data alone: without a row it is a real one. */
export const demo = pgTable(
	'demo',
	{
		stage: text({ enum: stages }).primaryKey(),
		at: moment('at').notNull().defaultNow()
	},
	(table) => [check('demo_stage_is_known', sql`${table.stage} in ${oneOf(stages)}`)]
);
