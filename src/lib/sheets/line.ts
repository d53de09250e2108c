import type { Day, Text } from '#scoring';
import type { State } from './life.ts';

/** A sheet in a list, as pages show it. */
export interface ShownSheet {
	readonly id: string;
	readonly enterprise: string;
	/** Of the enterprise. */
	readonly name: string;
	/** Of its edition. */
	readonly title: Text;
	readonly state: State;
	readonly changedOn: Day;
}
