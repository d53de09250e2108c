import { Readable } from 'node:stream';
import { streamHeld } from './store.ts';
import { lazyZip } from './zip-lazy.ts';

/** A file of the archive: a stored one, or one that was made for it. */
type Zipped = {
	readonly name: string;
	readonly at: Date;
} & (
	| {
			/** SHA-256 of its content. */
			readonly file: string;
			readonly bytes: number;
	  }
	| { readonly content: Uint8Array }
);

/** An archive of files that are compressed already, read piece by piece while it is sent. */
export function zipStored(files: readonly Zipped[]): ReadableStream<Uint8Array> {
	const { zip, add, read } = lazyZip();
	for (const one of files) {
		const options = { mtime: one.at, compress: false };
		if ('content' in one) zip.addBuffer(Buffer.from(one.content), one.name, options);
		else add(one.name, { ...options, size: one.bytes }, () => held(one.file));
	}
	return Readable.toWeb(read()) as ReadableStream<Uint8Array>;
}

async function* held(file: string): AsyncGenerator<Uint8Array> {
	yield* await streamHeld(file);
}
