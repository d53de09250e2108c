import { algorithms, type Algorithm } from './algorithm.ts';

/** A line of a manifest: the sum of a file, and where it lies in the bag. */
export interface ManifestLine {
	readonly path: string;
	readonly sum: string;
}

/** A manifest as `sha256sum` reads it, its lines in the order of their paths. */
export function writeManifest(lines: readonly ManifestLine[]): string {
	return lines
		.toSorted((a, b) => (a.path < b.path ? -1 : 1))
		.map(({ path, sum }) => `${sum}  ${encodePath(path)}\n`)
		.join('');
}

/**
 * Reads a manifest (RFC 8493, 2.1.3).
 * @returns its lines, and what is wrong with the others, in plain English
 */
export function readManifest(
	text: string,
	algorithm: Algorithm
): { lines: ManifestLine[]; faults: string[] } {
	const lines: ManifestLine[] = [];
	const faults: string[] = [];
	const written = text.split(/\r\n|\r|\n/);
	// What ends the last line begins no further one.
	if (written.at(-1) === '') written.pop();
	written.forEach((line, i) => {
		const [, sum = '', name = ''] = /^(\S+)[ \t]+\*?(.+)$/.exec(line) ?? [];
		const where = `line ${i + 1}`;
		if (name === '') faults.push(`${where} is not a sum and a path`);
		else if (!/^[0-9a-f]+$/i.test(sum) || sum.length !== algorithms[algorithm]) {
			faults.push(`${where}: ${sum} is no sum of ${algorithm}`);
		} else if (/%(?!0A|0D|25)/i.test(name)) {
			faults.push(`${where}: in ${name} a per cent sign is not written as %25`);
		} else lines.push({ path: decodePath(name), sum: sum.toLowerCase() });
	});
	return { lines, faults };
}

/** What ends a line, and the sign by which that is written, are written as in an address. */
export function encodePath(path: string): string {
	return path.replace(/[%\r\n]/g, (sign) => ({ '%': '%25', '\r': '%0D', '\n': '%0A' })[sign]!);
}

export function decodePath(written: string): string {
	return written.replace(/%(25|0D|0A)/gi, (code) => decodeURIComponent(code));
}

/** Why a path is none within a bag; nothing where it is. */
export function pathFault(path: string): string | undefined {
	if (path === '') return 'is empty';
	if (/^([/~]|[A-Za-z]:)/.test(path)) return 'is no path within the bag';
	if (path.includes('\\')) return 'has a backslash, which some systems read as a folder';
	const steps = path.split('/');
	if (steps.includes('..')) return 'leads out of the bag';
	if (steps.includes('.') || steps.slice(0, -1).includes('')) return 'has a step that is none';
	return undefined;
}
