/** Only for the chart: what it shows stands in the list below it, without script, too. */
export const csr = true;
