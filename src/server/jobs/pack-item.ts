import { EvidenceGone, packSheet, packableSheets } from '../archive/packages.ts';
import { PartChanged } from '../archive/write-bag.ts';
import type { EnterpriseSheet, Member } from '../enterprise-sheets.ts';
import { printPacked } from '../reports/print.ts';
import { putStream, StoredGone } from '../store.ts';
import { noteSeen } from '../trail.ts';
import type { Outcome } from './print-item.ts';

/**
 * Makes the package of a sheet and puts it into the store as it is written: nothing large is held in memory, and
 * nothing half-written has a name there.
 *
 * @param origin of the pages that are printed
 * @throws as `packSheet` and `printPacked` do
 */
export async function packItem(
	asker: Member,
	{ id, enterprise }: EnterpriseSheet,
	origin: string
): Promise<Outcome> {
	const packable = await packableSheets(asker, enterprise);
	if (!packable.has(id)) return { kind: 'failed', why: 'not-issued' };
	try {
		const packed = await packSheet(asker, id, (issued) => printPacked(issued, { origin }));
		const file = await putStream(() => packed.write());
		await noteSeen(asker, enterprise, `package ${id}`);
		return { kind: 'printed', file, bytes: packed.bytes };
	} catch (error) {
		if (error instanceof EvidenceGone) {
			return { kind: 'failed', why: 'evidence', what: error.names.join('、') };
		}
		// While it was written.
		if (error instanceof PartChanged || error instanceof StoredGone) {
			return { kind: 'failed', why: 'evidence' };
		}
		throw error;
	}
}
