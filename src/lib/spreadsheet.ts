/** A number, or words; nothing where nothing is known. */
export type Cell = string | number | undefined;

export interface Column {
	readonly title: string;
	/** In characters. */
	readonly width: number;
}

/** One sheet of a workbook, ready to be written. */
export interface Sheet {
	/** At most 31 characters, none of \ / ? * [ ] : */
	readonly name: string;
	readonly columns: readonly Column[];
	readonly rows: readonly (readonly Cell[])[];
}
