import * as v from 'valibot';

/** The box a signature is drawn in: width and height in its own units, wherever it is shown. */
export const signatureBox = { width: 600, height: 200 } as const;

const point = v.strictTuple([
	v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(signatureBox.width)),
	v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(signatureBox.height))
]);

/** A hand under something: who signs, as what, and the lines drawn; none where only the name is typed. */
export const signatureSchema = v.strictObject({
	name: v.pipe(v.string(), v.trim(), v.nonEmpty(), v.maxLength(100)),
	post: v.pipe(v.string(), v.trim(), v.maxLength(100)),
	strokes: v.pipe(v.array(v.pipe(v.array(point), v.maxLength(2000))), v.maxLength(200))
});
export type Signature = v.InferOutput<typeof signatureSchema>;

/** The lines as the path of an SVG drawing. */
export function signaturePath(strokes: Signature['strokes']): string {
	return strokes
		.filter((line) => line.length > 0)
		.map((line) => `M${line.map(([x, y]) => `${x} ${y}`).join('L')}`)
		.join('');
}
