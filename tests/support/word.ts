import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { inflateSync } from 'node:zlib';

const run = promisify(execFile);

/**
 * What LibreOffice makes of a Word file, as PDF. It knows the main file of our font and no other: where it takes
 * single signs from another font, they stand out of their order in the text.
 *
 * @param folder where the file lies and the PDF comes to lie
 */
export async function openedInOffice(folder: string, file: string): Promise<Uint8Array> {
	const environment = { ...process.env, FONTCONFIG_FILE: fontsIn(folder), HOME: folder };
	const profile = `-env:UserInstallation=${pathToFileURL(join(folder, 'office')).href}`;
	const to = ['--convert-to', 'pdf', '--outdir', folder, join(folder, file)];
	await run('soffice', [profile, '--headless', ...to], { env: environment });
	return new Uint8Array(readFileSync(join(folder, file.replace(/docx$/, 'pdf'))));
}

function fontsIn(folder: string): string {
	const fonts = join(folder, 'fonts');
	mkdirSync(fonts, { recursive: true });
	for (const weight of ['400', '700']) {
		const from = `noto-sans-sc-chinese-simplified-${weight}-normal.woff`;
		const woff = readFileSync(`node_modules/@fontsource/noto-sans-sc/files/${from}`);
		writeFileSync(join(fonts, `${weight}.ttf`), unpacked(woff));
	}
	const settings = join(folder, 'fonts.conf');
	const cache = join(folder, 'font-cache');
	writeFileSync(
		settings,
		`<fontconfig><dir>${fonts}</dir><cachedir>${cache}</cachedir></fontconfig>`
	);
	return settings;
}

/** A WOFF as the font it was made of: https://www.w3.org/TR/WOFF/ */
function unpacked(woff: Buffer): Buffer {
	const count = woff.readUInt16BE(12);
	const head = Buffer.alloc(12 + 16 * count);
	woff.copy(head, 0, 4, 8);
	head.writeUInt16BE(count, 4);
	const power = 2 ** Math.floor(Math.log2(count));
	head.writeUInt16BE(16 * power, 6);
	head.writeUInt16BE(Math.log2(power), 8);
	head.writeUInt16BE(16 * (count - power), 10);
	const parts = [head];
	let at = head.length;
	for (let i = 0; i < count; i++) {
		const entry = 44 + 20 * i;
		const [offset, packed, length] = [4, 8, 12].map((place) => woff.readUInt32BE(entry + place));
		const data = woff.subarray(offset!, offset! + packed!);
		const table = packed! < length! ? inflateSync(data) : data;
		woff.copy(head, 12 + 16 * i, entry, entry + 4);
		woff.copy(head, 16 + 16 * i, entry + 16, entry + 20);
		head.writeUInt32BE(at, 20 + 16 * i);
		head.writeUInt32BE(length!, 24 + 16 * i);
		const filled = Buffer.alloc(Math.ceil(length! / 4) * 4);
		table.copy(filled);
		parts.push(filled);
		at += filled.length;
	}
	return Buffer.concat(parts);
}
