import { paraglideVitePlugin } from '@inlang/paraglide-js';
import adapter from '@sveltejs/adapter-node';
import { sveltekit } from '@sveltejs/kit/vite';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig } from 'vite';
import { announcer } from './vite/announcer-plugin.ts';
import { arrows } from './vite/arrows-plugin.ts';
import { onlyBrowserPackages } from './vite/browser-packages-plugin.ts';
import { messages } from './vite/messages.ts';
import { yaml } from './vite/yaml-plugin.ts';

export default defineConfig(({ command }) => ({
	// A font of a few kilobytes would else become a data: address, which the policy below blocks.
	build: { assetsInlineLimit: 0 },
	plugins: [
		announcer(),
		arrows(),
		onlyBrowserPackages(),
		yaml(),
		tailwindcss(),
		// Follows the messages while one writes; for the build scripts/messages.ts has compiled them.
		command === 'serve' && paraglideVitePlugin(messages),
		sveltekit({
			// With a prefix no variable of the machine reaches the adapter unless scripts/start.ts sets it.
			adapter: adapter({ envPrefix: 'QIDANG_ADAPTER_' }),
			csp: {
				mode: 'auto',
				directives: {
					'default-src': ['self'],
					'style-src': ['self'],
					'base-uri': ['none'],
					'form-action': ['self'],
					'frame-ancestors': ['none'],
					'object-src': ['none']
				}
			}
		})
	]
}));
