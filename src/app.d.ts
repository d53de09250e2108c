import type { RoleId } from '#lib/roles.ts';

// Kit reads its types from here: https://svelte.dev/docs/kit/types#app.d.ts
declare global {
	namespace App {
		interface Error {
			/** The form field that was wrong, with what was given: so that nothing typed is lost. */
			field?: { name: string; value: string };
		}
		interface Locals {
			/** Set where the browser has said that it runs no script: the page it gets has none. */
			withoutScript?: true;
			/** Who has signed in, for certain, and what they belong to. */
			signedIn?: {
				readonly person: { readonly id: string; readonly name: string };
				readonly memberships: readonly {
					readonly organisation: string;
					readonly name: string;
					readonly role: RoleId;
				}[];
			};
		}
		interface PageState {
			/** The step of the journey that is shown, so that the browser's "back" leads to the one before. */
			step?: string;
		}
	}
}

export {};
