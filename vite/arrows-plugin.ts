import { isBuiltin } from 'node:module';
import { relative, resolve, sep } from 'node:path';
import type { Plugin } from 'vite';

/** For each room, the only places it may reach. What is named first wins. */
const rooms: [room: string, reach: string[]][] = [
	// Generated; its server half, which only hooks.server.ts loads, uses Node.
	['src/lib/paraglide/', ['']],
	['scoring/', ['scoring/', 'node_modules/valibot/']],
	['src/lib/', ['src/lib/', 'scoring/', 'questionnaires/', 'measures/', 'node_modules/']]
];

/**
 * Refuses to bundle what goes against the arrows routes → server → lib → scoring. ESLint says the
 * same while one writes; this holds for what is really bundled. That src/server stays out of the
 * browser is seen to by Kit's own guard, which refuses any `server/` folder there.
 */
export function arrows(): Plugin {
	return {
		name: 'arrows',
		enforce: 'pre',
		apply: 'build',
		async resolveId(source, importer, options) {
			const from = importer && pathOf(importer);
			const room = rooms.find(([folder]) => from?.startsWith(folder));
			if (!room) return null;
			const target = await this.resolve(source, importer, { ...options, skipSelf: true });
			if (!target || isVirtual(target.id)) return target;

			const [folder, reach] = room;
			// The server's packages are not bundled: such a one is known by its bare name.
			const isPackage = target.external && !isBuiltin(target.id);
			const to = isPackage ? `node_modules/${target.id}/` : pathOf(target.id);
			if (!reach.some((place) => to.startsWith(place))) {
				this.error(`${folder} may not reach ${source}, which ${from} imports.`);
			}
			return target;
		}
	};
}

/** By Rollup's custom, a module that no file holds: the build's own helpers are such. */
function isVirtual(id: string): boolean {
	return id.startsWith('\0');
}

function pathOf(id: string): string {
	return relative(resolve('.'), id).split(sep).join('/');
}
