/** Only for the chart: its table stands beside it without script. */
export const csr = true;
