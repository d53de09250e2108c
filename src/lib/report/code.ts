/**
 * The code of an issued report: twelve signs of chance (60 bits) and one that checks them, in Crockford's base 32
 * (https://www.crockford.com/base32.html). Its check is the number modulo 37, so that one wrong sign, and two neighbours that
 * changed places among the twelve, are always noticed; codes whose check would be one of the five marks `*~$=U` are not given.
 */
const signs = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const length = 12;

/** What a hand or a font makes of a sign. */
const alike: Readonly<Record<string, string>> = { O: '0', I: '1', L: '1' };

/**
 * A code of chance.
 * @param random a whole number from 0 to 31, each time another
 */
export function makeCode(random: () => number): string {
	for (;;) {
		const body = Array.from({ length }, () => signs[random()]!).join('');
		const check = checkOf(body);
		if (check !== undefined) return body + check;
	}
}

/**
 * A code as somebody typed it: in small letters, with hyphens and blanks, O for 0, I and L for 1.
 * @returns it as it is kept; nothing where it is none
 */
export function readCode(typed: string): string | undefined {
	const code = typed
		.normalize('NFKC')
		.toUpperCase()
		.replace(/[\s\p{Pd}]/gu, '')
		.replace(/[OIL]/g, (sign) => alike[sign]!);
	const body = code.slice(0, length);
	const isCode = code.length === length + 1 && [...body].every((sign) => signs.includes(sign));
	return isCode && checkOf(body) === code[length] ? code : undefined;
}

/** As it is printed: `7K3M-9QXA-P2RTV`. */
export function groupedCode(code: string): string {
	return [code.slice(0, 4), code.slice(4, 8), code.slice(8)].join('-');
}

/** Nothing where it would be none of the 32 signs. */
function checkOf(body: string): string | undefined {
	const rest = [...body].reduce((sum, sign) => (sum * 32 + signs.indexOf(sign)) % 37, 0);
	return signs[rest];
}
