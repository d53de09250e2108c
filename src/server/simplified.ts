import { Converter } from 'opencc-js/t2cn';

/** Writes traditional characters as simplified ones. Its tables are large, so they stay on the server. */
export const simplified: (text: string) => string = Converter({ from: 'tw', to: 'cn' });
