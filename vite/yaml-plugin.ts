import { relative } from 'node:path';
import type { Plugin } from 'vite';
import { parseYaml } from '../src/lib/library/yaml.ts';

/** Makes a module of each content file, so that the build carries it and a faulty one stops it. */
export function yaml(): Plugin {
	return {
		name: 'yaml',
		transform: {
			filter: { id: /\/(?:questionnaires|measures)\/.+\.yaml$/ },
			handler(text, id) {
				const content = parseYaml(text, relative(this.environment.config.root, id));
				return { code: `export default ${JSON.stringify(content)}`, map: null, moduleType: 'js' };
			}
		}
	};
}
