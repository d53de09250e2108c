/** What was typed in a form that was not taken, and what is wrong with which of its fields. */
export interface Refused {
	readonly typed: Readonly<Record<string, string>>;
	readonly faults: Readonly<Record<string, string>>;
}
