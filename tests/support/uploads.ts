import { randomUUID } from 'node:crypto';
import sharp from 'sharp';
import { addEvidence } from '#server/evidence.ts';
import type { Made } from './members.ts';

export const pdf = Buffer.from('%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n');

/** A small picture, of one colour. */
export async function picture(background = '#28c'): Promise<Buffer<ArrayBuffer>> {
	const create = { width: 64, height: 48, channels: 3, background } as const;
	return Buffer.from(await sharp({ create }).jpeg().toBuffer());
}

interface Upload {
	readonly content?: Uint8Array<ArrayBuffer>;
	readonly name?: string;
	readonly effectiveOn?: string;
	readonly replaces?: string;
	/** Of a tablet's camera, beside the file. */
	readonly photograph?: Uint8Array<ArrayBuffer>;
}

/** The form in which a browser sends a piece of evidence, and where to. */
export function uploading(
	field: string,
	{ content = pdf, name = '排程.pdf', effectiveOn = '', replaces, photograph }: Upload = {}
): { path: string; form: FormData } {
	const form = new FormData();
	form.set('id', randomUUID());
	form.append('file', new File([content], name));
	form.append('file', new File(photograph ? [photograph] : [], photograph ? 'IMG_1.jpg' : ''));
	form.set('effectiveOn', effectiveOn);
	const query = new URLSearchParams({ field, ...(replaces ? { replaces } : {}) });
	return { path: `/sheets/x/evidence?/add&${query}`, form };
}

/** Hands in a picture, as the enterprise's filler. @returns its id */
export async function addPicture({ members }: Made, sheet: string): Promise<string> {
	const id = randomUUID();
	await addEvidence(members['enterprise-filler'], sheet, {
		...{ id, field: 'answers.scheduling', name: '看板.jpg', effectiveOn: '', replaces: null },
		content: await picture()
	});
	return id;
}
