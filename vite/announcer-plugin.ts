import type { Plugin } from 'vite';

/**
 * Hides Kit's spoken announcement of a new page by a class. Kit hides it by a style attribute, the only one in
 * the product, for which the content security policy would need an exception.
 */
export function announcer(): Plugin {
	return {
		name: 'announcer',
		enforce: 'pre',
		transform: {
			filter: { id: /\/@sveltejs\/kit\/src\/runtime\/components\/root\.svelte(?:\?|$)/ },
			handler(code) {
				const hidden = code.replace(
					/(id="svelte-announcer"[^>]*?)\sstyle="[^"]*"/,
					'$1 class="sr-only"'
				);
				if (hidden === code) this.error('Kit hides its announcement in another way now.');
				return { code: hidden, map: null };
			}
		}
	};
}
