/** How far the batch is comes by itself; without script the page is asked for again. */
export const csr = true;
