/**
 * Whether what a journey goes on with is a sheet in an enterprise's file, not one behind a private link.
 *
 * @param kept as the server wrote it; empty where there is none
 */
export function isInFile(kept: string): boolean {
	try {
		const carried: unknown = JSON.parse(kept);
		return typeof carried === 'object' && carried !== null && 'sheet' in carried;
	} catch {
		return false;
	}
}
