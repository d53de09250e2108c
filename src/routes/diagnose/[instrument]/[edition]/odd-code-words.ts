import type { OddCode } from '#lib/journey/about-page.ts';
import { m } from '#lib/paraglide/messages.js';

/** What is odd about a credit code. */
export function oddCodeWords(odd: OddCode): string {
	switch (odd.kind) {
		case 'check-digit':
			return m.code_check_digit({ expected: odd.expected });
		case 'length':
			return m.code_length({ length: odd.length });
		case 'character':
			return m.code_character({ character: odd.character, place: odd.place });
	}
}
