/** Cards are dragged, and the timeline is drawn, in the browser. */
export const csr = true;
