import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { openBag, readBag } from '#server/archive/read-bag.ts';
import { sealBag, sumPart, type Part } from '#server/archive/write-bag.ts';
import { putFile, putStream, streamHeld, streamStored } from '#server/store.ts';
import { openFolder } from '#server/stores/folder.ts';

/**
 * What memory it takes to make packages of 20 and of 200 MB of evidence in a store in a folder, as a batch does, to
 * send them and to check them: pieces of 5 MB, as a tablet takes pictures. Each in a process of its own, which says the most it ever held.
 *
 *     node tests/bench/bags.ts
 */
const megabytes = [20, 200];
const pieceBytes = 5_000_000;
const algorithms = ['sha256'] as const;

const [asked] = process.argv.slice(2);
if (asked === undefined) {
	for (const size of megabytes) {
		const { stdout, status, stderr } = spawnSync(
			process.execPath,
			[import.meta.filename, `${size}`],
			{ encoding: 'utf8' }
		);
		if (status !== 0) throw new Error(stderr);
		process.stdout.write(stdout);
	}
} else await measure(Number(asked));

async function measure(size: number): Promise<void> {
	const folder = mkdtempSync(join(tmpdir(), 'qidang-bags-'));
	try {
		const store = openFolder(folder);
		const parts: Part[] = [];
		for (let i = 0; i < (size * 1_000_000) / pieceBytes; i++) {
			const hash = await putFile(randomBytes(pieceBytes), store);
			parts.push({ path: `data/evidence/${i}.jpg`, content: () => streamStored(hash, store) });
		}
		const before = peak();
		const begun = performance.now();
		const summed = [];
		for (const part of parts) summed.push(await sumPart(part, algorithms));
		const sealed = sealBag(summed, { base: 'bag', at: new Date(0), tags: [], algorithms });
		const hash = await putStream(() => sealed.write(), store);
		const written = performance.now();
		const afterWriting = peak();
		const zip = join(folder, 'bag.zip');
		await pipeline(await streamHeld(hash, 0, store), createWriteStream(zip));
		const sent = performance.now();
		const afterSending = peak();
		const source = await openBag(zip);
		const { files } = await readBag(source);
		source.close();
		if (files.length !== parts.length + 4) throw new Error(`${files.length} files were read`);
		const seconds = (from: number, to: number) => ((to - from) / 1000).toFixed(2);
		console.log(
			`${size} MB of evidence: peak memory ${before} MB before, ${afterWriting} MB after making (${seconds(begun, written)} s), ${afterSending} MB after sending (${seconds(written, sent)} s), ${peak()} MB after checking (${seconds(sent, performance.now())} s)`
		);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

/** The most this process ever held, in megabytes. */
function peak(): number {
	return Math.round(process.resourceUsage().maxRSS / 1024);
}
