import { redirect } from '@sveltejs/kit';
import { neighbours } from '#lib/editions/succession.ts';
import { readDay } from '#lib/journey/form.ts';
import { conflictLines } from '#lib/journey/conflicts.ts';
import { result } from '#lib/journey/steps.ts';
import { dayOf } from '#lib/journey/turn.ts';
import { getLocale, localizeHref } from '#lib/paraglide/runtime.js';
import { library } from '#server/content.ts';
import { claimedSheet, claimSheet } from '#server/enterprise-sheets.ts';
import { linkedTo, servePage, worldOf } from '#server/journey.ts';
import { movesOf } from '#server/moves.ts';
import { seenOf } from '#server/keeping.ts';
import { actingOf, requireMember, requireSame, type Acting } from '#server/member.ts';
import { postedForm } from '#server/posted.ts';
import { problems } from '#server/problems.ts';
import { open } from '#server/sheets.ts';

export async function load(event) {
	const { params, url, setHeaders } = event;
	setHeaders({ 'cache-control': 'no-store', 'x-robots-tag': 'noindex, nofollow' });
	const acting = actingOf(event);
	const sheet = (await open(params.token)) ?? (await tellWhere(acting, params.token));
	const { said, conflicts, keptOn, changedOn } = sheet;
	const world = worldOf(said.questionnaire) ?? problems.noSuchEdition(said.questionnaire);
	const go = url.searchParams.get('go') ?? '';
	const asked = go.startsWith('day.') ? go.slice('day.'.length) : url.searchParams.get('on');
	const { day, wrong } = dayOf(readDay(asked ?? ''), world.today);
	const page = servePage(world, { said, step: result, day }, getLocale());
	const moves = await movesOf(params.token, sheet);
	const { newer } = neighbours(library, world.edition);
	return {
		page,
		token: params.token,
		movedFrom: moves.from,
		newer: newer.map(({ ref, data }) => ({
			edition: data.edition,
			moved: moves.to.find(({ questionnaire }) => questionnaire === ref)
		})),
		wrongDay: wrong,
		conflicts: conflictLines(world, conflicts, getLocale()),
		keptOn,
		changedOn,
		seen: seenOf(params.token, sheet),
		linked: linkedTo(said.questionnaire),
		claimFor:
			acting && mayClaim(acting)
				? { id: acting.organisation.organisation, name: acting.organisation.name }
				: undefined
	};
}

export const actions = {
	/** Takes the kept result into the file of the enterprise that somebody acts for. */
	claim: async (event) => {
		const acting = requireMember(event);
		if (!mayClaim(acting)) problems.notAllowed();
		requireSame(acting, await postedForm(event.request));
		const { member } = acting;
		const id = await claimSheet(member, member.organisation, event.params.token);
		redirect(303, localizeHref(`/sheets/${id}`));
	}
};

/** Into one's own enterprise's file only: another's people have not asked for it. */
function mayClaim({ kind, may }: Acting): boolean {
	return kind === 'enterprise' && may('sheet.declare');
}

/** A link that was claimed opens nothing any more; who sees the sheet is led there. */
async function tellWhere(acting: Acting | undefined, token: string): Promise<never> {
	const id = acting && (await claimedSheet(acting.member, token));
	return id === undefined ? problems.noSuchSheet() : redirect(303, localizeHref(`/sheets/${id}`));
}
