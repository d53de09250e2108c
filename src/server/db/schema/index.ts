// Every table but those of accounts is append-only: the access migrations refuse update, delete and
// truncate. What changes is told by a further row. Names and contacts of people stand in accounts alone,
// where they can be erased; all other tables hold ids of people.
export * from './content-and-sheets.ts';
export * from './organisations.ts';
