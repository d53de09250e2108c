/** As drizzle/0001_access.sql makes it: requests run as it. */
export const requestRole = 'qidang_app';
