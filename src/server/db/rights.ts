import { roles } from '#lib/roles.ts';
import { steps, writings } from '#lib/sheets/life.ts';
import type { Queries } from './connection.ts';
import { layerWriting, roleRight, sheetStep } from './schema/index.ts';

/** Writes our own tables of who may do what where policies can ask them. */
export async function copyRights(owner: Queries): Promise<void> {
	const rightsOf = Object.entries(roles).flatMap(([role, { kind, rights }]) =>
		rights.map((right) => ({ role, kind, right }))
	);
	await owner.transaction(async (transaction) => {
		await transaction.delete(roleRight);
		await transaction.insert(roleRight).values(rightsOf);
		await transaction.delete(sheetStep);
		await transaction.insert(sheetStep).values([...steps]);
		await transaction.delete(layerWriting);
		await transaction.insert(layerWriting).values([...writings]);
	});
}
