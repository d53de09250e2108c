import { randomUUID } from 'node:crypto';
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { closeDatabase, openDatabase } from '#server/db/index.ts';
import * as files from '#server/enterprise-sheets.ts';
import * as evidence from '#server/evidence.ts';
import { openContent } from '../../../scripts/content.ts';
import { databases, makeFolder, type TestDatabase } from '../../support/databases.ts';
import { makeMembers, type Made } from '../../support/members.ts';
import { prepare } from '../../support/prepare.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

const field = 'answers.scheduling';
const pdf = Buffer.from('%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n');

/** A photograph as a telephone takes it: lying on its side, with where, when and by whom. */
async function photograph(): Promise<Buffer> {
	return sharp({ create: { width: 640, height: 480, channels: 3, background: '#28c' } })
		.jpeg()
		.withMetadata({
			orientation: 6,
			exif: {
				IFD0: { Make: 'Telephone', Artist: 'somebody' },
				IFD2: { DateTimeOriginal: '2026:10:08 09:30:00' },
				IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '32/1 51/1 0/1' }
			}
		})
		.toBuffer();
}

describe.each(databases)('on $name', ({ on, make }) => {
	let database: TestDatabase;
	let made: Made;
	let sheet: string;
	const store = makeFolder();

	beforeAll(async () => {
		database = await make();
		if (!database.isHere) return;
		vi.stubEnv('DATA', store.folder);
		await prepare(database, openContent());
		made = await makeMembers(database);
		await openDatabase(database.settings);
		const admin = made.members['enterprise-admin'];
		sheet = await files.beginSheet(admin, made.enterprise, 'sme-digital-level@2024');
	});
	afterAll(async () => {
		await closeDatabase();
		await database.remove();
		vi.unstubAllEnvs();
		store.remove();
	});

	const given = (more: Partial<evidence.GivenEvidence> = {}): evidence.GivenEvidence => ({
		...{
			id: randomUUID(),
			field,
			name: '设备清单.pdf',
			content: pdf,
			effectiveOn: '',
			replaces: null
		},
		...more
	});
	const add = async (more: Partial<evidence.GivenEvidence> = {}) => {
		const one = given(more);
		await evidence.addEvidence(made.members['enterprise-filler'], sheet, one);
		return evidence.openEvidence(made.members['enterprise-filler'], one.id);
	};
	const stored = () =>
		readdirSync(store.folder, { recursive: true, withFileTypes: true }).filter((one) =>
			one.isFile()
		).length;

	test(
		'of a photograph only what is seen is kept, upright, with the day it was taken',
		on(async () => {
			const taken = await photograph();
			const before = await sharp(taken).metadata();
			expect([before.width, before.orientation, before.exif!.includes('somebody')]).toEqual([
				640,
				6,
				true
			]);
			const { piece, content } = await add({ name: 'IMG_1.JPG', content: taken });
			const after = await sharp(content).metadata();
			expect([after.width, after.height, after.format]).toEqual([480, 640, 'jpeg']);
			expect([after.exif, after.xmp, after.icc, after.iptc]).toEqual([
				undefined,
				undefined,
				undefined,
				undefined
			]);
			expect(Buffer.from(content).includes('somebody')).toBe(false);
			expect([piece.effectiveOn, piece.type, piece.name]).toEqual([
				'2026-10-08',
				'image/jpeg',
				'IMG_1.jpg'
			]);
		})
	);

	test(
		'a day that is given holds against the one of the camera',
		on(async () => {
			const { piece } = await add({ content: await photograph(), effectiveOn: '2026-09-30' });
			expect(piece.effectiveOn).toBe('2026-09-30');
		})
	);

	test(
		'a file is what its content says, whatever it is called',
		on(async () => {
			const { piece, content } = await add({ name: '../../报价\u202Egnp.exe', content: pdf });
			expect([piece.type, piece.name]).toEqual(['application/pdf', '.. .. 报价 gnp.pdf']);
			expect(Buffer.from(content)).toEqual(pdf);
		})
	);

	test(
		'what is no evidence is refused, and nothing of it is kept',
		on(async () => {
			const refused: [what: string, content: Buffer, status: number][] = [
				['a page', Buffer.from('<!doctype html><script>alert(1)</script>'), 415],
				[
					'a drawing with script',
					Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
					415
				],
				['a program', Buffer.from('MZ\x90\x00\x03\x00\x00\x00'), 415],
				['nothing', Buffer.alloc(0), 415],
				['more than ten megabytes', Buffer.alloc(10 * 1024 ** 2 + 1, pdf), 413]
			];
			const before = stored();
			for (const [what, content, status] of refused) {
				await expect(add({ content }), what).rejects.toMatchObject({ status });
			}
			expect(stored()).toBe(before);
		})
	);

	test(
		'a picture cut short and one that unfolds to far more than it is are refused',
		on(async () => {
			const whole = await photograph();
			await expect(add({ content: whole.subarray(0, whole.length - 800) })).rejects.toMatchObject({
				status: 400
			});
			const bomb = await sharp({
				create: { width: 20_000, height: 10_000, channels: 3, background: 'white' },
				limitInputPixels: false
			})
				.png({ compressionLevel: 9 })
				.toBuffer();
			expect(bomb.length).toBeLessThan(evidence.mostEvidenceBytes);
			await expect(add({ content: bomb })).rejects.toMatchObject({ status: 400 });
		})
	);

	test(
		'what is sent again is known again, and another under its id is refused',
		on(async () => {
			const one = given();
			const filler = made.members['enterprise-filler'];
			await evidence.addEvidence(filler, sheet, one);
			await evidence.addEvidence(filler, sheet, one);
			const pieces = await evidence.listEvidence(filler, sheet);
			expect(pieces.filter(({ id }) => id === one.id)).toHaveLength(1);
			const other = { ...one, content: Buffer.concat([pdf, Buffer.from('x')]) };
			await expect(evidence.addEvidence(filler, sheet, other)).rejects.toMatchObject({
				status: 409
			});
		})
	);

	test(
		'a newer piece takes the place of an older one, which is still there',
		on(async () => {
			const first = await add({ field: 'answers.equipment' });
			const second = await add({ field: 'answers.equipment', replaces: first.piece.id });
			const pieces = (await evidence.listEvidence(made.members.consultant, sheet)).filter(
				(one) => one.field === 'answers.equipment'
			);
			expect(pieces.map(({ id }) => id)).toEqual([first.piece.id, second.piece.id]);
			expect(evidence.standingEvidence(pieces).map(({ id }) => id)).toEqual([second.piece.id]);
		})
	);

	test(
		'a thumbnail is small, and a document has none',
		on(async () => {
			const { piece } = await add({ content: await photograph() });
			const small = await sharp(
				await evidence.openThumbnail(made.members.consultant, piece.id)
			).metadata();
			expect([small.width, small.height, small.format]).toEqual([240, 320, 'webp']);
			const { piece: document } = await add();
			await expect(
				evidence.openThumbnail(made.members.consultant, document.id)
			).rejects.toMatchObject({ status: 404 });
		})
	);

	test(
		'who does not see the sheet finds nothing, and leaves nothing on the disk',
		on(async () => {
			const { piece } = await add();
			const before = stored();
			for (const stranger of [
				made.members.operator,
				{ person: randomUUID(), organisation: made.enterprise }
			]) {
				await expect(evidence.openEvidence(stranger, piece.id)).rejects.toMatchObject({
					status: 404
				});
				const other = given({ content: Buffer.concat([pdf, Buffer.from('other')]) });
				await expect(evidence.addEvidence(stranger, sheet, other)).rejects.toMatchObject({
					status: 404
				});
			}
			expect(stored()).toBe(before);
		})
	);

	test(
		'a field that is none and a day that is none are named',
		on(async () => {
			await expect(add({ field: 'answers.<x>' })).rejects.toMatchObject({
				status: 400,
				body: { field: { name: 'field' } }
			});
			await expect(add({ effectiveOn: '2026-02-30' })).rejects.toMatchObject({
				status: 400,
				body: { field: { name: 'effectiveOn', value: '2026-02-30' } }
			});
		})
	);

	test(
		'a file that was changed on the disk is not handed out',
		on(async () => {
			const { piece } = await add({
				content: Buffer.concat([pdf, Buffer.from('% to be changed')])
			});
			writeFileSync(
				join(store.folder, 'files/content', piece.file.slice(0, 2), piece.file),
				'changed'
			);
			const gone = expect.objectContaining({ status: 410 }) as Error;
			const { consultant } = made.members;
			await expect(evidence.openEvidence(consultant, piece.id)).rejects.toEqual(gone);
			// What is there is not looked into for a list; what is not there is named.
			const pieces = await evidence.listEvidence(consultant, sheet);
			expect((await evidence.missingEvidence(pieces)).has(piece.file)).toBe(false);
			rmSync(join(store.folder, 'files/content', piece.file.slice(0, 2), piece.file));
			await expect(evidence.openEvidence(consultant, piece.id)).rejects.toEqual(gone);
			expect(await evidence.missingEvidence(pieces)).toEqual(new Set([piece.file]));
		})
	);
});
