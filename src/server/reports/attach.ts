import {
	AFRelationship,
	PDFArray,
	PDFDict,
	PDFDocument,
	PDFStream,
	PDFString,
	type PDFObject
} from '@cantoo/pdf-lib';

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
	renumberElements(file);
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

/** What the browser calls the elements of a page in the tree of its tags. */
const elementName = /^node\d{8}$/;

/**
 * Numbers the elements from one on, in their order: the browser counts on from page to page for as long as it runs, so
 * that the same page would never be the same file again.
 */
function renumberElements({ context }: PDFDocument): void {
	const objects = context.enumerateIndirectObjects().map(([, object]) => object);
	const found = new Set<string>();
	for (const object of objects)
		eachString(object, (text) => {
			found.add(text);
			return undefined;
		});
	const names = [...found].filter((text) => elementName.test(text)).sort();
	const renamed = new Map(
		names.map((name, i) => [name, `node${String(i + 1).padStart(8, '0')}`] as const)
	);
	for (const object of objects) eachString(object, (text) => renamed.get(text));
}

/** Goes through the strings within an object that is no reference; what `change` gives takes the place of one. */
function eachString(object: PDFObject, change: (text: string) => string | undefined): void {
	const walk = (inner: PDFObject, put: (to: PDFString) => void) => {
		if (!(inner instanceof PDFString)) return eachString(inner, change);
		const to = change(inner.asString());
		if (to) put(PDFString.of(to));
	};
	if (object instanceof PDFStream) eachString(object.dict, change);
	if (object instanceof PDFArray) {
		object.asArray().forEach((inner, i) => walk(inner, (to) => object.set(i, to)));
	}
	if (object instanceof PDFDict) {
		for (const [key, inner] of object.entries()) walk(inner, (to) => object.set(key, to));
	}
}
