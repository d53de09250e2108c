import * as v from 'valibot';

/** The box a signature is drawn in: width and height in its own units, wherever it is shown. */
export const signatureBox = { width: 600, height: 200 } as const;

/** More lines, or points of a line, than a hand draws. */
const most = { lines: 200, points: 2000 } as const;

const point = v.strictTuple([
	v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(signatureBox.width)),
	v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(signatureBox.height))
]);

/** A hand under something: who signs, as what, and the lines drawn; none where only the name is typed. */
export const signatureSchema = v.strictObject({
	name: v.pipe(v.string(), v.trim(), v.nonEmpty(), v.maxLength(100)),
	post: v.pipe(v.string(), v.trim(), v.maxLength(100)),
	strokes: v.pipe(
		v.array(v.pipe(v.array(point), v.maxLength(most.points))),
		v.maxLength(most.lines)
	)
});
export type Signature = v.InferOutput<typeof signatureSchema>;

/** The lines as the path of an SVG drawing; a point alone is a line of no length, which a round cap shows. */
export function signaturePath(strokes: Signature['strokes']): string {
	return strokes
		.filter((line) => line.length > 0)
		.map(
			(line) => `M${line.map(([x, y]) => `${x} ${y}`).join('L')}${line.length === 1 ? 'h0' : ''}`
		)
		.join('');
}

/** A signature as a page shows it: the path is empty where only the name was typed. */
export interface ShownSignature {
	readonly name: string;
	readonly post: string;
	readonly path: string;
}

export function shownSignature({ name, post, strokes }: Signature): ShownSignature {
	return { name, post, path: signaturePath(strokes) };
}

/** The lines as a form carries them; nothing where somebody has sent something else. */
export function readStrokes(sent: string): Signature['strokes'] | undefined {
	if (sent === '') return [];
	let given: unknown;
	try {
		given = JSON.parse(sent);
	} catch {
		return undefined;
	}
	const read = v.safeParse(signatureSchema.entries.strokes, given);
	return read.success ? read.output : undefined;
}

/** Where on the box a pen is, by its share of the width and the height at which the box is shown. */
export function pointAt(x: number, y: number): readonly [number, number] {
	const within = (share: number, size: number) =>
		Math.round(Math.min(1, Math.max(0, share)) * size);
	return [within(x, signatureBox.width), within(y, signatureBox.height)];
}

/**
 * The lines with one more point: of the last line, or of a new one. What is more than a signature may have
 * is left out.
 */
export function drawn(
	strokes: Signature['strokes'],
	[x, y]: readonly [number, number],
	isNewLine: boolean
): Signature['strokes'] {
	const last = strokes.at(-1);
	if (isNewLine || !last) return strokes.length < most.lines ? [...strokes, [[x, y]]] : strokes;
	const end = last.at(-1);
	const isSame = end?.[0] === x && end[1] === y;
	if (isSame || last.length >= most.points) return strokes;
	return [...strokes.slice(0, -1), [...last, [x, y]]];
}
