import type { CaseFile } from '../diagnosis/case-file.ts';
import { openDevice } from '../journey/device.ts';
import { differences } from '../journey/fields.ts';
import { m } from '../paraglide/messages.js';

/**
 * Whether answers may be put in place of what the device holds to the same questionnaire: other answers are not
 * replaced unasked.
 */
export function mayReplace(said: CaseFile): boolean {
	const { questionnaire } = said;
	const kept = openDevice(questionnaire, () => localStorage).load();
	const holds = Object.keys(differences({ questionnaire }, kept)).length > 0;
	const differs = Object.keys(differences(kept, said)).length > 0;
	return !holds || !differs || confirm(m.kept_replaces());
}
