/** Pages that only show need no script; one that does says so in its own group. */
export const csr = false;
