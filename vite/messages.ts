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
	// So that the way home is /en and not /en/, which is redirected.
	trailingSlash: 'never'
} satisfies CompilerOptions;
