import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import { readStored } from './store.ts';

/** A stored file and the name it has in the archive. */
export interface Zipped {
	/** SHA-256 of its content. */
	readonly file: string;
	readonly name: string;
	readonly at: Date;
}

/** An archive of stored files, read one after the other while it is sent; they are compressed already. */
export function zipStored(files: readonly Zipped[]): ReadableStream<Uint8Array> {
	const zip = new ZipFile();
	for (const { file, name, at } of files) {
		zip.addReadStreamLazy(name, { mtime: at, compress: false }, (give) => {
			readStored(file).then(
				(content) => give(null, Readable.from([content])),
				(error: unknown) => give(error, Readable.from([]))
			);
		});
	}
	// What cannot be read breaks the archive off: whoever receives it sees that it has no end.
	zip.on('error', (error: Error) => (zip.outputStream as Readable).destroy(error));
	zip.end();
	return Readable.toWeb(zip.outputStream as Readable) as ReadableStream<Uint8Array>;
}
