import { checkBag, type CheckedBag } from '#lib/archive/bag.ts';
import { checkContents, type ContentFault, type OpenPackage } from '#lib/archive/contents.ts';
import { tellProperties, type PropertyLine } from '#lib/archive/properties.ts';
import { readBag, type BagSource } from './read-bag.ts';

/** A package after all of it was looked at, without network and database. */
export interface CheckedPackage {
	readonly bag: CheckedBag;
	readonly contents: readonly ContentFault[];
	readonly lines: readonly PropertyLine[];
	/** Where every part of it could be read. */
	readonly open?: OpenPackage;
	readonly holds: boolean;
	/** SHA-256 of its manifest, by which the next package of the enterprise names it. */
	readonly hash?: string;
}

/** @throws {Error} of the system, where a file cannot be read */
export async function checkPackage(source: BagSource): Promise<CheckedPackage> {
	const bag = await readBag(source);
	const checked = checkBag(bag);
	const { open, faults: contents } = checkContents(bag.files, bag.texts);
	const lines = tellProperties({ bag, checked, open }, contents);
	const manifest = bag.files.find(({ path }) => path === 'manifest-sha256.txt');
	return {
		bag: checked,
		contents,
		lines,
		holds: lines.every(({ faults }) => faults.length === 0),
		...(open ? { open } : {}),
		...(manifest ? { hash: `sha256:${manifest.sums.sha256}` } : {})
	};
}
