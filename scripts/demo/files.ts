import sharp from 'sharp';

/** A picture of nothing, in one of the colours of the sheet that it is for: a photograph would be somebody's. */
export async function picture(seed: number): Promise<Uint8Array> {
	const hue = (seed * 47) % 360;
	const bars = [0, 1, 2, 3, 4].map((i) => {
		const height = 60 + ((seed * 31 + i * 53) % 160);
		return `<rect x="${40 + i * 76}" y="${260 - height}" width="56" height="${height}" fill="hsl(${hue} 45% ${35 + i * 8}%)"/>`;
	});
	const drawing = `<svg xmlns="http://www.w3.org/2000/svg" width="440" height="300">
		<rect width="440" height="300" fill="hsl(${hue} 30% 94%)"/>${bars.join('')}</svg>`;
	return sharp(Buffer.from(drawing)).jpeg({ quality: 70 }).toBuffer();
}

/** A page that says in one line that it is an example. */
export function page(seed: number): Uint8Array {
	const text = `BT /F1 24 Tf 72 760 Td (Demo document ${seed}) Tj ET`;
	const objects = [
		'<< /Type /Catalog /Pages 2 0 R >>',
		'<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
		'<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
		`<< /Length ${text.length} >>\nstream\n${text}\nendstream`,
		'<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>'
	];
	let file = '%PDF-1.7\n';
	const places = objects.map((object, i) => {
		const place = file.length;
		file += `${i + 1} 0 obj\n${object}\nendobj\n`;
		return place;
	});
	const table = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
	const count = objects.length + 1;
	return Buffer.from(
		`${file}xref\n0 ${count}\n0000000000 65535 f \n${table}trailer\n<< /Size ${count} /Root 1 0 R >>\nstartxref\n${file.length}\n%%EOF\n`
	);
}

/** A hand that signs: one line across the box. */
export function strokes(seed: number): [number, number][][] {
	const line = Array.from({ length: 40 }, (_, i): [number, number] => {
		const wave = Math.sin((i * (3 + (seed % 5))) / 6) * 50 + Math.sin(i / (2 + (seed % 3))) * 20;
		return [60 + i * 12, Math.round(100 + wave)];
	});
	return [line];
}
