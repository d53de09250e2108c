import type { Plugin } from 'vite';

/** The packages whose code runs in people's browsers; docs/security.md says of each what it does there. */
export const browserPackages = [
	'@kurkle/color',
	'@lucide/svelte',
	'@sveltejs/kit',
	'chart.js',
	'clsx',
	'devalue',
	'survey-core',
	'svelte',
	'valibot'
];

/** Refuses a build that would bring another package to the browser, or that brings one of them no more. */
export function onlyBrowserPackages(expected: readonly string[] = browserPackages): Plugin {
	return {
		name: 'browser-packages',
		apply: 'build',
		generateBundle(_, bundle) {
			if (this.environment.name !== 'client') return;
			const found = new Set<string>();
			for (const one of Object.values(bundle)) {
				if (one.type !== 'chunk') continue;
				for (const [id, { renderedLength }] of Object.entries(one.modules)) {
					const name = packageOf(id);
					if (name && renderedLength > 0) found.add(name);
				}
			}
			const odd = expected.filter((name) => !found.has(name));
			const more = [...found].filter((name) => !expected.includes(name));
			if (odd.length + more.length === 0) return;
			this.error(
				`vite/browser-packages-plugin.ts lists what reaches the browser: ` +
					`not listed: ${more.join(', ') || 'none'}; listed and not there: ${odd.join(', ') || 'none'}.`
			);
		}
	};
}

function packageOf(id: string): string | undefined {
	return /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(id.replaceAll('\\', '/'))?.[1];
}
