import type { RequestEvent } from '@sveltejs/kit';
import { and, desc, eq, inArray, notInArray, sql } from 'drizzle-orm';
import { isSignInEvent, refusals, type SignInEvent } from '#lib/sign-ins.ts';
import { now } from '../clock.ts';
import { signIn, withAccounts } from '../db/accounts.ts';
import { withDatabase, type Transaction } from '../db/index.ts';
import type { Member } from '../enterprise-sheets.ts';
import { problems } from '../problems.ts';
import { networkOf } from '../rate-limit.ts';
import {
	offsetOf,
	requireRightIn,
	rowsPerPage,
	within,
	type Page,
	type Period
} from '../searching.ts';
import { mostOfAgent, type Event } from './asking.ts';
import { namesOf, peopleCalled } from './names.ts';

/** Where it happened: the id of a route, without what stood in the address. */
interface Place {
	readonly route: string;
	readonly method: string;
}

/** What anybody can bring about as often as they like: one row an hour of each. */
const once: readonly SignInEvent[] = ['wait', 'issuer-failed', 'refused', 'not-found'];

/**
 * Writes down that somebody signed in, failed to, or was refused something, and removes what was kept long enough.
 *
 * @param person nobody, where the name that was typed is nobody's
 * @throws where it cannot be written: what was just done then opens nothing, since its cookies do not go out
 */
export async function note(
	event: Event,
	what: SignInEvent,
	person: string | undefined,
	place?: Place,
	at = now()
): Promise<void> {
	const address = event.getClientAddress();
	const whose = person ?? networkOf(address);
	const hour = at.toISOString().slice(0, '2026-11-23T09'.length);
	try {
		await withAccounts({ person }, async (accounts) => {
			await accounts
				.insert(signIn)
				.values({
					...{ what, person, address, ...place },
					agent: event.request.headers.get('user-agent')?.slice(0, mostOfAgent),
					once: once.includes(what) ? [what, whose, place?.route, hour].join(' ') : null
				})
				.onConflictDoNothing();
			await accounts
				.delete(signIn)
				.where(sql`${signIn.at} < now() - make_interval(days => days_of_sign_ins())`);
		});
	} catch (error) {
		event.locals.cookies = [];
		throw error;
	}
}

/** Whoever has signed in and asks for something. */
type Asking = Event & Pick<RequestEvent, 'isDataRequest' | 'route'>;

const byStatus: Readonly<Record<number, SignInEvent>> = { 403: 'refused', 404: 'not-found' };

/** Writes down what somebody who has signed in was refused, if they were. */
export async function noteRefusal(
	event: Asking,
	person: string,
	response: Response
): Promise<void> {
	const { route, request } = event;
	const what = byStatus[await statusOf(event, response)];
	// An address that leads nowhere refuses nothing.
	if (!what || route.id === null) return;
	await note(event, what, person, { route: withoutGroups(route.id), method: request.method });
}

/** As an address has it: a group such as `(people)` keeps files together and is no part of one. */
function withoutGroups(route: string): string {
	return route.replace(/\/\([^/]+\)/g, '');
}

/** What a page answers, also where Kit's own script asks for its data: that is 200 whatever befell the page. */
async function statusOf({ isDataRequest }: Asking, response: Response): Promise<number> {
	if (!isDataRequest || response.status !== 200) return response.status;
	// In the first line; what a page sends later stands in further ones.
	const [first] = (await response.clone().text()).split('\n', 1);
	const { nodes = [] } = JSON.parse(first!) as { nodes?: (DataNode | null)[] };
	return nodes.find((node) => node?.type === 'error')?.error?.status ?? response.status;
}

interface DataNode {
	readonly type: string;
	readonly error?: { readonly status: number };
}

/** One line of it, as it is shown. */
export type SignIn = Pick<
	typeof signIn.$inferSelect,
	'id' | 'at' | 'what' | 'route' | 'method' | 'address' | 'agent'
>;

const { id, at, person, what, route, method, address, agent } = signIn;
const columns = { id, at, what, route, method, address, agent };
const lastFirst = desc(id);

/** As many as tell somebody what they did lately, and what they did not. */
const lastOwn = 10;

/** What was written down last of signing in to one's own account; refusals would push it out of sight. */
export async function lastSignIns(personId: string): Promise<SignIn[]> {
	return withDatabase({ person: personId }, (database) =>
		database
			.select(columns)
			.from(signIn)
			.where(and(eq(person, personId), notInArray(what, [...refusals])))
			.orderBy(lastFirst)
			.limit(lastOwn)
	);
}

/** All that is written down of somebody, for them to take along. */
export async function signInsOf(accounts: Transaction, personId: string) {
	return accounts
		.select({ at, what, route, method, address, agent })
		.from(signIn)
		.where(eq(person, personId))
		.orderBy(lastFirst);
}

/** Takes away from where somebody came. */
export async function erasePlaces(accounts: Transaction, personId: string): Promise<void> {
	await accounts.update(signIn).set({ address: null, agent: null }).where(eq(person, personId));
}

/** What is looked for; what is left out is not asked. */
export interface SignInSearch extends Period, Page {
	readonly what?: string | undefined;
	/** Part of a name, or all that somebody signs in with. */
	readonly who?: string | undefined;
}

export interface FoundSignIns {
	/** The last first. */
	readonly entries: readonly (SignIn & {
		readonly person: string | null;
		/** None where it was nobody, or they were erased. */
		readonly name: string | undefined;
	})[];
	readonly hasMore: boolean;
	/** For how long they are kept. */
	readonly days: number;
}

/**
 * Finds who signed in, failed to or was refused something.
 * @throws the problem, where the actor may not, or what is looked for cannot be
 */
export async function searchSignIns(actor: Member, search: SignInSearch): Promise<FoundSignIns> {
	if (search.what !== undefined && !isSignInEvent(search.what)) problems.badSearch('what');
	const wanted = [
		search.what === undefined ? undefined : eq(what, search.what as SignInEvent),
		...within(at, search)
	];
	const offset = offsetOf(search);
	const isAbout = search.who === undefined ? undefined : await peopleCalled(actor, search.who);
	const { found, days } = await withDatabase(actor, async (database) => {
		await requireRightIn(database, 'sign-ins.read');
		const [kept] = (
			(await database.execute(sql`select days_of_sign_ins() as days`)) as unknown as {
				rows: { days: number }[];
			}
		).rows;
		const found = await database
			.select({ ...columns, person })
			.from(signIn)
			.where(and(isAbout && inArray(person, isAbout), ...wanted))
			.orderBy(lastFirst)
			.limit(rowsPerPage + 1)
			.offset(offset);
		return { found, days: kept!.days };
	});
	const entries = found.slice(0, rowsPerPage);
	const names = await withAccounts(actor, (accounts) =>
		namesOf(
			accounts,
			entries.flatMap((one) => one.person ?? [])
		)
	);
	return {
		entries: entries.map((one) => ({ ...one, name: names.get(one.person ?? '') })),
		hasMore: found.length > rowsPerPage,
		days
	};
}
