import type { CaseFile } from '../diagnosis/case-file.ts';
import { receipt, type Receipt } from './receipt.ts';
import type { Mapping } from './mapping.ts';

/** What a sheet is: a draft may still change, what is filed never does. */
export type SheetState = 'draft' | 'filed';

/** Why a sheet stays where it is: it is filed, or answers neither of the two editions. */
export type Refusal = 'filed' | 'another-edition';

export type Moved =
	| { readonly said: CaseFile; readonly receipt?: Receipt; readonly refused?: never }
	| { readonly refused: Refusal; readonly said?: never };

/**
 * Moves what a draft sheet says to the newer edition. What is known of the enterprise goes over as it is. A
 * sheet that answers the newer edition already stays as it is, so that moving it twice is moving it once.
 */
export function move(mapping: Mapping, sheet: { state: SheetState; said: CaseFile }): Moved {
	const { state, said } = sheet;
	const { older, newer } = mapping;
	if (state === 'filed') return { refused: 'filed' };
	if (said.questionnaire === newer.ref) return { said };
	if (said.questionnaire !== older.ref) return { refused: 'another-edition' };
	const { answers: _answers, ...beside } = said;
	const carried = receipt(mapping, said.answers);
	const isEmpty = Object.keys(carried.answers).length === 0;
	return {
		said: { ...beside, questionnaire: newer.ref, ...(isEmpty ? {} : { answers: carried.answers }) },
		receipt: carried
	};
}
