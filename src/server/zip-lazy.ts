import { Readable } from 'node:stream';
import { ZipFile, type ReadStreamOptions } from 'yazl';

/** A ZIP that is written as it is read: of its files one at a time is open. */
export interface LazyZip {
	readonly zip: ZipFile;
	/** Adds a file that is opened when its turn comes. What fails while it is read breaks the ZIP off. */
	add(
		name: string,
		options: Partial<ReadStreamOptions>,
		open: () => AsyncIterable<Uint8Array>
	): void;
	/** After the last file. */
	read(): Readable;
	/** In place of reading it: how many bytes it would have. Every file must have come with its size, uncompressed. */
	size(): number;
}

/** @param opens false where only its size is wanted: it begins to read a file as soon as that is added */
export function lazyZip(opens = true): LazyZip {
	const zip = new ZipFile();
	const output = zip.outputStream as Readable;
	let reading: Readable | undefined;
	return {
		zip,
		add(name, options, open) {
			zip.addReadStreamLazy(name, options, (give) => {
				if (!opens) return;
				reading = Readable.from(open(), { objectMode: false });
				reading.once('error', (error) => zip.emit('error', error));
				give(null, reading);
			});
		},
		read() {
			// Whoever receives it sees that it has no end.
			zip.on('error', (error) => output.destroy(error as Error));
			// Who reads it has gone, or it has failed: what is open below is closed.
			output.once('close', () => reading?.destroy());
			zip.end();
			return output;
		},
		size() {
			let bytes = -1;
			const told = (all: number): void => {
				bytes = all;
			};
			// Destroyed before anybody reads it.
			output.on('error', () => undefined);
			// Its types leave out what it tells.
			zip.end(undefined, told as () => void);
			output.destroy();
			return bytes;
		}
	};
}
