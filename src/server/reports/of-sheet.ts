import type { Locale } from '#scoring';
import type { Dossier } from '#lib/diagnosis/dossier.ts';
import type { ReportOptions } from '#lib/report/context.ts';
import type { Layer } from '#lib/sheets/life.ts';
import { library } from '../content.ts';
import type { EnterpriseSheet, Member } from '../enterprise-sheets.ts';
import { listEvidence, standingEvidence } from '../evidence.ts';
import { filedBefore } from '../filed-before.ts';
import { dossiersOf, layersReached } from '../reading-sheets.ts';
import { shownRemarks } from '../shown-remarks.ts';

/** What the report of a layer of a sheet says: as it was filed, or as it is today. */
export async function reportOfSheet(
	asking: { readonly member: Member },
	sheet: EnterpriseSheet,
	layer: Layer,
	locale: Locale
): Promise<{ dossier: Dossier; options: Omit<ReportOptions, 'printedOn' | 'areaName' | 'copy'> }> {
	const dossiers = dossiersOf(sheet);
	const pieces = await listEvidence(asking.member, sheet.id);
	const earlier = await filedBefore(library, asking.member, sheet, dossiers[layer]);
	const options = {
		layer,
		evidence: standingEvidence(pieces),
		remarks: shownRemarks(sheet, locale),
		// A sheet that nobody has verified has no differences to tell of.
		...(layersReached(sheet).length > 1 ? { layers: dossiers } : {}),
		...(earlier ? { earlier } : {})
	};
	return { dossier: dossiers[layer], options };
}
