/** The journey works without script; with it, everything is judged on the device. */
export const csr = true;
