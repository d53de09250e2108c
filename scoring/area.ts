/**
 * Where a code stands is read from the code alone, so that a judgement needs no list of areas:
 * six digits of GB/T 2260 (province, city, district in pairs), nine for a town, and for a functional
 * zone without a code of its own the code around it, a hyphen and a name (`320900-yannan`).
 *
 * Zones and districts may overlap on the ground; here they lie beside each other, as documents list them.
 */
const zone = /^(\d{6}(?:\d{3})?)-[a-z0-9]+(?:-[a-z0-9]+)*$/;

/** The area around `code`, or undefined for a province and for what is no area code. */
export function areaParent(code: string): string | undefined {
	const around = zone.exec(code)?.[1];
	if (around) return around;
	// Cities without districts (441900 Dongguan) have their towns directly below them.
	if (/^\d{9}$/.test(code)) return code.slice(0, 6);
	if (!/^\d{6}$/.test(code) || code.endsWith('0000')) return undefined;
	return code.endsWith('00') ? `${code.slice(0, 2)}0000` : `${code.slice(0, 4)}00`;
}

/** Whether `outer` is `code` or lies around it. */
function holds(outer: string, code: string): boolean {
	for (let at: string | undefined = code; at; at = areaParent(at)) if (at === outer) return true;
	return false;
}

/**
 * Whether what is at `code` lies in one of `targets`; `unknown` where `code` only names an area around
 * one of them (the city is known, the district is not).
 */
export function isWithin(code: string, targets: readonly string[]): 'met' | 'unmet' | 'unknown' {
	if (targets.some((target) => holds(target, code))) return 'met';
	return targets.some((target) => holds(code, target)) ? 'unknown' : 'unmet';
}
