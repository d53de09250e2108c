import type { Verdict } from './verdict.ts';

/**
 * Where a code stands is read from the code alone, so that a judgement needs no list of areas:
 * six digits of GB/T 2260 (province, city, district in pairs), nine for a town, and for a functional
 * zone without a code of its own the code around it, a hyphen and a name (`320900-yannan`).
 *
 * Zones and districts may overlap on the ground; here they lie beside each other, as documents list them.
 */
const digits = /^\d{6}(?:\d{3})?$/;
const zone = /^(\d{6}(?:\d{3})?)-[a-z0-9]+(?:-[a-z0-9]+)*$/;

/** The area around `code`, or undefined for a province and for what is no area code. */
export function areaParent(code: string): string | undefined {
	if (!digits.test(code)) return zone.exec(code)?.[1];
	// Cities without districts (441900 Dongguan) have their towns directly below them.
	if (code.length === 9) return code.slice(0, 6);
	if (code.endsWith('0000')) return undefined;
	return code.endsWith('00') ? `${code.slice(0, 2)}0000` : `${code.slice(0, 4)}00`;
}

/**
 * Whether what is at `code` lies in one of `targets`; `unknown` where `code` only names an area around
 * one of them (the city is known, the district is not).
 */
export function isWithin(code: string, targets: readonly string[]): Verdict {
	return areaTest(targets)(code);
}

/** `isWithin` for targets that are asked of again and again. */
export function areaTest(targets: readonly string[]): (code: string) => Verdict {
	const inside = new Set(targets);
	const around = new Set(targets.flatMap(lineOf));
	return (code) => {
		for (let at: string | undefined = code; at; at = areaParent(at))
			if (inside.has(at)) return 'met';
		return around.has(code) ? 'unknown' : 'unmet';
	};
}

/** `code` and every area around it. */
function lineOf(code: string): string[] {
	const line: string[] = [];
	for (let at: string | undefined = code; at; at = areaParent(at)) line.push(at);
	return line;
}
