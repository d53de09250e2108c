import { create } from 'qrcode';

/** A QR code as a picture of squares: one unit a module, without the quiet zone around it. */
export interface QrPicture {
	readonly size: number;
	/** The dark modules, as the path of an SVG. */
	readonly path: string;
}

export function drawQr(text: string): QrPicture {
	const { size, data } = create(text, { errorCorrectionLevel: 'M' }).modules;
	const dark = [...data].flatMap((is, i) =>
		is ? [`M${i % size} ${Math.floor(i / size)}h1v1h-1z`] : []
	);
	return { size, path: dark.join('') };
}
