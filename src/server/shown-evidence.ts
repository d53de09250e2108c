import type { Verdict } from '#scoring';
import { questionsIn } from '#lib/journey/form.ts';
import type { World } from '#lib/journey/world.ts';
import type { ShownPiece } from '#lib/sheets/piece.ts';
import { today } from './clock.ts';
import {
	besideEvidence,
	earlierEvidence,
	isPicture,
	standingEvidence,
	type Evidence
} from './evidence.ts';
import type { Reading } from './reading-sheets.ts';

export type ShownEvidence = ReturnType<typeof shownEvidence>;

/**
 * By dimension, every question that applies or has evidence: what it asks for, and what it has.
 *
 * @param applies by question
 * @param person who looks at it
 * @param missing the files that are not in the store, by hash
 */
export function shownEvidence(
	{ edition }: Pick<World, 'edition'>,
	applies: Readonly<Record<string, Verdict>>,
	pieces: readonly Evidence[],
	person: string,
	missing: ReadonlySet<string> = new Set()
) {
	const standing = standingEvidence(pieces);
	const groups = edition.root.parts.map((part) => ({
		dimension: part.name,
		title: part.title,
		lines: questionsIn(part)
			.map(({ name, data: { title, evidence: asked = [] } }) => {
				const field = `answers.${name}`;
				const own = standing.filter((piece) => piece.field === field);
				return {
					...{ name, field, title, asked },
					pieces: own.map((piece) => ({
						...shownPiece(piece, person, missing),
						earlier: earlierEvidence(piece, pieces).map((one) => shownPiece(one, person, missing)),
						beside: besideEvidence(piece, pieces).map(({ id, name }) => ({ id, name }))
					}))
				};
			})
			.filter(({ name, pieces: has }) => has.length > 0 || applies[name] !== 'unmet')
	}));
	return groups.filter(({ lines }) => lines.length > 0);
}

/** Of the questions that ask for evidence, how many have some. */
export function countEvidence(groups: ShownEvidence) {
	const asking = groups.flatMap(({ lines }) => lines).filter(({ asked }) => asked.length > 0);
	const present = asking.filter(({ pieces }) => pieces.length > 0).length;
	return { asked: asking.length, present, missing: asking.length - present };
}

/** Whether somebody may add evidence to a sheet now: what is filed takes none. */
export function mayAddEvidence({ acting, sheet }: Pick<Reading, 'acting' | 'sheet'>): boolean {
	return acting.may('evidence.write') && sheet.state !== 'filed';
}

/** A piece as pages show it, of a sheet or of a plan. */
export function shownPiece(
	piece: Omit<Evidence, 'sheet' | 'field' | 'replaces'>,
	person: string,
	missing: ReadonlySet<string>
): ShownPiece {
	const { id, name, bytes, effectiveOn, at, by } = piece;
	return {
		...{ id, name, bytes, effectiveOn },
		isPicture: isPicture(piece),
		isMissing: missing.has(piece.file),
		uploadedOn: today(at),
		isOwn: by === person
	};
}
