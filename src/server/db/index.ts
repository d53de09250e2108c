/** The only door to the database: the modules of src/server that are named by a noun come through it. */
export { demoStage, isDemo, markDemo, refuseReal } from './demo.ts';
export { importFile, ImportRefused } from './import-file.ts';
export { migrate } from './migrate.ts';
export { closeDatabase, openDatabase } from './open.ts';
export { addJobs, offerJobs, work, type JobWork, type QueueName } from './jobs.ts';
export { publish } from './publish.ts';
export { causeOf } from './explain.ts';
// The tables of accounts have a door of their own: accounts.ts.
export * from './schema/content-and-sheets.ts';
export * from './schema/life.ts';
export * from './schema/organisations.ts';
export * from './schema/reports.ts';
export * from './schema/plans.ts';
export * from './schema/printing.ts';
export * from './schema/trail.ts';
export { withJobs } from './with-jobs.ts';
export { recordedFiles } from './stored-files.ts';
export { verifyTrail, type FoundChain, type KnownChain } from './trail-chains.ts';
export { hasRoom, withDatabase, type Actor, type Transaction } from './with-database.ts';
