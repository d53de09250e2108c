/** Only for copying the link and changing the day at once; without script the page does all it must. */
export const csr = true;
