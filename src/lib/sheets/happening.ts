import type { Day } from '#scoring';
import type { OrganisationKind } from '../roles.ts';
import type { ShownSignature } from '../signature.ts';
import type { Layer, State } from './life.ts';

/** The statement of truth, as it was shown, and who signed it; nobody where that was erased. */
export interface ShownStatement {
	readonly text: string;
	readonly signedBy: ShownSignature | undefined;
}

/** Something that happened to a sheet. */
export type Happening = {
	readonly on: Day;
	/** Whether it was the person who asks. */
	readonly isOwn: boolean;
	readonly reason: string | undefined;
} & (
	| {
			readonly kind: 'step';
			readonly state: State;
			readonly side: OrganisationKind | undefined;
			readonly statement: ShownStatement | undefined;
	  }
	| { readonly kind: 'answers'; readonly layer: Layer; readonly count: number }
);
