/** To draw a signature, and to ask before other answers on the device are replaced; without script the page does all it must. */
export const csr = true;
