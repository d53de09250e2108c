import { Readable } from 'node:stream';
import { S3mini, S3ServiceError } from 's3mini';
import { StoreFailure, type Store } from './store.ts';

/** A list comes in pages of so many, the most that servers give. */
const keysAtOnce = 1000;
const patience = 60_000;

export interface Bucket {
	/** The address of the server, without a path. */
	readonly endpoint: string;
	readonly bucket: string;
	readonly region: string;
	readonly key: string;
	readonly secret: string;
}

/** Files in a bucket of an S3-compatible server. A single put is there whole or not at all, by the protocol. */
export function openBucket({ endpoint, bucket, region, key: accessKeyId, secret }: Bucket): Store {
	const s3 = new S3mini({
		endpoint: `${endpoint}/${bucket}`,
		region,
		accessKeyId,
		secretAccessKey: secret,
		requestAbortTimeout: patience
	});
	return {
		async write(key, content, sha256) {
			if (!(content instanceof Uint8Array)) {
				// In parts, of which each is a put of its own; the key is there once all of them are.
				const source = watched(content);
				const put = () => s3.putAnyObject(key, toWeb(source.content), 'application/octet-stream');
				await told(put).catch((error: unknown) => {
					throw source.failed() ?? error;
				});
				return;
			}
			// Checked by the server before it says yes.
			const checksum = Buffer.from(sha256, 'hex').toString('base64');
			await told(() =>
				s3.putObject(key, content, 'application/octet-stream', undefined, {
					'x-amz-checksum-sha256': checksum
				})
			);
		},
		async read(key) {
			const response = await told(() => s3.getObjectResponse(key));
			return (response?.body ?? undefined) as AsyncIterable<Uint8Array> | undefined;
		},
		async has(key) {
			return (await told(() => s3.objectExists(key))) === true;
		},
		async *list(prefix) {
			let next: string | undefined;
			do {
				const page = await told(() => s3.listObjectsPaged('/', prefix, keysAtOnce, next));
				if (!page) throw new StoreFailure('away', new Error(`there is no bucket ${bucket}`));
				for (const { Key, LastModified } of page.objects ?? []) {
					yield { key: Key, at: new Date(LastModified) };
				}
				next = page.nextContinuationToken;
			} while (next !== undefined);
		},
		async remove(key) {
			await told(() => s3.deleteObject(key));
		}
	};
}

/** A content that says afterwards what it failed of: that is nothing of the server's. */
function watched(content: AsyncIterable<Uint8Array>) {
	let failed: unknown;
	async function* watch() {
		try {
			yield* content;
		} catch (error) {
			failed = error;
			throw error;
		}
	}
	return { content: watch(), failed: () => failed };
}

function toWeb(content: AsyncIterable<Uint8Array>): ReadableStream {
	return Readable.toWeb(Readable.from(content, { objectMode: false })) as ReadableStream;
}

/** What the server or the way to it fails at. */
async function told<T>(work: () => Promise<T>): Promise<T> {
	try {
		return await work();
	} catch (error) {
		const isFull = error instanceof S3ServiceError && error.status === 507;
		throw new StoreFailure(isFull ? 'full' : 'away', error);
	}
}
