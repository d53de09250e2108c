import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';
import { compile } from 'svelte/compiler';

/** From here on, Node imports components as the server renders them, and styles as nothing. */
registerHooks({
	load(url, context, next) {
		if (url.endsWith('.css')) return { format: 'module', source: '', shortCircuit: true };
		if (!url.endsWith('.svelte')) return next(url, context);
		const filename = fileURLToPath(url);
		const { js } = compile(readFileSync(filename, 'utf8'), { generate: 'server', filename });
		return { format: 'module', source: js.code, shortCircuit: true };
	}
});
