/** What the sums of a bag are made by, each named as RFC 8493 normalises names; SM3 is that of GB/T 32905. */
export const algorithms = { sha256: 64, sha512: 128, sm3: 64 } as const;
/** Its value is how many hexadecimal digits a sum has. */
export type Algorithm = keyof typeof algorithms;

export function isAlgorithm(name: string): name is Algorithm {
	return Object.hasOwn(algorithms, name);
}

export type Sums = Readonly<Partial<Record<Algorithm, string>>>;
