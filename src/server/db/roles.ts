/** As drizzle/0001_access.sql makes it: requests run as it. */
export const requestRole = 'qidang_app';

/** As drizzle/0006_people_access.sql makes it: owns what policies ask. */
export const guardRole = 'qidang_guard';

/** As drizzle/0008_accounts_access.sql makes it: signing in runs as it. */
export const accountsRole = 'qidang_accounts';

/** As drizzle/0023_printing_access.sql makes it: jobs are added, and workers tell what came of them, as it. */
export const jobsRole = 'qidang_jobs';
