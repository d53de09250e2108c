import { fail, redirect } from '@sveltejs/kit';
import { profilePage, readProfile } from '#lib/journey/profile-page.ts';
import { mostCharacters } from '#lib/sheets/patch.ts';
import { m } from '#lib/paraglide/messages.js';
import { getLocale, localizeHref } from '#lib/paraglide/runtime.js';
import { fieldWords } from '#lib/words/field.ts';
import { listPackages, packableSheets } from '#server/archive/packages.ts';
import { assign } from '#server/assignments.ts';
import { today } from '#server/clock.ts';
import { editions, library, stageOf } from '#server/content.ts';
import { beginSheet, listSheets } from '#server/enterprise-sheets.ts';
import { describeEnterprise, listOrganisations, type Enterprise } from '#server/enterprises.ts';
import { requireMember, requireRight, type Acting } from '#server/member.ts';
import { namesIn } from '#server/names.ts';
import { isUuid } from '#server/refused.ts';
import { fileFigures } from '#server/plan-figures.ts';
import { postedForm } from '#server/posted.ts';
import { problems } from '#server/problems.ts';
import { readEnterprise } from '#server/reading-enterprises.ts';
import { regions } from '#server/regions.ts';
import { shownAssignments } from '#server/shown-assignment.ts';
import { shownPlan } from '#server/shown-plan.ts';
import { shownSheet } from '#server/shown-sheet.ts';
import { readAssigned } from '#server/visit-forms.ts';

export async function load(event) {
	const acting = requireMember(event);
	const enterprise = await readEnterprise(acting, event.params.id);
	const { kind, member, may } = acting;
	const sheets = await listSheets(member, enterprise.id);
	const packable = await packableSheets(member, enterprise.id);
	const packages = await listPackages(member, enterprise.id);
	const mayDescribe = kind === 'enterprise' && may('profile.write');
	return {
		id: enterprise.id,
		name: enterprise.name,
		facts: told(enterprise),
		sheets: sheets.map(shownSheet),
		packable: sheets.filter(({ id }) => packable.has(id)).map(shownSheet),
		packages: packages.map(({ hash, bytes, at, sheet }) => ({ hash, bytes, on: today(at), sheet })),
		mayBegin: may('sheet.declare'),
		maySeeTrail: may('trail.read'),
		editions: editions.filter(isOffered).map(({ ref, data }) => ({ ref, title: data.title })),
		improvement: await improvementOf(acting, enterprise.id),
		assignments: await shownAssignments(member, { enterprise: enterprise.id }),
		...(may('assignment.make') ? { assigning: await assigning(acting, event.url) } : {}),
		saved: event.url.searchParams.has('saved'),
		...(mayDescribe ? { profile: profilePage(world, saidOf(enterprise), getLocale()) } : {})
	};
}

export const actions = {
	/** Describes the enterprise anew; its lists of areas are shown level by level. */
	profile: async (event) => {
		const acting = requireMember(event);
		const enterprise = await readEnterprise(acting, event.params.id);
		requireRight(acting, 'profile.write');
		const form = await postedForm(event.request);
		const said = readProfile(world, saidOf(enterprise), form);
		const profile = profilePage(world, said, getLocale());
		if (form.get('go') === 'area') return { profile };
		const nameFault = faultOfName(said.name);
		if (said.name === undefined || nameFault || Object.keys(profile.faults).length > 0) {
			return fail(400, { profile, nameFault });
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
		const enterprise = await readEnterprise(acting, event.params.id);
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
	},

	/** Assigns the enterprise to a provider, from its first day to its last. */
	assign: async (event) => {
		const acting = requireMember(event);
		const enterprise = await readEnterprise(acting, event.params.id);
		requireRight(acting, 'assignment.make');
		const { given, faults, typed } = readAssigned(await postedForm(event.request));
		if (!given) return fail(400, { assign: { faults, typed } });
		await requireProvider(acting, given.provider);
		const id = await assign(acting.member, { enterprise: enterprise.id, ...given });
		redirect(303, localizeHref(`/assignments/${id}`));
	}
};

const world = { library, regions };

/** A profile has a name, no longer than a sheet that begins with it takes. */
function faultOfName(name: string | undefined): string | undefined {
	if (name === undefined) return m.profile_name_missing();
	const most = mostCharacters('name');
	return [...name].length > most ? m.problem_text_long({ count: most }) : undefined;
}

/** @throws the problem, where they see no provider of that id */
async function requireProvider({ member }: Acting, id: string): Promise<void> {
	const found = isUuid(id) ? await listOrganisations(member, { kind: 'provider', id }) : undefined;
	if (!found || found.lines.length === 0) problems.noSuchProvider();
}

/** Its plans of improvement, and what they come to. */
async function improvementOf({ member }: Acting, id: string) {
	const { plans, figures, conversion } = await fileFigures(member, id);
	return { plans: plans.map(shownPlan), figures, conversion };
}

/** The providers it can be assigned to, and the day it would begin. */
async function assigning({ member }: Acting, url: URL) {
	const named = (url.searchParams.get('provider') ?? '').trim().slice(0, 200);
	const { lines, more } = await listOrganisations(member, { kind: 'provider', named });
	return { providers: lines.map(({ id, name }) => ({ id, name })), named, more, today: today() };
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
