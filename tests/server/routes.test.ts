import { randomUUID } from 'node:crypto';
import { globSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { roleIds } from '#lib/roles.ts';
import type { State } from '#lib/sheets/life.ts';
import { change } from '#lib/sheets/patch.ts';
import { closeDatabase, openDatabase, printEvent, withJobs } from '#server/db/index.ts';
import * as assignments from '#server/assignments.ts';
import * as files from '#server/enterprise-sheets.ts';
import { issueReport } from '#server/issued-reports.ts';
import * as people from '#server/members.ts';
import { askForBatch, openBatch } from '#server/print-batches.ts';
import * as sheets from '#server/sheets.ts';
import { putFile } from '#server/store.ts';
import { hashOf } from '#server/token.ts';
import * as assignmentPage from '../../src/routes/assignments/[id]/+page.server.ts';
import * as batchList from '../../src/routes/batches/+page.server.ts';
import * as batchPage from '../../src/routes/batches/[id]/+page.server.ts';
import * as batchIndex from '../../src/routes/batches/[id]/index.xlsx/+server.ts';
import * as batchPackage from '../../src/routes/batches/[id]/items/[item]/package.zip/+server.ts';
import * as batchPdf from '../../src/routes/batches/[id]/items/[item]/report.pdf/+server.ts';
import * as batchPackages from '../../src/routes/batches/[id]/packages.zip/+server.ts';
import * as batchProgress from '../../src/routes/batches/[id]/progress/+server.ts';
import * as batchZip from '../../src/routes/batches/[id]/reports.zip/+server.ts';
import * as journey from '../../src/routes/diagnose/[instrument]/[edition]/+page.server.ts';
import * as comparePage from '../../src/routes/enterprises/[id]/compare/+page.server.ts';
import * as storyPage from '../../src/routes/enterprises/[id]/file/+page.server.ts';
import * as enterprisePage from '../../src/routes/enterprises/[id]/+page.server.ts';
import * as keepingPage from '../../src/routes/enterprises/[id]/keeping/+page.server.ts';
import * as evidenceFile from '../../src/routes/evidence/[id]/+server.ts';
import * as thumbnail from '../../src/routes/evidence/[id]/thumbnail/+server.ts';
import * as areaFiles from '../../src/routes/files/+page.server.ts';
import * as areaFilesXlsx from '../../src/routes/files.xlsx/+server.ts';
import * as members from '../../src/routes/(people)/members/+page.server.ts';
import * as organisations from '../../src/routes/(people)/organisations/+page.server.ts';
import * as correctionPage from '../../src/routes/(people)/organisations/[id]/correction/+page.server.ts';
import * as organisationPage from '../../src/routes/(people)/organisations/[id]/+page.server.ts';
import * as signIns from '../../src/routes/(people)/sign-ins/+page.server.ts';
import * as keeping from '../../src/routes/keeping/+page.server.ts';
import * as kept from '../../src/routes/kept/[token]/+page.server.ts';
import * as plans from '../../src/routes/plans/+page.server.ts';
import * as planPage from '../../src/routes/plans/[id]/+page.server.ts';
import * as actionPage from '../../src/routes/plans/[id]/actions/[action]/+page.server.ts';
import * as planXlsx from '../../src/routes/plans/[id]/plan.xlsx/+server.ts';
import * as reviewPage from '../../src/routes/sheets/[id]/[layer]/[dimension]/+page.server.ts';
import * as differences from '../../src/routes/sheets/[id]/differences/+page.server.ts';
import * as movePage from '../../src/routes/sheets/[id]/move/[edition]/+page.server.ts';
import * as evidencePage from '../../src/routes/sheets/[id]/evidence/+page.server.ts';
import * as findingsPage from '../../src/routes/sheets/[id]/findings/+page.server.ts';
import * as tracePage from '../../src/routes/sheets/[id]/trace/+page.server.ts';
import * as traceFile from '../../src/routes/sheets/[id]/trace.json/+server.ts';
import * as road from '../../src/routes/sheets/[id]/road/+page.server.ts';
import * as sheetPage from '../../src/routes/sheets/[id]/+page.server.ts';
import * as packageZip from '../../src/routes/sheets/[id]/package.zip/+server.ts';
import * as report from '../../src/routes/sheets/[id]/report/+server.ts';
import * as reports from '../../src/routes/sheets/[id]/reports/+page.server.ts';
import * as issuedWord from '../../src/routes/sheets/[id]/reports/[code]/report.docx/+server.ts';
import * as record from '../../src/routes/sheets/[id]/reports/[code]/report.json/+server.ts';
import * as issuedPdf from '../../src/routes/sheets/[id]/reports/[code]/report.pdf/+server.ts';
import * as trail from '../../src/routes/trail/+page.server.ts';
import * as work from '../../src/routes/work/+page.server.ts';
import { openContent } from '../../scripts/content.ts';
import { creditCodeOf } from '../../scripts/demo/fill.ts';
import { ask, type Asking } from '../support/asked.ts';
import { databases, makeFolder, type TestDatabase } from '../support/databases.ts';
import { addPicture, uploading } from '../support/uploads.ts';
import { addPlanPicture, makePlan } from '../support/made-plans.ts';
import { makeSheet, questionnaire } from '../support/made-sheets.ts';
import { changan, makeMembers, type Made } from '../support/members.ts';
import { prepare } from '../support/prepare.ts';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

const library = openContent();

/**
 * Every address there is: open to everyone, to who holds its link, to people who have signed in and act for an
 * organisation, or about who has signed in alone (tests/server/accounts tries those).
 */
const routes: Record<string, 'open' | 'link' | 'member' | 'self'> = {
	'/': 'open',
	'/account': 'self',
	'/account/export.json': 'self',
	'/account/second-factor': 'self',
	'/areas.json': 'open',
	'/assignments/[id]': 'member',
	'/batches': 'member',
	'/batches/[id]': 'member',
	'/batches/[id]/index.xlsx': 'member',
	'/batches/[id]/items/[item]/package.zip': 'member',
	'/batches/[id]/items/[item]/report.pdf': 'member',
	'/batches/[id]/packages.zip': 'member',
	'/batches/[id]/progress': 'member',
	'/batches/[id]/reports.zip': 'member',
	'/consent': 'self',
	'/diagnose': 'open',
	'/diagnose/[instrument]/[edition]': 'open',
	'/diagnose/[instrument]/[edition]/content.json': 'open',
	'/diagnose/[instrument]/[edition]/move/[other]': 'open',
	'/enterprises/[id]': 'member',
	'/enterprises/[id]/file': 'member',
	'/enterprises/[id]/keeping': 'member',
	'/enterprises/[id]/compare': 'member',
	'/evidence/[id]': 'member',
	'/evidence/[id]/thumbnail': 'member',
	'/files': 'member',
	'/files.xlsx': 'member',
	'/invitation/[token]': 'link',
	'/keeping': 'member',
	'/kept/[token]': 'link',
	'/kept/[token]/move/[edition]': 'link',
	'/kept/[token]/patches': 'link',
	'/measures': 'open',
	'/measures.xlsx': 'open',
	'/measures/[document]': 'open',
	'/measures/[document]/[measure]': 'open',
	'/measures/calendar': 'open',
	'/members': 'member',
	'/new-password/[token]': 'link',
	'/organisations': 'member',
	'/organisations/[id]': 'member',
	'/organisations/[id]/correction': 'member',
	'/plans': 'member',
	'/plans/[id]': 'member',
	'/plans/[id]/actions/[action]': 'member',
	'/plans/[id]/plan.xlsx': 'member',
	'/print/[token]': 'link',
	'/privacy': 'open',
	'/register': 'open',
	'/report': 'open',
	'/report.xlsx': 'open',
	'/sheets/[id]': 'member',
	'/sheets/[id]/[layer]/[dimension]': 'member',
	'/sheets/[id]/differences': 'member',
	'/sheets/[id]/evidence': 'member',
	'/sheets/[id]/move/[edition]': 'member',
	'/sheets/[id]/package.zip': 'member',
	'/sheets/[id]/report': 'member',
	'/sheets/[id]/reports': 'member',
	'/sheets/[id]/reports/[code]/report.docx': 'member',
	'/sheets/[id]/reports/[code]/report.json': 'member',
	'/sheets/[id]/reports/[code]/report.pdf': 'member',
	'/sheets/[id]/findings': 'member',
	'/sheets/[id]/trace': 'member',
	'/sheets/[id]/trace.json': 'member',
	'/sheets/[id]/road': 'member',
	'/sign-in': 'open',
	'/sign-in/oidc': 'open',
	'/sign-in/oidc/callback/oidc': 'open',
	'/sign-in/second-factor': 'open',
	'/sign-ins': 'member',
	'/standards': 'open',
	'/standards/[instrument]/[edition]': 'open',
	'/standards/[instrument]/[edition]/compare/[other]': 'open',
	'/standards/[instrument]/[edition]/survey.json': 'open',
	'/trace': 'open',
	'/trace.json': 'open',
	'/trail': 'member',
	'/verify': 'open',
	'/verify/[code]': 'open',
	'/work': 'member'
};

test('every address in the tree is one of these, and every one is there', () => {
	const there = globSync('src/routes/**/+{page.svelte,server.ts}').map((file) => {
		const folders = file.split(/[\\/]/).slice(2, -1);
		return `/${folders.filter((one) => !one.startsWith('(')).join('/')}`;
	});
	expect([...new Set(there)].sort()).toEqual(Object.keys(routes).sort());
});

interface Case {
	readonly route: string;
	/** What the sheet is that it is asked of; none where it is not asked of one. */
	readonly state?: State;
	readonly work: (event: never) => unknown;
	readonly asking: (made: Made, id: string) => Omit<Asking, 'who'> | Promise<Omit<Asking, 'who'>>;
	/** The status for each role, in the order of `roleIds`, asking of its own world. */
	readonly own: string;
	/** The same for those of another world; 404 for all of them where nothing is said. */
	readonly strangers?: string;
}

const of = (id: string) => ({ id });
const step = (to: State, more: Record<string, string> = {}) => ({
	work: sheetPage.actions.step,
	asking: (_: Made, id: string) => ({ params: of(id), form: { to, ...more } })
});
const signed = { 'statement.name': '测试', 'statement.post': '厂长', agreed: 'yes' };
const reviewed = (layer: string) => (_: Made, id: string) => ({
	params: { id, layer, dimension: 'digital-operation' }
});
const remarked = { finding: 'scheduling', kind: 'words', text: '已看' };
const visited = {
	'visit.day': '2026-11-20',
	'visit.from': '9:00',
	'visit.until': '11:00',
	'consultant.name': '顾问',
	'enterprise.name': '厂长'
};

/** A draft of an edition that a newer one follows. */
async function ofOlderEdition({ members, enterprise }: Made): Promise<Omit<Asking, 'who'>> {
	const admin = members['enterprise-admin'];
	const id = await files.beginSheet(admin, enterprise, 'two-integration@2026');
	return { params: { id, edition: '2026-2' }, form: {} };
}

/** An assignment that runs, with its consultant, and with what else became of it. */
function assigned(
	form?: (made: Made) => Record<string, string>,
	became: readonly ('visit' | 'confirmed' | 'ended')[] = []
): Pick<Case, 'route' | 'asking'> {
	return {
		route: '/assignments/[id]',
		asking: async (made) => {
			const { members, enterprise, organisations } = made;
			const id = await assignments.assign(members['government-officer'], {
				enterprise,
				provider: organisations.provider,
				startsAt: new Date(Date.now() - 3_600_000),
				endsAt: new Date(Date.now() + 3_600_000)
			});
			const { consultant, 'enterprise-admin': admin } = members;
			await assignments.nameConsultant(members['provider-manager'], id, consultant.person);
			if (became.includes('visit')) {
				const visit = { from: '2026-11-20T01:00:00.000Z', until: '2026-11-20T03:00:00.000Z' };
				const hand = (name: string) => ({ name, post: '', strokes: [] });
				await assignments.recordVisit(
					consultant,
					id,
					{ ...visit, seen: [], remarks: '' },
					{ consultant: hand('顾问'), enterprise: hand('厂长') }
				);
			}
			if (became.includes('confirmed')) await assignments.confirmVisits(admin, id, 1);
			if (became.includes('ended'))
				await assignments.endAssignment(members['government-officer'], id);
			return { params: of(id), ...(form ? { form: form(made) } : {}) };
		}
	};
}
let codes = 0;
/** Another one each time: one enterprise has a code. */
const nextCode = () => creditCodeOf((codes += 1));
/** A plan that follows from a draft, with one action. */
function planned(
	form?: (plan: { id: string; action: string }) => Record<string, string>
): Pick<Case, 'route' | 'state' | 'asking'> {
	return {
		route: '/plans/[id]',
		state: 'draft',
		asking: async (made, sheet) => {
			const { id, action } = await makePlan(made, sheet);
			const plan = { id, action };
			return { params: plan, ...(form ? { form: form(plan) } : {}) };
		}
	};
}
/** A batch that the officer has asked for, of which a worker has told something. */
function printing(
	kind: 'printed' | 'failed',
	form?: Record<string, string>,
	of: { kind: 'packages' } | { layer: 'confirmed' } = { layer: 'confirmed' }
): Pick<Case, 'state' | 'asking'> {
	return {
		state: 'filed',
		asking: async ({ members }, id) => {
			const officer = members['government-officer'];
			const batch = await askForBatch(officer, { sheets: [id], locale: 'zh-cn', ...of });
			const item = (await openBatch(officer, batch))!.items[0]!.id;
			const file = await putFile(new TextEncoder().encode('%PDF-'));
			const told = kind === 'printed' ? { file, bytes: 5 } : { why: 'browser' as const };
			await withJobs((database) =>
				database.insert(printEvent).values({ batch, item, kind, ...told })
			);
			return { params: { id: batch, item }, ...(form ? { form } : {}) };
		}
	};
}
const nobody = '404 404 404 404 404 404 404';

/**
 * Who gets what. The columns are the administrator and the filler of the enterprise, the manager and the
 * consultant of its provider, the officer and the reviewer of its government, and the operator. 303 is an
 * action that was taken, 403 is for what one sees and may not do, 404 for what one is not told of.
 */
const cases: Record<string, Case> = {
	'one’s own start page': {
		route: '/work',
		work: work.load,
		asking: () => ({ path: '/work' }),
		own: '200 200 200 200 200 200 200',
		strangers: '200 200 200 200 200 200 200'
	},
	'who did what': {
		route: '/trail',
		work: trail.load,
		asking: () => ({ path: '/trail' }),
		own: '200 403 403 403 403 200 403',
		strangers: '200 403 403 403 403 200 403'
	},
	'who signed in': {
		route: '/sign-ins',
		work: signIns.load,
		asking: () => ({ path: '/sign-ins' }),
		own: '403 403 403 403 403 403 200',
		strangers: '403 403 403 403 403 403 200'
	},
	'the people of one’s own organisation': {
		route: '/members',
		work: members.load,
		asking: () => ({ path: '/members' }),
		own: '200 403 200 403 403 200 200',
		strangers: '200 403 200 403 403 200 200'
	},
	// A role of a government unit: whoever may invite into another kind of organisation is told so.
	'somebody invited as its officer': {
		route: '/members',
		work: members.actions.invite,
		asking: () => ({ path: '/members', form: { role: 'government-officer' } }),
		own: '409 403 409 403 403 200 409',
		strangers: '409 403 409 403 403 200 409'
	},
	'the role of somebody of the enterprise changed': {
		route: '/members',
		work: members.actions.role,
		asking: ({ members }) => ({
			form: { person: members['enterprise-filler'].person, role: 'enterprise-filler' }
		}),
		own: '303 403 404 403 403 404 404',
		strangers: '404 403 404 403 403 404 404'
	},
	// The only one who may invite others there.
	'the membership of its administrator ended': {
		route: '/members',
		work: members.actions.end,
		asking: ({ members }) => ({ form: { person: members['enterprise-admin'].person } }),
		own: '409 403 404 403 403 404 404',
		strangers: '404 403 404 403 403 404 404'
	},
	'an invitation into the provider taken back': {
		route: '/members',
		work: members.actions['take-back'],
		asking: invitedConsultant,
		own: '404 403 303 403 403 404 303',
		strangers: '404 403 404 403 403 404 303'
	},
	'the organisations': {
		route: '/organisations',
		work: organisations.load,
		asking: () => ({ path: '/organisations' }),
		own: '403 403 403 403 403 403 200',
		strangers: '403 403 403 403 403 403 200'
	},
	'an organisation made': {
		route: '/organisations',
		work: organisations.actions.make,
		asking: () => ({ form: { id: randomUUID(), kind: 'provider', name: '测试服务机构' } }),
		own: '403 403 403 403 403 403 200',
		strangers: '403 403 403 403 403 403 200'
	},
	'its lists of areas': {
		route: '/organisations',
		work: organisations.actions.area,
		asking: () => ({ form: { area: '320000' } }),
		own: '403 403 403 403 403 403 200',
		strangers: '403 403 403 403 403 403 200'
	},
	'an invitation taken back there': {
		route: '/organisations',
		work: organisations.actions['take-back'],
		asking: invitedConsultant,
		own: '403 403 403 403 403 403 303',
		strangers: '403 403 403 403 403 403 303'
	},
	'a provider as an operator sees it': {
		route: '/organisations/[id]',
		work: organisationPage.load,
		asking: ({ organisations }) => ({ params: of(organisations.provider) }),
		own: '403 403 403 403 403 403 200',
		strangers: '403 403 403 403 403 403 200'
	},
	// It invites its people itself.
	'an enterprise as an operator sees it': {
		route: '/organisations/[id]',
		work: organisationPage.load,
		asking: ({ enterprise }) => ({ params: of(enterprise) }),
		own: '403 403 403 403 403 403 404',
		strangers: '403 403 403 403 403 403 404'
	},
	'how an enterprise is registered': {
		route: '/organisations/[id]/correction',
		work: correctionPage.load,
		asking: ({ enterprise }) => ({ params: of(enterprise) }),
		own: '403 403 403 403 403 403 200',
		strangers: '403 403 403 403 403 403 200'
	},
	'its name put right': {
		route: '/organisations/[id]/correction',
		work: correctionPage.actions.default,
		asking: ({ enterprise }) => ({
			params: of(enterprise),
			form: { name: '测试厂', creditCode: nextCode(), reason: '登记时写错' }
		}),
		own: '403 403 403 403 403 403 303',
		strangers: '403 403 403 403 403 403 303'
	},
	// Those of the test have no account to speak of: whoever may reaches that far.
	'a link to a new password for somebody of the enterprise': {
		route: '/members',
		work: members.actions.reset,
		asking: ({ members }) => ({ form: { person: members['enterprise-filler'].person } }),
		own: '409 403 404 403 403 404 409',
		strangers: '404 403 404 403 403 404 409'
	},
	'one for whoever signs in with a name': {
		route: '/organisations',
		work: organisations.actions.reset,
		asking: () => ({ form: { login: 'nobody-here' } }),
		own: '403 403 403 403 403 403 404',
		strangers: '403 403 403 403 403 403 404'
	},
	'somebody invited into the provider': {
		route: '/organisations/[id]',
		work: organisationPage.actions.invite,
		asking: ({ organisations }) => ({
			params: of(organisations.provider),
			form: { role: 'provider-manager' }
		}),
		own: '403 403 403 403 403 403 200',
		strangers: '403 403 403 403 403 403 200'
	},
	'an invitation into the provider taken back by an operator': {
		route: '/organisations/[id]',
		work: organisationPage.actions['take-back'],
		asking: async (made) => ({
			...(await invitedConsultant(made)),
			params: of(made.organisations.provider)
		}),
		own: '403 403 403 403 403 403 303',
		strangers: '403 403 403 403 403 403 303'
	},
	'reports to be printed together': {
		route: '/batches',
		work: batchList.load,
		asking: () => ({ path: '/batches' }),
		own: '200 200 200 200 200 200 403',
		strangers: '200 200 200 200 200 200 403'
	},
	// What others filed is nothing that can be chosen.
	'a batch asked for': {
		route: '/batches',
		state: 'filed',
		work: batchList.actions.print,
		asking: (_, id) => ({ form: { sheet: id, layer: 'confirmed', lang: 'zh-cn' } }),
		own: '303 303 303 303 303 303 403',
		strangers: '400 400 400 400 400 400 403'
	},
	'a batch of packages asked for': {
		route: '/batches',
		state: 'filed',
		work: batchList.actions.pack,
		asking: (_, id) => ({ form: { sheet: id, lang: 'zh-cn' } }),
		own: '403 403 403 403 303 303 403',
		strangers: '403 403 403 403 400 400 403'
	},
	'the list of its packages': {
		route: '/batches/[id]/index.xlsx',
		work: batchIndex.GET,
		...printing('printed', undefined, { kind: 'packages' }),
		own: '404 404 404 404 200 200 404'
	},
	'all its packages': {
		route: '/batches/[id]/packages.zip',
		work: batchPackages.GET,
		...printing('printed', undefined, { kind: 'packages' }),
		own: '404 404 404 404 200 200 404'
	},
	'a package of it': {
		route: '/batches/[id]/items/[item]/package.zip',
		work: batchPackage.GET,
		...printing('printed', undefined, { kind: 'packages' }),
		own: '404 404 404 404 200 200 404'
	},
	'a package of a batch of reports': {
		route: '/batches/[id]/items/[item]/package.zip',
		work: batchPackage.GET,
		...printing('printed'),
		own: '404 404 404 404 404 404 404'
	},
	'a batch of the government': {
		route: '/batches/[id]',
		work: batchPage.load,
		...printing('printed'),
		own: '404 404 404 404 200 200 404'
	},
	'how far it is': {
		route: '/batches/[id]/progress',
		work: batchProgress.GET,
		...printing('printed'),
		own: '404 404 404 404 200 200 404'
	},
	'a report of it': {
		route: '/batches/[id]/items/[item]/report.pdf',
		work: batchPdf.GET,
		...printing('printed'),
		own: '404 404 404 404 200 200 404'
	},
	'all its reports': {
		route: '/batches/[id]/reports.zip',
		work: batchZip.GET,
		...printing('printed'),
		own: '404 404 404 404 200 200 404'
	},
	'what failed of it tried again': {
		route: '/batches/[id]',
		work: batchPage.actions.retry,
		...printing('failed', {}),
		own: '404 404 404 404 303 303 403',
		strangers: '404 404 404 404 404 404 403'
	},
	'it is paused when it is over': {
		route: '/batches/[id]',
		work: batchPage.actions.pause,
		...printing('failed', {}),
		own: '404 404 404 404 409 409 403',
		strangers: '404 404 404 404 404 404 403'
	},
	'the files of one’s area': {
		route: '/files',
		work: areaFiles.load,
		asking: () => ({ path: '/files' }),
		own: '403 403 403 403 200 200 403',
		strangers: '403 403 403 403 200 200 403'
	},
	'the same as a spreadsheet': {
		route: '/files.xlsx',
		work: areaFilesXlsx.GET,
		asking: () => ({ path: '/files.xlsx?state=filed' }),
		own: '403 403 403 403 200 200 403',
		strangers: '403 403 403 403 200 200 403'
	},
	'an enterprise’s file': {
		route: '/enterprises/[id]',
		work: enterprisePage.load,
		asking: ({ enterprise }) => ({ params: of(enterprise) }),
		own: '200 200 200 200 200 200 404'
	},
	'its whole story': {
		route: '/enterprises/[id]/file',
		state: 'filed',
		work: storyPage.load,
		asking: ({ enterprise }) => ({ params: of(enterprise) }),
		own: '200 200 200 200 200 200 404'
	},
	'two of its diagnoses compared': {
		route: '/enterprises/[id]/compare',
		state: 'filed',
		work: comparePage.load,
		asking: ({ enterprise }, id) => ({
			params: of(enterprise),
			path: `/enterprises/${enterprise}/compare?from=${id}.declared&to=${id}.verified`
		}),
		own: '200 200 200 200 200 200 404'
	},
	'its profile changed': {
		route: '/enterprises/[id]',
		work: enterprisePage.actions.profile,
		asking: ({ enterprise }) => ({
			params: of(enterprise),
			form: { name: '测试厂', region: ['320000', '320900', '320981'] }
		}),
		own: '303 403 403 403 403 403 404'
	},
	'a sheet begun': {
		route: '/enterprises/[id]',
		work: enterprisePage.actions.begin,
		asking: ({ enterprise }) => ({ params: of(enterprise), form: { questionnaire } }),
		own: '303 303 303 303 403 403 404'
	},
	'it is assigned to a provider': {
		route: '/enterprises/[id]',
		work: enterprisePage.actions.assign,
		asking: ({ enterprise, organisations }) => ({
			params: of(enterprise),
			form: {
				'assign.provider': organisations.provider,
				'assign.from': '2026-01-01',
				'assign.until': '2026-01-31'
			}
		}),
		own: '403 403 403 403 303 303 404'
	},
	'an assignment': {
		...assigned(),
		work: assignmentPage.load,
		own: '200 200 200 200 200 200 404'
	},
	'its consultant named': {
		...assigned(({ members }) => ({ 'consultant.person': members['provider-manager'].person })),
		work: assignmentPage.actions.consultant,
		own: '403 403 303 303 403 403 404'
	},
	'its appointment': {
		...assigned(() => ({ 'appointment.day': '2026-11-24', 'appointment.time': '9:30' })),
		work: assignmentPage.actions.appointment,
		own: '403 403 303 303 403 403 404'
	},
	'its visit': {
		...assigned(() => visited),
		work: assignmentPage.actions.visit,
		own: '403 403 303 303 403 403 404'
	},
	'its visit confirmed': {
		...assigned(() => ({ visits: '1' }), ['visit']),
		work: assignmentPage.actions.confirm,
		own: '303 403 403 403 403 403 404'
	},
	// Nothing is there to be confirmed, and who may confirm is told so.
	'its visit confirmed before there is one': {
		...assigned(() => ({})),
		work: assignmentPage.actions.confirm,
		own: '409 403 403 403 403 403 404'
	},
	'its service rated': {
		...assigned(() => ({ 'rating.stars': '4' }), ['visit', 'confirmed']),
		work: assignmentPage.actions.rate,
		own: '303 403 403 403 403 403 404'
	},
	'its service rated before the visit is confirmed': {
		...assigned(() => ({ 'rating.stars': '4' }), ['visit']),
		work: assignmentPage.actions.rate,
		own: '409 403 403 403 403 403 404'
	},
	'it is ended early': {
		...assigned(() => ({})),
		work: assignmentPage.actions.end,
		own: '403 403 403 403 303 303 404'
	},
	// Its manager sees what is over, its consultant too; the others see the enterprise.
	'an appointment after its end': {
		...assigned(() => ({ 'appointment.day': '2026-11-24', 'appointment.time': '9:30' }), ['ended']),
		work: assignmentPage.actions.appointment,
		own: '403 403 409 409 403 403 404'
	},
	'a sheet': {
		route: '/sheets/[id]',
		state: 'verifying',
		work: sheetPage.load,
		asking: (_, id) => ({ params: of(id) }),
		own: '200 200 200 200 200 200 404'
	},
	'its newer edition': {
		route: '/sheets/[id]/move/[edition]',
		work: movePage.load,
		asking: ofOlderEdition,
		own: '200 200 200 200 200 200 404'
	},
	'moved to it': {
		route: '/sheets/[id]/move/[edition]',
		work: movePage.actions.default,
		asking: ofOlderEdition,
		own: '303 303 303 303 403 403 404'
	},
	'its differences': {
		route: '/sheets/[id]/differences',
		state: 'filed',
		work: differences.load,
		asking: (_, id) => ({ params: of(id) }),
		own: '200 200 200 200 200 200 404'
	},
	'the road from it': {
		route: '/sheets/[id]/road',
		state: 'draft',
		work: road.load,
		asking: (_, id) => ({ params: of(id) }),
		own: '200 200 200 200 200 200 404'
	},
	'a plan made of the road from it': {
		route: '/sheets/[id]/road',
		state: 'draft',
		work: road.actions.plan,
		asking: (_, id) => ({ params: of(id), form: { plan: randomUUID() } }),
		own: '303 303 303 303 403 403 404'
	},
	// Of a layer that there is not: 400 is what only those are told who may have one of those that are.
	'its report': {
		route: '/sheets/[id]/report',
		state: 'draft',
		work: report.POST,
		asking: (_, id) => ({ params: of(id), form: { layer: 'verified' } }),
		own: '400 400 400 400 400 400 404'
	},
	'its official reports': {
		route: '/sheets/[id]/reports',
		state: 'filed',
		work: reports.load,
		asking: (_, id) => ({ params: of(id) }),
		own: '200 200 200 200 200 200 404'
	},
	'one of them issued': {
		route: '/sheets/[id]/reports',
		state: 'filed',
		work: reports.actions.issue,
		asking: (_, id) => ({ params: of(id), form: { layer: 'confirmed', locale: 'zh-cn' } }),
		own: '303 403 403 403 403 303 404'
	},
	'one issued of what is not filed': {
		route: '/sheets/[id]/reports',
		state: 'reviewing',
		work: reports.actions.issue,
		asking: (_, id) => ({ params: of(id), form: { layer: 'confirmed', locale: 'zh-cn' } }),
		own: '409 403 403 403 403 409 404'
	},
	'one withdrawn': {
		route: '/sheets/[id]/reports',
		state: 'filed',
		work: reports.actions.withdraw,
		asking: async (made, id) => ({
			params: of(id),
			form: { code: await issued(made, id), category: 'answers', reason: '写错' }
		}),
		own: '403 403 403 403 403 303 404'
	},
	'its record': {
		route: '/sheets/[id]/reports/[code]/report.json',
		state: 'filed',
		work: record.GET,
		asking: async (made, id) => ({ params: { id, code: await issued(made, id) } }),
		own: '200 200 200 200 200 200 404'
	},
	'the package of what is not filed': {
		route: '/sheets/[id]/package.zip',
		state: 'reviewing',
		work: packageZip.GET,
		asking: (_, id) => ({ params: of(id) }),
		own: '409 409 409 409 409 409 404'
	},
	'one of no such code': {
		route: '/sheets/[id]/reports/[code]/report.pdf',
		state: 'filed',
		work: issuedPdf.GET,
		asking: (_, id) => ({ params: { id, code: '0000000000000' } }),
		own: nobody
	},
	'one of no such code, to be edited': {
		route: '/sheets/[id]/reports/[code]/report.docx',
		state: 'filed',
		work: issuedWord.GET,
		asking: (_, id) => ({ params: { id, code: '0000000000000' } }),
		own: nobody
	},
	'how a file is kept': {
		route: '/enterprises/[id]/keeping',
		work: keepingPage.load,
		asking: ({ enterprise }) => ({ params: of(enterprise) }),
		own: '200 200 200 200 200 200 404'
	},
	'a file held': {
		route: '/enterprises/[id]/keeping',
		work: keepingPage.actions.decide,
		asking: ({ enterprise }) => ({
			params: of(enterprise),
			form: { kind: 'hold', reason: '审计' }
		}),
		own: '403 403 403 403 403 303 404'
	},
	'the files that are kept': {
		route: '/keeping',
		work: keeping.load,
		asking: () => ({ path: '/keeping' }),
		own: '403 403 403 403 403 200 403',
		strangers: '403 403 403 403 403 200 403'
	},
	'a draft submitted': {
		route: '/sheets/[id]',
		state: 'draft',
		...step('submitted', signed),
		own: '303 403 403 403 403 403 404'
	},
	'a returned one submitted again': {
		route: '/sheets/[id]',
		state: 'returned',
		...step('submitted', signed),
		own: '303 403 403 403 403 403 404'
	},
	'one taken up for verification': {
		route: '/sheets/[id]',
		state: 'submitted',
		...step('verifying'),
		own: '403 403 303 303 403 403 404'
	},
	'one returned before': {
		route: '/sheets/[id]',
		state: 'submitted',
		...step('returned', { reason: '缺设备清单' }),
		own: '403 403 303 303 403 403 404'
	},
	'one returned while it is verified': {
		route: '/sheets/[id]',
		state: 'verifying',
		...step('returned', { reason: '缺设备清单' }),
		own: '403 403 303 303 403 403 404'
	},
	'its verification closed': {
		route: '/sheets/[id]',
		state: 'verifying',
		...step('verified'),
		own: '403 403 303 303 403 403 404'
	},
	'one taken up for review': {
		route: '/sheets/[id]',
		state: 'verified',
		...step('reviewing'),
		own: '403 403 403 403 403 303 404'
	},
	'one sent back to verification': {
		route: '/sheets/[id]',
		state: 'reviewing',
		...step('verifying', { reason: '请再看一次' }),
		own: '403 403 403 403 403 303 404'
	},
	'one returned from review': {
		route: '/sheets/[id]',
		state: 'reviewing',
		...step('returned', { reason: '请补充' }),
		own: '403 403 403 403 403 303 404'
	},
	'one filed': {
		route: '/sheets/[id]',
		state: 'reviewing',
		...step('filed'),
		own: '403 403 403 403 403 303 404'
	},
	// There is no such step, and whoever sees the sheet is told so.
	'a draft filed': {
		route: '/sheets/[id]',
		state: 'draft',
		...step('filed'),
		own: '409 409 409 409 409 409 404'
	},
	'a comment': {
		route: '/sheets/[id]',
		state: 'verifying',
		work: sheetPage.actions.decide,
		asking: (_, id) => ({
			params: of(id),
			form: { field: 'answers.scheduling', kind: 'comment', text: '已看' }
		}),
		own: '303 303 303 303 303 303 404'
	},
	'a decision': {
		route: '/sheets/[id]',
		state: 'verifying',
		work: sheetPage.actions.decide,
		asking: (_, id) => ({
			params: of(id),
			form: { field: 'answers.scheduling', kind: 'accepted', text: '已看' }
		}),
		own: '403 403 303 303 403 303 404'
	},
	'a comment on what is filed': {
		route: '/sheets/[id]',
		state: 'filed',
		work: sheetPage.actions.decide,
		asking: (_, id) => ({
			params: of(id),
			form: { field: 'answers.scheduling', kind: 'comment', text: '已看' }
		}),
		own: '403 403 403 403 403 403 404'
	},
	'how a layer came about': {
		route: '/sheets/[id]/trace',
		state: 'verifying',
		work: tracePage.load,
		asking: (_, id) => ({ params: of(id), path: '/?layer=declared' }),
		own: '200 200 200 200 200 200 404'
	},
	'how a layer came about that is not reached yet': {
		route: '/sheets/[id]/trace',
		state: 'draft',
		work: tracePage.load,
		asking: (_, id) => ({ params: of(id), path: '/?layer=confirmed' }),
		own: '404 404 404 404 404 404 404'
	},
	'the same as a file': {
		route: '/sheets/[id]/trace.json',
		state: 'filed',
		work: traceFile.GET,
		asking: (_, id) => ({ params: of(id), path: '/?layer=confirmed' }),
		own: '200 200 200 200 200 200 404'
	},
	'what was found': {
		route: '/sheets/[id]/findings',
		state: 'filed',
		work: findingsPage.load,
		asking: (_, id) => ({ params: of(id) }),
		own: '200 200 200 200 200 200 404'
	},
	'a remark on a finding': {
		route: '/sheets/[id]/findings',
		state: 'reviewing',
		work: findingsPage.actions.remark,
		asking: (_, id) => ({ params: of(id), form: remarked }),
		own: '403 403 303 303 403 403 404'
	},
	'a remark on what is filed': {
		route: '/sheets/[id]/findings',
		state: 'filed',
		work: findingsPage.actions.remark,
		asking: (_, id) => ({ params: of(id), form: remarked }),
		own: '403 403 403 403 403 403 404'
	},
	'one of two answers chosen': {
		route: '/sheets/[id]',
		state: 'draft',
		work: sheetPage.actions.choose,
		asking: async (made, id) => ({
			params: of(id),
			form: {
				...{ layer: 'declared', field: 'answers.scheduling' },
				patch: await disagree(made, id)
			}
		}),
		own: '303 303 303 303 403 403 404'
	},
	'the declared layer answered': {
		route: '/diagnose/[instrument]/[edition]',
		state: 'draft',
		work: journey.actions.keep,
		asking: (_, id) => ({
			params: { instrument: 'sme-digital-level', edition: '2024' },
			form: { said: '{"name":"新名"}', step: 'result', kept: carried(id, 'declared') }
		}),
		own: '303 303 303 303 403 403 404'
	},
	'the declared layer answered after it was submitted': {
		route: '/diagnose/[instrument]/[edition]',
		state: 'verifying',
		work: journey.actions.keep,
		asking: (_, id) => ({
			params: { instrument: 'sme-digital-level', edition: '2024' },
			form: { said: '{"name":"新名"}', step: 'result', kept: carried(id, 'declared') }
		}),
		own: '403 403 403 403 403 403 404'
	},
	'a dimension to verify': {
		route: '/sheets/[id]/[layer]/[dimension]',
		state: 'verifying',
		work: reviewPage.load,
		asking: reviewed('verified'),
		own: '403 403 200 200 403 403 404'
	},
	'a dimension verified': {
		route: '/sheets/[id]/[layer]/[dimension]',
		state: 'verifying',
		work: reviewPage.actions.save,
		asking: (made, id) => ({
			...reviewed('verified')(made, id),
			form: {
				seen: '[]',
				asked: 'product-design',
				'answers.product-design': '2',
				'remark.product-design': '看过'
			}
		}),
		own: '403 403 303 303 403 403 404'
	},
	'a dimension to confirm': {
		route: '/sheets/[id]/[layer]/[dimension]',
		state: 'reviewing',
		work: reviewPage.load,
		asking: reviewed('confirmed'),
		own: '403 403 403 403 403 200 404'
	},
	'a dimension confirmed': {
		route: '/sheets/[id]/[layer]/[dimension]',
		state: 'reviewing',
		work: reviewPage.actions.save,
		asking: (made, id) => ({
			...reviewed('confirmed')(made, id),
			form: { seen: '[]', 'verdict.product-design': 'accepted' }
		}),
		own: '403 403 403 403 403 303 404'
	},
	// The declared layer is answered in the journey: it has no such page.
	'a dimension to declare': {
		route: '/sheets/[id]/[layer]/[dimension]',
		state: 'draft',
		work: reviewPage.load,
		asking: reviewed('declared'),
		own: nobody
	},
	'its evidence': {
		route: '/sheets/[id]/evidence',
		state: 'verifying',
		work: evidencePage.load,
		asking: (_, id) => ({ params: of(id) }),
		own: '200 200 200 200 200 200 404'
	},
	'evidence handed in': {
		route: '/sheets/[id]/evidence',
		state: 'verifying',
		work: evidencePage.actions.add,
		asking: (_, id) => ({ params: of(id), ...uploading('answers.scheduling') }),
		own: '303 303 303 303 403 403 404'
	},
	'evidence handed in for what is filed': {
		route: '/sheets/[id]/evidence',
		state: 'filed',
		work: evidencePage.actions.add,
		asking: (_, id) => ({ params: of(id), ...uploading('answers.scheduling') }),
		own: '403 403 403 403 403 403 404'
	},
	'what becomes of a piece beside another': {
		route: '/sheets/[id]/evidence',
		state: 'draft',
		work: evidencePage.actions.settle,
		asking: async (made, id) => ({
			params: of(id),
			form: { piece: await addPicture(made, id), over: '' }
		}),
		own: '303 303 303 303 403 403 404'
	},
	'a piece of evidence': {
		route: '/evidence/[id]',
		state: 'draft',
		work: evidenceFile.GET,
		asking: async (made, id) => ({ params: of(await addPicture(made, id)) }),
		own: '200 200 200 200 200 200 404'
	},
	'its thumbnail': {
		route: '/evidence/[id]/thumbnail',
		state: 'draft',
		work: thumbnail.GET,
		asking: async (made, id) => ({ params: of(await addPicture(made, id)) }),
		own: '200 200 200 200 200 200 404'
	},
	'the plans one sees': {
		route: '/plans',
		work: plans.load,
		asking: () => ({ path: '/plans' }),
		own: '200 200 200 200 200 200 403',
		strangers: '200 200 200 200 200 200 403'
	},
	'a plan made': {
		route: '/plans',
		state: 'draft',
		work: plans.actions.make,
		asking: (_, id) => ({ form: { sheet: id, plan: randomUUID(), layer: 'declared' } }),
		own: '303 303 303 303 403 403 404'
	},
	'a plan': {
		...planned(),
		work: planPage.load,
		own: '200 200 200 200 200 200 404'
	},
	'an action added': {
		...planned(() => ({
			...{ action: randomUUID(), save: randomUUID(), seen: '' },
			...{ what: '设备联网', order: '2' }
		})),
		work: planPage.actions.add,
		own: '303 303 303 303 403 403 404'
	},
	'an action moved': {
		...planned(({ action }) => ({ action, save: randomUUID(), seen: '', to: 'doing' })),
		work: planPage.actions.move,
		own: '303 303 303 303 403 403 404'
	},
	'an action': {
		...planned(),
		route: '/plans/[id]/actions/[action]',
		work: actionPage.load,
		own: '200 200 200 200 200 200 404'
	},
	'an action changed': {
		...planned(({ action }) => ({
			...{ action, save: randomUUID(), seen: '' },
			...{ what: '设备联网', order: '2' }
		})),
		route: '/plans/[id]/actions/[action]',
		work: actionPage.actions.save,
		own: '303 303 303 303 403 403 404'
	},
	'an action dropped': {
		...planned(({ action }) => ({
			...{ action, save: randomUUID(), seen: '' },
			...{ to: 'dropped', reason: '并入另一项' }
		})),
		route: '/plans/[id]/actions/[action]',
		work: actionPage.actions.move,
		own: '303 303 303 303 403 403 404'
	},
	'a measure applied for': {
		...planned(({ action }) => ({
			...{ action, save: randomUUID(), seen: '' },
			...{ measure: 'yancheng-2022/loan-interest', state: 'applied', applied: '12.5' }
		})),
		route: '/plans/[id]/actions/[action]',
		work: actionPage.actions.measure,
		own: '303 303 303 303 403 403 404'
	},
	// There is nothing to choose, and whoever may is told so.
	'one of two versions chosen': {
		...planned(({ action }) => ({ action, save: randomUUID(), seen: '', field: 'what' })),
		route: '/plans/[id]/actions/[action]',
		work: actionPage.actions.choose,
		own: '409 409 409 409 403 403 404'
	},
	'evidence of an action': {
		...planned(),
		route: '/plans/[id]/actions/[action]',
		work: actionPage.actions.add,
		asking: async (made, id) => ({
			...(await planned().asking(made, id)),
			...uploading('evidence')
		}),
		own: '303 303 303 303 403 403 404'
	},
	'a piece of evidence of an action': {
		route: '/evidence/[id]',
		state: 'draft',
		work: evidenceFile.GET,
		asking: async (made, id) => ({ params: of(await addPlanPicture(made, id)) }),
		own: '200 200 200 200 200 200 404'
	},
	'a plan as a spreadsheet': {
		...planned(),
		route: '/plans/[id]/plan.xlsx',
		work: planXlsx.GET,
		own: '200 200 200 200 200 200 404'
	},
	// Who holds the link may take it into their own enterprise's file, whichever that is.
	'a kept result claimed': {
		route: '/kept/[token]',
		work: kept.actions.claim,
		asking: async () => {
			const { token } = await sheets.keep({ questionnaire, answers: { scheduling: 2 } });
			return { params: { token }, form: {} };
		},
		own: '303 303 403 403 403 403 403',
		strangers: '303 303 403 403 403 403 403'
	},
	// 303 leads to where it went.
	'the link of a claimed result': {
		route: '/kept/[token]',
		work: kept.load,
		asking: async ({ members, enterprise }) => {
			const { token } = await sheets.keep({ questionnaire, answers: { scheduling: 2 } });
			await files.claimSheet(members['enterprise-admin'], enterprise, token);
			return { params: { token }, path: `/kept/${token}` };
		},
		own: '303 303 303 303 303 303 404'
	}
};

const carried = (sheet: string, layer: string) => JSON.stringify({ sheet, layer, seen: [] });

/** The code of the report of a filed sheet, issued by its reviewer. */
async function issued({ members }: Made, id: string): Promise<string> {
	const wanted = { layer: 'confirmed', locale: 'zh-cn' } as const;
	const issuing = { library, on: '2026-11-23', areaName: String, origin: undefined };
	return issueReport(members['government-reviewer'], id, wanted, issuing);
}

/** A new invitation, for each who asks. */
async function invitedConsultant({ members, organisations }: Made) {
	const { provider: organisation } = organisations;
	const manager = members['provider-manager'];
	const token = await people.invite(manager, { organisation, role: 'consultant' });
	return { form: { invitation: hashOf(token) } };
}

/** Two people answer the same question at the same time. @returns the id of one of the answers */
async function disagree({ members }: Made, id: string): Promise<string> {
	const { own } = (await files.openSheet(members['enterprise-admin'], id))!.layers.declared;
	const madeAt = '2026-11-21T02:00:00.000Z';
	const [one] = change(own, 'answers.scheduling', 1, { madeAt });
	const [other] = change(own, 'answers.scheduling', 2, { madeAt });
	await files.answer(members['enterprise-admin'], id, 'declared', [one!]);
	await files.answer(members['enterprise-filler'], id, 'declared', [other!]);
	return one!.id;
}

test('every address for people who have signed in is tried below', () => {
	const tried = new Set(Object.values(cases).map(({ route }) => route));
	const members = Object.keys(routes).filter((route) => routes[route] === 'member');
	expect(members.filter((route) => !tried.has(route))).toEqual([]);
});

describe.each(databases)('on $name', ({ on, make }) => {
	let database: TestDatabase;
	let made: Made;
	let others: Made;
	const store = makeFolder();

	beforeAll(async () => {
		database = await make();
		if (!database.isHere) return;
		vi.stubEnv('DATA', store.folder);
		await prepare(database, library);
		made = await makeMembers(database);
		others = await makeMembers(database, changan);
		await openDatabase(database.settings);
	});
	afterAll(async () => {
		await closeDatabase();
		await database.remove();
		vi.unstubAllEnvs();
		store.remove();
	});

	/** What each role gets; an action that was taken leaves no sheet for the next. */
	async function statuses({ state, work, asking }: Case, world: Made): Promise<string> {
		const got: number[] = [];
		let id: string | undefined;
		for (const role of roleIds) {
			if (state) id ??= await makeSheet(made, library, state);
			const who = { member: world.members[role], role };
			const { status } = await ask(work, { ...(await asking(made, id ?? '')), who });
			got.push(status);
			if (status === 303) id = undefined;
		}
		return got.join(' ');
	}

	test.for(Object.entries(cases))('every role gets what it may: %s', ([, tried], context) =>
		on(async () => {
			expect(await statuses(tried, made)).toBe(tried.own);
			expect(await statuses(tried, others)).toBe(tried.strangers ?? nobody);
		})(context)
	);
});
