/** The declaration that makes a folder a bag (RFC 8493, 2.1.1). */
export const declaration = 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n';

/** A label of a tag file with its value; a label may come more than once. */
export type Tag = readonly [label: string, value: string];

/** Labels of our own beside those of RFC 8493, 2.2.2. */
export const ownLabels = {
	sheet: 'Qidang-Sheet',
	previous: 'Qidang-Previous-Package'
} as const;

/** Of what no package came before. */
export const noPrevious = 'none';

/** A value stands on one line: what would end it becomes a blank. */
export function writeTags(tags: readonly Tag[]): string {
	return tags
		.map(([label, value]) => `${label}: ${value.replace(/[\r\n]+/g, ' ').trim()}\n`)
		.join('');
}

/** Reads labels and values; a line that begins with a blank goes on with the one before. */
export function readTags(text: string): { tags: Tag[]; faults: string[] } {
	const tags: [string, string][] = [];
	const faults: string[] = [];
	const lines = text.split(/\r\n|\r|\n/);
	if (lines.at(-1) === '') lines.pop();
	lines.forEach((line, i) => {
		const last = tags.at(-1);
		if (/^[ \t]/.test(line) && last) {
			last[1] += ` ${line.trim()}`;
			return;
		}
		const [, label, value = ''] = /^([^\s:](?:[^:]*[^\s:])?)[ \t]*:[ \t]+(.*)$/.exec(line) ?? [];
		if (label === undefined) faults.push(`line ${i + 1} is not a label, a colon and a value`);
		else tags.push([label, value.trim()]);
	});
	return { tags, faults };
}

/** Labels are the same in small and in capital letters. */
export function valuesOf(tags: readonly Tag[], label: string): string[] {
	return tags
		.filter(([one]) => one.toLowerCase() === label.toLowerCase())
		.map(([, value]) => value);
}

/** How much a payload is, as Payload-Oxum says it: bytes, and how many files. */
export function oxumOf(sizes: readonly number[]): string {
	return `${sizes.reduce((sum, bytes) => sum + bytes, 0)}.${sizes.length}`;
}
