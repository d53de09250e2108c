/** A piece of evidence, as pages show it. */
export interface ShownPiece {
	readonly id: string;
	readonly name: string;
	readonly bytes: number;
	readonly isPicture: boolean;
	/** It is on record, and its file is not in the store. */
	readonly isMissing: boolean;
	/** The day it speaks of, where anybody said. */
	readonly effectiveOn: string | null;
	readonly uploadedOn: string;
	readonly isOwn: boolean;
}
