/** Only to draw the road; without script the page does all it must. */
export const csr = true;
