// Every table is append-only but those of accounts, the copies of our own tables of rights, and places: the
// access migrations refuse update, delete and truncate. What changes is told by a further row. Names and
// contacts of people stand in accounts alone, where they can be erased; other tables hold ids of people.
export * from './accounts.ts';
export * from './content-and-sheets.ts';
export * from './demo.ts';
export * from './life.ts';
export * from './organisations.ts';
export * from './reports.ts';
export * from './plans.ts';
export * from './printing.ts';
export * from './trail.ts';
