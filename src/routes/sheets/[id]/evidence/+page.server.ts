import { fail, redirect } from '@sveltejs/kit';
import { openPage } from '#lib/journey/page.ts';
import { about } from '#lib/journey/steps.ts';
import type { World } from '#lib/journey/world.ts';
import { getLocale, localizeHref } from '#lib/paraglide/runtime.js';
import { openEnterprise } from '#server/enterprises.ts';
import {
	addEvidence,
	evidenceEndings,
	listEvidence,
	missingEvidence,
	mostEvidenceMegabytes,
	settleEvidence
} from '#server/evidence.ts';
import { takeEvidence } from '#server/evidence-forms.ts';
import { postedForm, textOf } from '#server/posted.ts';
import { problems } from '#server/problems.ts';
import { refuseTooMany } from '#server/rate-limit.ts';
import { readSheet } from '#server/reading-sheets.ts';
import { countEvidence, mayAddEvidence, shownEvidence } from '#server/shown-evidence.ts';

export async function load(event) {
	const reading = await readSheet(event);
	const { acting, sheet, world } = reading;
	const { member } = acting;
	const enterprise = (await openEnterprise(member, sheet.enterprise)) ?? problems.noSuchFiled();
	const { said } = sheet.layers.confirmed;
	const { live } = openPage(world, { said, step: about, day: world.today }, getLocale());
	const pieces = await listEvidence(member, sheet.id);
	const groups = shownEvidence(
		world,
		live.applies,
		pieces,
		member.person,
		await missingEvidence(pieces)
	);
	return {
		id: sheet.id,
		enterprise: enterprise.name,
		title: world.edition.data.title,
		isFiled: sheet.state === 'filed',
		mayAdd: mayAddEvidence(reading),
		endings: evidenceEndings,
		most: mostEvidenceMegabytes,
		count: countEvidence(groups),
		groups,
		onlyMissing: event.url.searchParams.has('missing'),
		added: event.url.searchParams.get('added')
	};
}

export const actions = {
	/**
	 * Takes a piece in. For which question stands in the address: of a form that is too long, or did not come
	 * whole, nothing else can be read.
	 */
	add: async (event) => {
		const reading = await readSheet(event);
		if (!mayAddEvidence(reading)) problems.notAllowed();
		refuseTooMany('upload', event);
		const { acting, sheet, world } = reading;
		const field = fieldOf(world, event.url);
		const replaces = event.url.searchParams.get('replaces');
		const refused = await takeEvidence(event, (sent) =>
			addEvidence(acting.member, sheet.id, { ...sent, field, replaces })
		);
		if (refused) {
			const { status, ...told } = refused;
			return fail(status, { field, replaces, ...told });
		}
		const here = localizeHref(`/sheets/${sheet.id}/evidence`);
		redirect(303, `${here}?added=${field}#${field}`);
	},

	/** Says what becomes of a piece, where another took the same place at the same time. */
	settle: async (event) => {
		const reading = await readSheet(event);
		if (!mayAddEvidence(reading)) problems.notAllowed();
		const form = await postedForm(event.request);
		const over = textOf(form, 'over');
		const { acting, sheet } = reading;
		const piece = textOf(form, 'piece');
		const { field } = await settleEvidence(acting.member, sheet.id, piece, over || null);
		redirect(303, `${localizeHref(`/sheets/${sheet.id}/evidence`)}#${field}`);
	}
};

function fieldOf({ edition }: World, { searchParams }: URL): string {
	const field = searchParams.get('field') ?? '';
	const [, name] = /^answers\.(.+)$/.exec(field) ?? [];
	return name !== undefined && edition.byName.has(name) ? field : problems.noForm();
}
