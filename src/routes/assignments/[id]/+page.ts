/** A signature is drawn in the browser. */
export const csr = true;
