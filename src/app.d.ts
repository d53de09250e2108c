import type { SignedIn } from '#server/accounts/sessions.ts';

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
			/** Who has signed in, for certain. */
			signedIn?: SignedIn;
			/** Who has signed in but for their second factor: nobody, to every page but the one that asks it. */
			pending?: SignedIn;
			/** What goes out with the answer, each as the value of a Set-Cookie. */
			cookies: string[];
		}
		interface PageState {
			/** The step of the journey that is shown, so that the browser's "back" leads to the one before. */
			step?: string;
		}
	}
}

export {};
