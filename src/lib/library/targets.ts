import {
	areaExpected,
	isArea,
	targetsFileSchema,
	type Catalogue,
	type DocumentData,
	type Target
} from '#scoring';
import { unique, type Reader } from './reader.ts';

/** Where the targets of the policy document in `folder` stand, if it has any. */
export function targetsFile(folder: string): string {
	return `${folder}targets.yaml`;
}

/** Reads the targets of a policy document: each stands in an article of it, and its areas exist. */
export function readTargets(
	reader: Reader,
	folder: string,
	{ articles }: DocumentData,
	catalogue: Catalogue
): readonly Target[] {
	const file = targetsFile(folder);
	if (!Object.hasOwn(reader.files, file)) return [];
	const targets = reader.read(targetsFileSchema, file)?.targets ?? [];
	unique(reader, file, targets, ({ id }) => [id, id]);
	for (const [i, { clause, area }] of targets.entries()) {
		if (!articles.some((article) => article.clause === clause)) {
			reader.report(file, `targets.${i}.clause`, 'expected an article of document.yaml', clause);
		}
		const strange = area.find((code) => !isArea(catalogue, code));
		if (strange !== undefined) reader.report(file, `targets.${i}.area`, areaExpected, strange);
	}
	return targets;
}
