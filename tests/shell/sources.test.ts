import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const files = globSync('{src,scoring}/**/*.{ts,svelte}')
	.map((path) => path.replaceAll('\\', '/'))
	.filter((path) => !path.startsWith('src/lib/paraglide/'))
	.map((path) => ({ path, text: readFileSync(path, 'utf8') }));

/** What no source does, and the files that are the exception. */
const forbidden: [what: string, pattern: RegExp, but?: readonly string[]][] = [
	['runs text as a program', /\beval\(|\bnew Function\(|\bsetTimeout\(\s*['"`]|node:vm/],
	['makes a pattern of text', /new RegExp\(/],
	['writes text as HTML', /\{@html\b|\.(inner|outer)HTML\s*=|insertAdjacentHTML|document\.write\(/],
	['draws chance that can be foreseen', /Math\.random\(/],
	['uses a broken hash', /createHash\(\s*['"](md5|sha1)['"]/i],
	['starts a program', /node:child_process/],
	// It takes the address of the page itself; better-auth asks the issuer of the settings.
	['asks an address', /(?<![.\w])fetch\(/, ['src/lib/journey/fetched.ts']],
	['listens to other windows', /addEventListener\(\s*['"]message['"]|postMessage\(/],
	// It follows a batch at the address of its own page.
	[
		'opens a connection of its own',
		/new (WebSocket|RTCPeerConnection|EventSource)\(/,
		['src/routes/batches/[id]/+page.svelte']
	]
];

test('there are sources to look at', () => {
	expect(files.length).toBeGreaterThan(200);
});

test.each(forbidden)('no source %s', (_, pattern, but = []) => {
	const found = files.filter(({ text }) => pattern.test(text)).map(({ path }) => path);
	expect(found).toEqual(but);
});
