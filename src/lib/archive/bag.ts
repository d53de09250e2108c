import { isDay } from '#scoring';
import { isAlgorithm, type Algorithm, type Sums } from './algorithm.ts';
import { pathFault, readManifest, type ManifestLine } from './manifest.ts';
import { declaration, oxumOf, readTags, valuesOf, type Tag } from './tags.ts';

/** A file of a bag as it was found: its path within the bag, its size and its sums. */
export interface BagFile {
	readonly path: string;
	readonly bytes: number;
	readonly sums: Sums;
	/** Its first 16 bytes, in hexadecimal. */
	readonly head: string;
}

/** A bag as it was found: all its files, and the texts of those beside the payload that this reads. */
export interface FoundBag {
	readonly files: readonly BagFile[];
	/** The content of each file outside `data/`, by path. */
	readonly tagFiles: ReadonlyMap<string, Uint8Array>;
	/** What is wrong with what the bag came in. */
	readonly container: readonly string[];
}

/** The rules of RFC 8493 that a bag is held to, with the sections they stand in. */
export const bagRules = {
	container: '4',
	declaration: '2.1.1',
	payload: '2.1.2',
	manifests: '2.1.3',
	lines: '2.1.3',
	paths: '2.1.3',
	once: '2.1.3',
	listed: '2.1.3',
	there: '3',
	sums: '3',
	'tag-manifests': '2.2.1',
	'tag-sums': '2.2.1',
	info: '2.2.2',
	oxum: '2.2.2',
	fetch: '2.2.3',
	names: '5.2'
} as const;
export type BagRule = keyof typeof bagRules;

/** That a bag breaks a rule; `isWarning` where the rule is a recommendation. */
export interface BagFault {
	readonly rule: BagRule;
	/** In plain English, for who keeps files. */
	readonly fault: string;
	/** The file at fault, where it is one. */
	readonly path?: string;
	readonly isWarning?: true;
}

/** A bag that was checked: what it breaks, and what its bag-info.txt says. */
export interface CheckedBag {
	readonly faults: readonly BagFault[];
	readonly info: readonly Tag[];
}

const manifestName = /^(tag)?manifest-(.+)\.txt$/;

/** The algorithms that the manifests of a bag ask for, of those we have. */
export function algorithmsOf(paths: readonly string[]): Algorithm[] {
	const named = paths.map((path) => manifestName.exec(path)?.[2] ?? '');
	return [...new Set(named)].filter(isAlgorithm);
}

/** Holds a bag to RFC 8493, version 1.0; all faults at once. */
export function checkBag(bag: FoundBag): CheckedBag {
	const faults: BagFault[] = bag.container.map((fault) => ({ rule: 'container', fault }));
	const byPath = new Map(bag.files.map((file) => [file.path, file]));
	const payload = bag.files.filter(({ path }) => path.startsWith('data/'));
	const tags = bag.files.filter((file) => !payload.includes(file));
	faults.push(...declarationFaults(bag.tagFiles.get('bagit.txt')));
	if (payload.length === 0) faults.push({ rule: 'payload', fault: 'there is no payload in data/' });
	for (const { path } of bag.files) {
		const fault = pathFault(path);
		if (fault !== undefined) faults.push({ rule: 'paths', path, fault: `${path} ${fault}` });
	}
	const manifests = readManifests(bag.tagFiles, faults);
	const own = manifests.filter(({ isOfTags }) => !isOfTags);
	if (own.length === 0) {
		faults.push({
			rule: 'manifests',
			fault: 'there is no manifest of the payload that can be read'
		});
	}
	for (const manifest of manifests) faults.push(...manifestFaults(manifest, byPath, payload, own));
	const { info, faults: infoFaults } = checkInfo(bag.tagFiles.get('bag-info.txt'), payload);
	faults.push(...infoFaults);
	if (tags.some(({ path }) => path === 'fetch.txt')) {
		const fault =
			'fetch.txt names files that lie elsewhere: a package is whole without the network';
		faults.push({ rule: 'fetch', path: 'fetch.txt', fault });
	}
	faults.push(...nameFaults(bag.files));
	return { faults, info };
}

function declarationFaults(content: Uint8Array | undefined): BagFault[] {
	const of = (fault: string): BagFault[] => [{ rule: 'declaration', path: 'bagit.txt', fault }];
	if (!content) return of('bagit.txt is missing');
	const text = textOf(content);
	if (text === undefined) return of('bagit.txt is not UTF-8');
	if (text.startsWith('\uFEFF')) return of('bagit.txt begins with a byte order mark');
	const lines = text.replace(/\r\n?/g, '\n').replace(/\n?$/, '\n');
	if (lines === declaration) return [];
	return of(
		`bagit.txt is not the two lines of version 1.0 in UTF-8: ${JSON.stringify(text.slice(0, 100))}`
	);
}

interface Manifest {
	readonly path: string;
	readonly algorithm: Algorithm;
	readonly isOfTags: boolean;
	readonly lines: readonly ManifestLine[];
}

function readManifests(tagFiles: FoundBag['tagFiles'], faults: BagFault[]): Manifest[] {
	return [...tagFiles].flatMap(([path, content]): Manifest[] => {
		const [, tag, name] = manifestName.exec(path) ?? [];
		if (name === undefined) return [];
		const isOfTags = tag !== undefined;
		const rule = isOfTags ? 'tag-manifests' : 'manifests';
		if (!isAlgorithm(name)) {
			const fault = `${path}: sums by ${name} are not known here, or its name is not in small letters`;
			faults.push({ rule, path, fault });
			return [];
		}
		const text = textOf(content);
		if (text === undefined) {
			faults.push({ rule: 'lines', path, fault: `${path} is not UTF-8` });
			return [];
		}
		const read = readManifest(text, name);
		for (const fault of read.faults)
			faults.push({ rule: 'lines', path, fault: `${path}, ${fault}` });
		return [{ path, algorithm: name, isOfTags, lines: read.lines }];
	});
}

function manifestFaults(
	{ path: of, algorithm, isOfTags, lines }: Manifest,
	byPath: ReadonlyMap<string, BagFile>,
	payload: readonly BagFile[],
	own: readonly Manifest[]
): BagFault[] {
	const faults: BagFault[] = [];
	const listed = new Set<string>();
	for (const { path, sum } of lines) {
		const bad = pathFault(path);
		if (bad !== undefined) faults.push({ rule: 'paths', path, fault: `${of}: ${path} ${bad}` });
		if (listed.has(path)) faults.push({ rule: 'once', path, fault: `${of} lists ${path} twice` });
		listed.add(path);
		const misplaced = misplacedFault(path, isOfTags);
		if (misplaced !== undefined) {
			const rule = isOfTags ? 'tag-manifests' : 'paths';
			faults.push({ rule, path, fault: `${of}: ${path} ${misplaced}` });
		}
		const file = byPath.get(path);
		if (!file)
			faults.push({ rule: 'there', path, fault: `${path} is listed in ${of} and not there` });
		else if (file.sums[algorithm] !== sum) {
			const fault = `${path} is not what it was: ${of} says ${sum}, its content gives ${file.sums[algorithm]}`;
			faults.push({ rule: isOfTags ? 'tag-sums' : 'sums', path, fault });
		}
	}
	const asked = isOfTags ? own : payload;
	for (const { path } of asked) {
		if (listed.has(path)) continue;
		const rule = isOfTags ? 'tag-manifests' : 'listed';
		faults.push({ rule, path, fault: `${path} is not listed in ${of}` });
	}
	return faults;
}

function misplacedFault(path: string, isOfTags: boolean): string | undefined {
	if (!isOfTags) return path.startsWith('data/') ? undefined : 'is no part of the payload';
	if (path.startsWith('data/')) return 'is a part of the payload';
	return /^tagmanifest-/.test(path) ? 'is itself a manifest of tag files' : undefined;
}

function checkInfo(
	content: Uint8Array | undefined,
	payload: readonly BagFile[]
): { info: Tag[]; faults: BagFault[] } {
	const path = 'bag-info.txt';
	if (!content) return { info: [], faults: [] };
	const text = textOf(content);
	if (text === undefined) {
		return { info: [], faults: [{ rule: 'info', path, fault: `${path} is not UTF-8` }] };
	}
	const { tags, faults: unread } = readTags(text);
	const faults = unread.map((fault): BagFault => ({
		rule: 'info',
		path,
		fault: `${path}, ${fault}`
	}));
	for (const label of ['Bagging-Date', 'Bag-Size', 'Payload-Oxum']) {
		if (valuesOf(tags, label).length < 2) continue;
		faults.push({ rule: 'info', path, fault: `${path} says ${label} more than once` });
	}
	for (const day of valuesOf(tags, 'Bagging-Date')) {
		if (isDay(day)) continue;
		faults.push({ rule: 'info', path, fault: `${path}: ${day} is no day as YYYY-MM-DD` });
	}
	const oxum = oxumOf(payload.map(({ bytes }) => bytes));
	for (const said of valuesOf(tags, 'Payload-Oxum')) {
		if (said === oxum) continue;
		faults.push({
			rule: 'oxum',
			path,
			fault: `${path} says ${said} of the payload, and it is ${oxum}`
		});
	}
	return { info: tags, faults };
}

/** Names that some systems take for the same: of letters composed and not, of small letters and capitals. */
function nameFaults(files: readonly BagFile[]): BagFault[] {
	const seen = new Map<string, string>();
	return files.flatMap(({ path }): BagFault[] => {
		const key = path.normalize('NFC').toLowerCase();
		const other = seen.get(key);
		seen.set(key, path);
		if (other !== undefined) {
			const fault = `${path} and ${other} are one name on some systems`;
			return [{ rule: 'names', path, fault, isWarning: true }];
		}
		if (path === path.normalize('NFC')) return [];
		const fault = `${path} is not in normal form C, and may get another name when it is copied`;
		return [{ rule: 'names', path, fault, isWarning: true }];
	});
}

/** Undefined where it is not UTF-8; a byte order mark stays. */
export function textOf(content: Uint8Array): string | undefined {
	try {
		return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content);
	} catch (error) {
		if (error instanceof TypeError) return undefined;
		throw error;
	}
}
