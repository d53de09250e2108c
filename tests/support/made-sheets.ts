import type { CaseFile } from '#lib/diagnosis/case-file.ts';
import { change } from '#lib/sheets/patch.ts';
import type { Library } from '#lib/library/library.ts';
import type { RoleId } from '#lib/roles.ts';
import type { Layer, State } from '#lib/sheets/life.ts';
import * as files from '#server/enterprise-sheets.ts';
import type { Made } from './members.ts';

export const questionnaire = 'sme-digital-level@2024';

/** As an enterprise signs it. */
export const statement = {
	text: '以上内容真实。',
	signature: { name: '测试', post: '厂长', strokes: [] }
};

/** Says something in a layer, as somebody who sees all that was said before. */
export async function say(
	{ members }: Made,
	role: RoleId,
	id: string,
	layer: Layer,
	value: unknown,
	reason?: string
): Promise<void> {
	const { own } = (await files.openSheet(members[role], id))!.layers[layer];
	const madeAt = '2026-11-20T02:00:00.000Z';
	const patches = change(own, 'answers.scheduling', value, { madeAt });
	await files.answer(members[role], id, layer, patches, reason);
}

/**
 * A sheet that went straight to a state: scheduling is declared as 3 of 0 to 4, verified as 2.
 * @param known what is declared besides
 * @returns its id
 */
export async function makeSheet(
	made: Made,
	library: Library,
	state: State,
	known: Omit<CaseFile, 'questionnaire'> = {}
): Promise<string> {
	const { members, enterprise } = made;
	const id = await files.beginSheet(members['enterprise-admin'], enterprise, questionnaire, known);
	await say(made, 'enterprise-filler', id, 'declared', 3);
	for (const [to, role] of wayTo(state)) {
		if (to === 'filed') await files.fileSheet(members[role], id, library, '2026-11-22');
		else {
			const reason = to === 'returned' ? '请补充设备清单' : null;
			const signed = to === 'submitted' ? statement : null;
			await files.takeStep(members[role], id, to, { reason, statement: signed });
		}
		if (to === 'verifying') await say(made, role, id, 'verified', 2);
	}
	return id;
}

function wayTo(state: State): (readonly [State, RoleId])[] {
	const returned = ['returned', 'consultant'] as const;
	const way = [
		['draft', 'enterprise-admin'],
		['submitted', 'enterprise-admin'],
		['verifying', 'consultant'],
		['verified', 'consultant'],
		['reviewing', 'government-reviewer'],
		['filed', 'government-reviewer']
	] as const;
	if (state === 'returned') return [way[1], returned];
	return way.slice(1, way.findIndex(([to]) => to === state) + 1);
}
