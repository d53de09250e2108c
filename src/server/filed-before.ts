import { compare } from '#lib/comparison/compare.ts';
import type { Dossier } from '#lib/diagnosis/dossier.ts';
import type { Library } from '#lib/library/library.ts';
import type { Day } from '#scoring';
import { today } from './clock.ts';
import { listSheets, openSheet, type EnterpriseSheet, type Member } from './enterprise-sheets.ts';

/**
 * The confirmed dossier of the last sheet of the same instrument that was filed before a sheet was, or before
 * today; nothing where there is none that it can be compared with.
 */
export async function filedBefore(
	library: Library,
	member: Member,
	sheet: EnterpriseSheet,
	dossier: Dossier
): Promise<{ readonly dossier: Dossier; readonly on: Day } | undefined> {
	const until = sheet.state === 'filed' ? sheet.events.at(-1)!.at : undefined;
	const lines = await listSheets(member, sheet.enterprise, { states: ['filed'] });
	const instrument = (ref: string) => ref.split('@')[0];
	const before = lines.find(
		({ id, questionnaire, changedAt }) =>
			id !== sheet.id &&
			instrument(questionnaire) === instrument(sheet.questionnaire) &&
			(until === undefined || changedAt < until)
	);
	const found = before && (await openSheet(member, before.id));
	const earlier = found?.filed.get('confirmed')?.dossier;
	if (!before || !earlier || !compare(library, earlier, dossier)) return undefined;
	return { dossier: earlier, on: today(before.changedAt) };
}
