/** The door of src/server/accounts/ to its tables; nothing else comes through it. */
export { held } from './connection.ts';
export * from './schema/accounts.ts';
export { withAccounts } from './with-accounts.ts';
