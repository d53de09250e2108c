import type { CompilerOptions } from '@inlang/paraglide-js';

/**
 * How paraglide compiles src/lib/messages: Chinese pages lie at /…, English ones at /en/…, and the
 * address alone decides. Not in project.inlang, where paraglide has git ignore all but settings.json.
 */
export const messages = {
	project: './project.inlang',
	outdir: './src/lib/paraglide',
	// What the Vite plugin would choose; said here because scripts/messages.ts compiles without Vite.
	isServer: "import.meta.env?.SSR ?? typeof window === 'undefined'",
	strategy: ['url', 'baseLocale'],
	urlPatterns: [
		// By itself, so that the way home is /en and not /en/, which is redirected.
		{
			pattern: '/',
			localized: [
				['en', '/en'],
				['zh-cn', '/']
			]
		},
		{
			pattern: '/:path(.*)?',
			localized: [
				['en', '/en/:path(.*)?'],
				['zh-cn', '/:path(.*)?']
			]
		}
	]
} satisfies CompilerOptions;
