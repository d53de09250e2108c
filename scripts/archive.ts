import { properties, type Property } from '#lib/archive/properties.ts';
import { checkPackage, type CheckedPackage } from '#server/archive/check.ts';
import { openBag, type BagSource } from '#server/archive/read-bag.ts';
import { Failure } from './command.mjs';

/** Opens a package for a script. @throws {Failure} */
export async function openPackage(path: string): Promise<BagSource> {
	try {
		return await openBag(path);
	} catch (error) {
		throw new Failure(`${path} cannot be opened: ${(error as Error).message}`);
	}
}

/** Checks a package and prints what holds, property by property. */
export async function printChecked(source: BagSource): Promise<CheckedPackage> {
	const checked = await checkPackage(source);
	let last: Property | undefined;
	for (const { property, words, faults, unchecked } of checked.lines) {
		if (property !== last) console.log(`${properties[property]} ${property}`);
		last = property;
		const verdict = unchecked ? '----' : faults.length === 0 ? 'pass' : 'FAIL';
		console.log(`  ${verdict}  ${words['zh-cn']} / ${words.en}`);
		for (const fault of unchecked ? [unchecked] : faults) console.log(`        ${fault}`);
	}
	return checked;
}
