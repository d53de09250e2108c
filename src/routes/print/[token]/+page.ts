/** Charts are drawn by script. */
export const csr = true;
