import { dictionary } from '@zxcvbn-ts/language-common';

/** NIST SP 800-63B asks for length and for no password that is guessed first, and for no mixture of signs. */
export const leastCharacters = 10;
export const mostCharacters = 128;
const leastDifferent = 5;

/** What the product and its trade are called: guessed first here, and no part of a password. docs/security.md lists them. */
export const ownWords = ['qidang', '企档', 'shuzihua', '数字化', 'zhenduan', '诊断'];

/** Those of the list of common passwords that are long enough to pass otherwise. */
const common = new Set(
	dictionary['passwords-common'].filter((one) => one.length >= leastCharacters)
);

/** Counted in the one form in which it is hashed: a password that was taken once is not too long later. */
export function isTooLong(password: string): boolean {
	return [...password.normalize('NFKC')].length > mostCharacters;
}

export type PasswordFault = 'short' | 'long' | 'common' | 'simple' | 'named';

/**
 * What is wrong with a new password, if anything.
 *
 * @param names what others know: it must not contain the user name or the part of the address before @
 */
export function passwordFault(
	password: string,
	names: readonly (string | undefined)[]
): PasswordFault | undefined {
	const plain = password.normalize('NFKC').toLowerCase();
	const characters = [...plain];
	if (characters.length < leastCharacters) return 'short';
	if (isTooLong(password)) return 'long';
	if (common.has(plain)) return 'common';
	if (new Set(characters).size < leastDifferent || isRun(characters)) return 'simple';
	if (ownWords.some((word) => plain.includes(word))) return 'named';
	return names.some((name) => isWithin(name, plain)) ? 'named' : undefined;
}

function isWithin(name: string | undefined, password: string): boolean {
	const known = name?.split('@')[0]?.toLowerCase() ?? '';
	return known.length >= 4 && password.includes(known);
}

/** Such as abcdefghijkl or 9876543210: each character follows the one before, all in one direction. */
function isRun(characters: readonly string[]): boolean {
	const steps = characters
		.slice(1)
		.map((one, i) => one.codePointAt(0)! - characters[i]!.codePointAt(0)!);
	return [1, -1].includes(steps[0]!) && steps.every((step) => step === steps[0]);
}
