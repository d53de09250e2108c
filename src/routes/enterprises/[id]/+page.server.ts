import { fail, redirect } from '@sveltejs/kit';
import { profilePage, readProfile } from '#lib/journey/profile-page.ts';
import { getLocale, localizeHref } from '#lib/paraglide/runtime.js';
import { fieldWords } from '#lib/words/field.ts';
import { editions, library, stageOf } from '#server/content.ts';
import { beginSheet, listSheets } from '#server/enterprise-sheets.ts';
import { describeEnterprise, openEnterprise, type Enterprise } from '#server/enterprises.ts';
import { requireMember, requireRight, type Acting } from '#server/member.ts';
import { namesIn } from '#server/names.ts';
import { postedForm } from '#server/posted.ts';
import { problems } from '#server/problems.ts';
import { regions } from '#server/regions.ts';
import { shownSheet } from '#server/shown-sheet.ts';

export async function load(event) {
	const acting = requireMember(event);
	const enterprise = await open(acting, event.params.id);
	const { kind, member, may } = acting;
	const sheets = await listSheets(member, enterprise.id);
	const mayDescribe = kind === 'enterprise' && may('profile.write');
	return {
		id: enterprise.id,
		name: enterprise.name,
		facts: told(enterprise),
		sheets: sheets.map(shownSheet),
		mayBegin: may('sheet.declare'),
		maySeeTrail: may('trail.read'),
		editions: editions.filter(isOffered).map(({ ref, data }) => ({ ref, title: data.title })),
		saved: event.url.searchParams.has('saved'),
		...(mayDescribe ? { profile: profilePage(world, saidOf(enterprise), getLocale()) } : {})
	};
}

export const actions = {
	/** Describes the enterprise anew; its lists of areas are shown level by level. */
	profile: async (event) => {
		const acting = requireMember(event);
		const enterprise = await open(acting, event.params.id);
		requireRight(acting, 'profile.write');
		const form = await postedForm(event.request);
		const said = readProfile(world, saidOf(enterprise), form);
		const profile = profilePage(world, said, getLocale());
		if (form.get('go') === 'area') return { profile };
		if (said.name === undefined || Object.keys(profile.faults).length > 0) {
			return fail(400, { profile, nameMissing: said.name === undefined });
		}
		const { area, ...facts } = said.facts as Record<string, unknown>;
		await describeEnterprise(acting.member, enterprise.id, {
			name: said.name,
			area: typeof area === 'string' ? area : undefined,
			facts,
			titles: said.titles as unknown[]
		});
		redirect(303, `${localizeHref(`/enterprises/${enterprise.id}`)}?saved`);
	},

	/** Begins a sheet of one of the editions, with what is known of the enterprise. */
	begin: async (event) => {
		const acting = requireMember(event);
		const enterprise = await open(acting, event.params.id);
		requireRight(acting, 'sheet.declare');
		const form = await postedForm(event.request);
		const ref = String(form.get('questionnaire') ?? '').slice(0, 200);
		if (!library.editions.has(ref)) problems.noSuchEdition(ref);
		const { creditCode } = enterprise;
		const id = await beginSheet(acting.member, enterprise.id, ref, {
			...saidOf(enterprise),
			...(creditCode === undefined ? {} : { creditCode })
		});
		redirect(303, localizeHref(`/sheets/${id}`));
	}
};

const world = { library, regions };

/** The operator makes enterprises and reads nothing of their files. */
async function open({ may, member }: Acting, id: string): Promise<Enterprise> {
	const found = may('file.read') ? await openEnterprise(member, id) : undefined;
	return found ?? problems.noSuchEnterprise();
}

/** The profile in the words of a case file. */
function saidOf({ name, area, facts, titles }: Enterprise) {
	return { name, facts: { ...facts, ...(area === undefined ? {} : { area }) }, titles };
}

/** What is known of it, as lines to read. */
function told(enterprise: Enterprise) {
	const { facts, titles } = saidOf(enterprise);
	const names = namesIn({});
	const fields: [string, unknown][] = [
		...Object.entries(facts).map(([id, value]): [string, unknown] => [`facts.${id}`, value]),
		...(titles.length > 0 ? [['titles', titles] as [string, unknown]] : [])
	];
	return fields.map(([field, value]) => {
		const { title, said } = fieldWords(undefined, names, field, getLocale());
		return { field, title, value: said(value) };
	});
}

/** Of one that has ended, and of a draft, nothing begins. */
function isOffered({ ref }: { readonly ref: string }): boolean {
	return stageOf(ref).stage === 'published';
}
