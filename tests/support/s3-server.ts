import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { makeFolder } from './databases.ts';

/** A server that speaks S3's protocol, with one bucket. */
export interface S3Server {
	/** Of STORE, for the bucket; its key and secret are both `S3RVER`. */
	readonly address: string;
	close(): Promise<void>;
}

const program = fileURLToPath(import.meta.resolve('./s3-process.ts'));

/**
 * Starts one, in a process of its own: the tokens by which it goes from page to page of a list are made by a cipher
 * that only the older provider of OpenSSL still has.
 *
 * @param checked whether it looks at signatures. It leaves out the slash that clients put after a bucket's name,
 *   so that the signature of a list never matches; everything else it checks rightly.
 */
export async function startS3({ checked = false } = {}): Promise<S3Server> {
	const { folder, remove } = makeFolder();
	const options = {
		...{ port: 0, address: '127.0.0.1', silent: true, directory: folder },
		allowMismatchedSignatures: !checked,
		configureBuckets: [{ name: 'qidang', configs: [] }]
	};
	const server = spawn(
		process.execPath,
		['--openssl-legacy-provider', program, JSON.stringify(options)],
		{ stdio: ['ignore', 'pipe', 'inherit'] }
	);
	const [port] = (await once(server.stdout, 'data')) as [Buffer];
	return {
		address: `s3://qidang?endpoint=http://127.0.0.1:${Number(port)}&region=us-east-1`,
		close: async () => {
			server.kill();
			await once(server, 'close');
			remove();
		}
	};
}
