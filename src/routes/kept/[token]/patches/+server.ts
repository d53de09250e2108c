import { m } from '#lib/paraglide/messages.js';
import { append } from '#server/sheets.ts';
import { postedJson } from '#server/posted.ts';
import { problems } from '#server/problems.ts';
import type { Patch } from '#lib/sheets/patch.ts';

/** Takes the changes that a device made of a kept sheet: `{ patches: […] }`. All or none are kept. */
export async function POST({ request, params }) {
	await append(params.token, await read(request));
	return new Response(null, { status: 204, headers: { 'cache-control': 'no-store' } });
}

/** The patches as they came; `append` looks at each. */
async function read(request: Request): Promise<readonly Patch[]> {
	const body = await postedJson(request);
	const { patches } = (typeof body === 'object' && body !== null ? body : {}) as {
		patches?: unknown;
	};
	return Array.isArray(patches) ? (patches as Patch[]) : problems.badPatch(m.patch_no_list());
}
