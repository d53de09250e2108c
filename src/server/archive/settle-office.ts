import { fromBufferPromise } from 'yauzl';
import { ZipFile } from 'yazl';

/** The times at which a workbook or a Word file was made, in its properties. */
const made = /(<dcterms:(created|modified)[^>]*>)[^<]*(<\/dcterms:\2>)/g;

/**
 * The same workbook or Word file, made at a given time: what is written twice of the same content is then the same to
 * the byte.
 */
export async function settleOffice(content: Uint8Array, at: Date): Promise<Uint8Array> {
	const zip = await fromBufferPromise(Buffer.from(content), { autoClose: false });
	const settled = new ZipFile();
	const options = { mtime: at, forceDosTimestamp: true, mode: 0o100644 };
	for await (const entry of zip.eachEntry()) {
		const pieces = await Array.fromAsync(
			(await zip.openReadStreamPromise(entry)) as AsyncIterable<Uint8Array>
		);
		const part = Buffer.concat(pieces);
		const isProperties = entry.fileName.startsWith('docProps/');
		const kept = isProperties
			? Buffer.from(part.toString().replace(made, `$1${at.toISOString()}$3`))
			: part;
		settled.addBuffer(kept, entry.fileName, options);
	}
	settled.end();
	return Buffer.concat(
		await Array.fromAsync(settled.outputStream as unknown as AsyncIterable<Uint8Array>)
	);
}
