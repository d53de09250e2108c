import { fail, redirect } from '@sveltejs/kit';
import { locales } from '#scoring';
import { withdrawalCategories } from '#lib/file-decision.ts';
import { getLocale, localizeHref } from '#lib/paraglide/runtime.js';
import { groupedCode } from '#lib/report/code.ts';
import { layers } from '#lib/sheets/life.ts';
import { m } from '#lib/paraglide/messages.js';
import { today } from '#server/clock.ts';
import { areaName, library } from '#server/content.ts';
import { openEnterprise } from '#server/enterprises.ts';
import { decideFile } from '#server/file-decisions.ts';
import { issueReport, listIssued } from '#server/issued-reports.ts';
import { requireRight } from '#server/member.ts';
import { postedForm, textOf } from '#server/posted.ts';
import { problems } from '#server/problems.ts';
import { readSheet } from '#server/reading-sheets.ts';
import { readSettings } from '#server/settings.ts';

export async function load(event) {
	const { acting, sheet, world } = await readSheet(event);
	const { member, may } = acting;
	const enterprise = (await openEnterprise(member, sheet.enterprise)) ?? problems.noSuchFiled();
	const isFiled = sheet.state === 'filed';
	const issued = await listIssued(member, sheet.id);
	return {
		id: sheet.id,
		enterprise: enterprise.name,
		title: world.edition.data.title,
		isFiled,
		issued: issued.map(({ withdrawn, ...line }) => ({
			...line,
			grouped: groupedCode(line.code),
			...(withdrawn ? { withdrawn: { ...withdrawn, on: today(withdrawn.on) } } : {})
		})),
		making: isFiled && may('report.issue') ? { layers, locales, locale: getLocale() } : undefined,
		mayWithdraw: may('report.withdraw'),
		categories: withdrawalCategories
	};
}

export const actions = {
	/** Issues the report of a layer in a language. */
	issue: async (event) => {
		const { acting, sheet } = await readSheet(event);
		requireRight(acting, 'report.issue');
		const form = await postedForm(event.request);
		const layer = layers.find((one) => one === textOf(form, 'layer')) ?? problems.noForm();
		const locale = locales.find((one) => one === textOf(form, 'locale')) ?? problems.noForm();
		const code = await issueReport(
			acting.member,
			sheet.id,
			{ layer, locale },
			{ library, on: today(), areaName, origin: readSettings(process.env).ORIGIN }
		);
		return done(sheet.id, code);
	},

	/** Withdraws one. */
	withdraw: async (event) => {
		const { acting, sheet } = await readSheet(event);
		requireRight(acting, 'report.withdraw');
		const form = await postedForm(event.request);
		const issued = await listIssued(acting.member, sheet.id);
		const { code } =
			issued.find((one) => one.code === textOf(form, 'code')) ?? problems.noSuchReport();
		const category =
			withdrawalCategories.find((one) => one === textOf(form, 'category')) ?? problems.noForm();
		const reason = textOf(form, 'reason').trim();
		if (reason === '' || reason.length > 2000) {
			return fail(400, { code, category, reason, missing: m.reason_missing() });
		}
		const decided = { kind: 'withdrawal', report: code, category, reason } as const;
		await decideFile(acting.member, sheet.enterprise, decided);
		return done(sheet.id, code);
	}
};

function done(id: string, code: string): never {
	return redirect(303, `${localizeHref(`/sheets/${id}/reports`)}#${code}`);
}
