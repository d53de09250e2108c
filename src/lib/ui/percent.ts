/** A share in percent, its sign on the same line: 12 %. */
export function percent(share: number): string {
	return `${share}\u00a0%`;
}
