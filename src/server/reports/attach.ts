import { AFRelationship, PDFDocument } from '@cantoo/pdf-lib';

/** What the record is called in the PDF, by which a verifier finds it. */
export const recordName = 'qidang-report.json';

/**
 * Puts the record of an issued report into its PDF, as an attached file. Tags, outline and fonts stay as they are.
 * @param record as `writeRecord` writes it
 */
export async function attachRecord(
	pdf: Uint8Array<ArrayBuffer>,
	record: string,
	on: Date
): Promise<Uint8Array<ArrayBuffer>> {
	// What the browser says of itself in the file stays, but for the time: printed again it is the same file.
	const file = await PDFDocument.load(pdf, { updateMetadata: false });
	file.setCreationDate(on);
	file.setModificationDate(on);
	await file.attach(new TextEncoder().encode(record), recordName, {
		mimeType: 'application/json',
		afRelationship: AFRelationship.Source,
		creationDate: on,
		modificationDate: on
	});
	return new Uint8Array(await file.save());
}
