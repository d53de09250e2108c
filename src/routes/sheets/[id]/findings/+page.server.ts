import { fail, redirect } from '@sveltejs/kit';
import { priorities } from '#scoring';
import { foundIn } from '#lib/journey/found-lines.ts';
import { contradictionLines } from '#lib/journey/trace-lines.ts';
import { getLocale, localizeHref } from '#lib/paraglide/runtime.js';
import { m } from '#lib/paraglide/messages.js';
import { remarkKinds } from '#lib/sheets/finding-remark.ts';
import { remark } from '#server/enterprise-sheets.ts';
import { openEnterprise } from '#server/enterprises.ts';
import { requireRight } from '#server/member.ts';
import { postedForm, textOf } from '#server/posted.ts';
import { problems } from '#server/problems.ts';
import { dossiersOf, layerAsked, layersReached, readSheet } from '#server/reading-sheets.ts';
import { shownRemarks } from '#server/shown-remarks.ts';

export async function load(event) {
	const {
		acting: { member, may },
		sheet,
		world
	} = await readSheet(event);
	const enterprise = (await openEnterprise(member, sheet.enterprise)) ?? problems.noSuchFiled();
	const layer = layerAsked(sheet, event.url);
	const { said, diagnosis } = dossiersOf(sheet)[layer];
	const locale = getLocale();
	const isFiled = sheet.state === 'filed';
	return {
		id: sheet.id,
		enterprise: enterprise.name,
		title: world.edition.data.title,
		layer,
		reached: layersReached(sheet),
		found: foundIn(world, diagnosis, locale),
		contradictions: contradictionLines(world, said, diagnosis, locale),
		remarks: shownRemarks(sheet, locale, member.person).map((one) => ({
			...one,
			title: world.edition.partByName.get(one.finding)?.title[locale] ?? one.finding
		})),
		isFiled,
		mayRemark: may('sheet.verify') && !isFiled
	};
}

/** As long as the database takes it. */
const mostText = 2000;

export const actions = {
	/** Remarks on a finding. */
	remark: async (event) => {
		const { acting, sheet, world } = await readSheet(event);
		requireRight(acting, 'sheet.verify');
		if (sheet.state === 'filed') problems.notAllowed();
		const form = await postedForm(event.request);
		const finding = textOf(form, 'finding');
		if (!isFinding(world, finding)) problems.noForm();
		const kind = remarkKinds.find((one) => one === textOf(form, 'kind')) ?? problems.noForm();
		const text = textOf(form, 'text').trim();
		const typed = { finding, kind, text, priority: textOf(form, 'priority') };
		const chosen = priorities.find((one) => one === typed.priority);
		if (text === '' || text.length > mostText)
			return fail(400, { ...typed, missing: m.remark_text_missing() });
		if (kind === 'priority' && !chosen)
			return fail(400, { ...typed, missing: m.remark_priority_missing() });
		const priority = kind === 'priority' ? chosen! : null;
		await remark(acting.member, sheet.id, { finding, kind, priority, text });
		const layer = layerAsked(sheet, event.url);
		redirect(
			303,
			localizeHref(`/sheets/${sheet.id}/findings`) + `?layer=${layer}#found-${finding}`
		);
	}
};

/** A dimension of the edition, or one of its questions. */
function isFinding({ edition }: Awaited<ReturnType<typeof readSheet>>['world'], name: string) {
	return edition.byName.has(name) || edition.root.parts.some((part) => part.name === name);
}
