import { diagnose, scoringVersion, type Day, type Diagnosis } from '#scoring';
import { contentHash } from '../library/hash.ts';
import type { Library } from '../library/library.ts';
import type { CaseFile } from './case-file.ts';

/** A diagnosis and all it rests on: enough to make it again, and to know it again. */
export interface Dossier {
	readonly said: CaseFile;
	readonly diagnosis: Diagnosis;
	readonly rests: {
		readonly scoring: string;
		readonly edition: { readonly ref: string; readonly hash: string };
		/** Every policy document as it read when it was made. */
		readonly documents: readonly { readonly id: string; readonly hash: string }[];
	};
	/** Of what was said, the day, and what it rests on: the same however often it is printed. */
	readonly hash: string;
}

/**
 * Diagnoses what was said on a day, with every why.
 *
 * @param said names an edition of the library, as `readCase` has checked
 */
export function openDossier(library: Library, said: CaseFile, day: Day): Dossier {
	const { edition, hash } = library.editions.get(said.questionnaire)!;
	const documents = [...library.documents.values()];
	const rests = {
		scoring: scoringVersion,
		edition: { ref: edition.ref, hash },
		documents: documents.map((one) => ({ id: one.document.data.id, hash: one.hash }))
	};
	const standards = {
		edition,
		documents: documents.map((one) => one.document),
		catalogue: library.catalogue
	};
	return {
		said,
		diagnosis: diagnose(standards, said, day),
		rests,
		hash: contentHash({ said, day, rests })
	};
}
