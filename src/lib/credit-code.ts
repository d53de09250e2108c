/**
 * The unified social credit code of GB 32100-2015: registering body (1), category (1), region (6),
 * organisation code of GB 11714 with its own check digit (9), check digit (1).
 *
 * A check digit that fails is a reason to ask again, never to refuse: enterprises have reported codes as
 * really issued to them whose last digit does not follow the standard, while their inner one does.
 */
const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
/** 3^i mod 31 for the first seventeen places. */
const weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
/** GB 11714: the values run 0–9 and A = 10 … Z = 35, I, O, S, V and Z included. */
const innerWeights = [3, 7, 9, 10, 5, 8, 4, 2];

type CreditCode =
	| {
			verdict: 'valid' | 'check-digit-fails';
			/** The code as it should be kept: eighteen characters, upper case. */
			code: string;
			/** Whether the organisation code inside (places 9 to 17) passes its own check. */
			innerValid: boolean;
			/** The last character that the standard asks for. */
			expected: string;
			/** Places 3 to 8: the region of the registering body, which need not be where the plant is. */
			region: string;
	  }
	| {
			verdict: 'malformed';
			code: string;
			fault:
				| { kind: 'length'; length: number }
				| { kind: 'character'; character: string; place: number };
	  };

/** What was typed or pasted, without blanks and unseen characters, in half-width upper case. */
export function normalise(text: string): string {
	return text
		.normalize('NFKC')
		.replace(/[\s\p{Cf}\p{Cc}]/gu, '')
		.toUpperCase();
}

/** Judges a code as typed; only a malformed one cannot be kept. */
export function check(text: string): CreditCode {
	const code = normalise(text);
	const characters = [...code];
	// The length first: of a long text one learns nothing from its first odd character.
	if (characters.length !== 18) {
		return { verdict: 'malformed', code, fault: { kind: 'length', length: characters.length } };
	}
	const odd = characters.findIndex((character) => !alphabet.includes(character));
	if (odd >= 0) {
		const fault = { kind: 'character', character: characters[odd]!, place: odd + 1 } as const;
		return { verdict: 'malformed', code, fault };
	}
	const expected = checkDigit(code);
	return {
		verdict: code[17] === expected ? 'valid' : 'check-digit-fails',
		code,
		innerValid: code[16] === innerCheckDigit(code.slice(8, 16)),
		expected,
		region: code.slice(2, 8)
	};
}

function checkDigit(code: string): string {
	const sum = weights.reduce((total, weight, i) => total + weight * alphabet.indexOf(code[i]!), 0);
	// 31 − 0 = 31 has no character; the standard writes it 0.
	return alphabet[(31 - (sum % 31)) % 31]!;
}

function innerCheckDigit(body: string): string {
	const sum = innerWeights.reduce((total, weight, i) => total + weight * parseInt(body[i]!, 36), 0);
	const digit = (11 - (sum % 11)) % 11;
	return digit === 10 ? 'X' : String(digit);
}
