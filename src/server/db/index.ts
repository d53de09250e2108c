/** The only door to the database: the modules of src/server that are named by a noun come through it. */
export { migrate } from './migrate.ts';
export { closeDatabase, openDatabase } from './open.ts';
export { publish } from './publish.ts';
export { content, contentEvent, link, move, patch, sheet } from './schema/index.ts';
export { hasRoom, withDatabase, type Transaction } from './with-database.ts';
