import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { resolve } from 'node:path';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { build } from 'vite';
import { describe, expect, test } from 'vitest';
import { checkPackages, licences, type Lock, type Manifest } from '../../scripts/packages.ts';
import { makeFolder } from '../support/databases.ts';
import { browserPackages, onlyBrowserPackages } from '../../vite/browser-packages-plugin.ts';

const run = promisify(execFile);
const read = <T>(path: string) => JSON.parse(readFileSync(path, 'utf8')) as T;
const hash = `sha512-${'a'.repeat(86)}==`;
const locked = { version: '1.0.0', license: 'MIT', integrity: hash };

test('every package of the lock file has one version, a hash, no address and a licence on the list', () => {
	const lock = read<Lock>('package-lock.json');
	expect(Object.keys(lock.packages).length).toBeGreaterThan(500);
	expect(checkPackages(read<Manifest>('package.json'), lock)).toEqual([]);
});

describe('what is not as it should be is named', () => {
	const faultsOf = (one: object, name = 'x') =>
		checkPackages({}, { packages: { '': {}, [`node_modules/${name}`]: { ...locked, ...one } } });

	test.each([
		['^1.0.0', false],
		['~1.0.0', false],
		['latest', false],
		['git+https://example.org/x.git', false],
		['1.x', false],
		['1.0.0', true],
		['1.0.0-next.3', true]
	])('asked for as %s', (version, isExact) => {
		const named = isExact ? [] : [`x is asked for as ${version}: name one version exactly.`];
		for (const kind of ['dependencies', 'devDependencies', 'optionalDependencies']) {
			expect(checkPackages({ [kind]: { x: version } }, { packages: {} })).toEqual(named);
		}
	});

	test.each<[said: string, one: object, name?: string]>([
		['has no hash.', { integrity: undefined }],
		['has no hash.', { integrity: undefined, optional: true }],
		['has another hash than SHA-512.', { integrity: 'sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk=' }],
		['names an address: https://example.org/x.tgz.', { resolved: 'https://example.org/x.tgz' }],
		['runs a program when it is installed.', { hasInstallScript: true }],
		['has the licence unknown.', { license: undefined }],
		['has the licence GPL-3.0-only.', { license: 'GPL-3.0-only' }],
		['has the licence MIT AND SSPL-1.0.', { license: 'MIT AND SSPL-1.0' }]
	])('%s %j', (said, one) => {
		expect(faultsOf(one)).toEqual([`node_modules/x ${said}`]);
	});

	test.each<[one: object, name?: string]>([
		[{}],
		[{ license: '(MIT OR GPL-3.0-only)' }],
		[{ license: 'Apache-2.0 AND LGPL-3.0-or-later AND MIT' }],
		[{ integrity: undefined, license: undefined, optional: true, os: ['win32'] }],
		[{ hasInstallScript: true }, 'y/node_modules/esbuild']
	])('but nothing of %j', (one, name) => {
		expect(faultsOf(one, name)).toEqual([]);
	});

	test('the list of licences in docs/security.md is the one that is checked', () => {
		const [, listed] = /^Licences allowed: (.+)\.$/m.exec(
			readFileSync('docs/security.md', 'utf8')
		)!;
		expect(listed!.split(', ')).toEqual(licences);
	});
});

describe('npm run audit', () => {
	const { packages } = read<Lock>('package-lock.json');

	/** What npm asks of a package that has a weakness, and of those that depend on it. */
	function packument(name: string) {
		const { version, ...one } = packages[`node_modules/${name}`]!;
		return {
			name,
			'dist-tags': { latest: version },
			versions: { [version!]: { ...one, name, version, dist: {} } }
		};
	}

	/** With a registry on this machine that answers so. */
	async function audit(status: number, answer: object) {
		const cache = makeFolder();
		const server = createServer(({ method, url }, response) =>
			response
				.writeHead(status, { 'content-type': 'application/json' })
				.end(
					JSON.stringify(method === 'GET' ? packument(decodeURIComponent(url!.slice(1))) : answer)
				)
		);
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		const { port } = server.address() as AddressInfo;
		const env = {
			...process.env,
			npm_execpath: '',
			npm_config_registry: `http://127.0.0.1:${port}/`,
			npm_config_fetch_retries: '0',
			npm_config_cache: cache.folder
		};
		try {
			return await run(process.execPath, ['scripts/audit.ts'], { env }).then(
				({ stdout }) => ({ stdout, code: 0 }),
				({ stdout, code }: { stdout: string; code: number }) => ({ stdout, code })
			);
		} finally {
			server.close();
			cache.remove();
		}
	}

	test('says what the registry knows of weaknesses, and fails by it', async () => {
		const weakness = {
			...{ id: 1, url: 'https://example.org/1', title: 'a weakness', severity: 'high' },
			...{ vulnerable_versions: '<99.0.0', cwe: [], cvss: { score: 7, vectorString: null } }
		};
		const { stdout, code } = await audit(200, { valibot: [weakness] });
		expect(stdout).toMatch(/^\d+ packages are as they should be\.\nKnown weaknesses: [1-9]/);
		// All versions that this registry knows; then those that depend on it.
		expect(stdout).toContain('  valibot *: high\n');
		expect(code).toBe(1);
	}, 60_000);

	test('says that none is known', async () => {
		const { stdout, code } = await audit(200, {});
		expect(stdout).toMatch(/Known weaknesses: none\n$/);
		expect(code).toBe(0);
	}, 60_000);

	test('says clearly that the registry does not answer, and fails by nothing then', async () => {
		const { stdout, code } = await audit(405, {});
		expect(stdout).toContain('Known weaknesses were not looked up, the registry does not answer: ');
		expect(code).toBe(0);
	}, 60_000);
});

describe('the packages whose code reaches the browser', () => {
	const buildWith = (text: string, expected: readonly string[]) => {
		const file = resolve('src/lib/entry-of-a-test.ts');
		return build({
			configFile: false,
			logLevel: 'silent',
			plugins: [
				onlyBrowserPackages(expected),
				{
					name: 'entry',
					resolveId: (id) => (id === file ? id : null),
					load: (id) => (id === file ? text : null)
				}
			],
			build: { write: false, rolldownOptions: { input: file } }
		});
	};

	test('are those on the list and no other: the build refuses', async () => {
		const text = `import { parse } from 'valibot'; console.log(parse);`;
		await expect(buildWith(text, ['valibot'])).resolves.toBeDefined();
		await expect(buildWith(text, [])).rejects.toThrow(
			'not listed: valibot; listed and not there: none'
		);
		await expect(buildWith(text, ['valibot', 'yaml'])).rejects.toThrow(
			'not listed: none; listed and not there: yaml'
		);
	});

	test('are those that docs/security.md names', () => {
		const document = readFileSync('docs/security.md', 'utf8');
		const [, part] = document.split('## What reaches the browser\n');
		const named = [...part!.split('\n## ')[0]!.matchAll(/^\| `([^`]+)`/gm)].map(([, name]) => name);
		expect(named).toEqual(browserPackages);
	});
});
