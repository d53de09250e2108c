import type { OpenPackage } from '#lib/archive/contents.ts';
import { paths } from '#lib/archive/file.ts';
import { importFile } from '../db/index.ts';
import { putFile } from '../store.ts';
import type { BagSource } from './read-bag.ts';

/**
 * Takes a package that was checked into this installation: first its evidence into the store, piece by piece, then
 * all that is on record of it, in one transaction.
 *
 * @param hash of the package
 * @throws {ImportRefused} where what is here already says something else
 * @throws {StoreFailure}
 */
export async function takeIn(
	source: BagSource,
	open: OpenPackage,
	hash: string
): Promise<'imported' | 'known'> {
	for (const piece of open.file.evidence) {
		const pieces = await Array.fromAsync(await source.read(paths.evidence(piece)));
		const stored = await putFile(Buffer.concat(pieces));
		if (stored !== piece.file) throw new Error(`${piece.name} changed while it was taken in.`);
	}
	return importFile({ open, hash, bytes: source.bytes });
}
