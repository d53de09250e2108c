import { randomUUID } from 'node:crypto';
import { check } from '#lib/credit-code.ts';
import { demoPassword, demoPeople } from '#lib/demo.ts';
import type { Library } from '#lib/library/library.ts';
import type { RoleId } from '#lib/roles.ts';
import { makeAccountBy } from '#server/accounts/invitations.ts';
import { linkForFirstOperator } from '#server/accounts/first-operator.ts';
import { exportOf, findLogin } from '#server/accounts/people.ts';
import { register } from '#server/accounts/registering.ts';
import { now, today } from '#server/clock.ts';
import type { Member } from '#server/enterprise-sheets.ts';
import { describeEnterprise } from '#server/enterprises.ts';
import { invite, makeOrganisation } from '#server/members.ts';
import { makeToken } from '#server/token.ts';
import { city, enterprises, towns, type DemoEnterprise } from './enterprises.ts';
import { assignAll } from './visits.ts';
import { fillSheets } from './sheets.ts';

/** Somebody of the demo's people, by what they are there. */
type Who = (typeof demoPeople)[number]['who'];

export interface Provider {
	readonly id: string;
	readonly manager: Member;
	readonly consultants: readonly [Member, Member];
}

export interface Placed extends DemoEnterprise {
	readonly id: string;
	readonly admin: Member;
	readonly creditCode: string;
}

/** Everybody who acts in the demo. */
export interface Cast {
	/** Of the city: assigns, confirms and files. */
	readonly reviewer: Member;
	readonly providers: readonly [Provider, Provider];
	readonly enterprises: readonly Placed[];
}

/** Says what is being done, on a line each. */
export type Progress = (title: string, work: () => Promise<unknown>) => Promise<unknown>;

/**
 * Puts the demo into an empty database: all of it as the people of it do it in the product. Only its days
 * depend on the day it is made.
 */
export async function fill(library: Library, progress: Progress, at = now()): Promise<void> {
	let cast: Cast;
	named = 0;
	await progress('Demo: people and organisations', async () => {
		cast = await makeCast(at);
		return `${cast.enterprises.length} enterprises`;
	});
	await progress('Demo: assignments and visits', () => assignAll(cast, at));
	await progress('Demo: sheets', () => fillSheets(library, cast, today(at)));
}

async function makeCast(at: Date): Promise<Cast> {
	const link = (await linkForFirstOperator(at))!;
	const operator = await take('operator', link.split('/').at(-1)!);
	const make = async (kind: 'provider' | 'government', name: string, area: string) => {
		const id = randomUUID();
		const token = await makeOrganisation(operator, { id, kind, name, area });
		return { id, token: token! };
	};

	const office = await make('government', '示例市工业和信息化局', city);
	const reviewer = await take('government', office.token);
	await join(reviewer, 'government-officer', '示例经办人员');
	for (const [name, town] of [
		['示例长安镇经济发展局', towns.changan],
		['示例松山湖产业发展局', towns.songshan]
	] as const) {
		const unit = await make('government', name, town);
		await account(unit.token, `${name}复核人员`);
	}

	const first = await make('provider', '示例数字化服务有限公司', city);
	const second = await make('provider', '示例智造咨询有限公司', city);
	const providers = [
		await staff(first, '示例服务商经理甲', 'consultant'),
		await staff(second, '示例服务商经理乙', undefined)
	] as const;
	const placed: Placed[] = [];
	for (const [i, one] of enterprises.entries()) placed.push(await place(one, i));
	await join(placed[0]!.admin, 'enterprise-filler', '示例填报人员');
	return { reviewer, providers, enterprises: placed };
}

/** @param who the first consultant, where that is one of those whom anybody may be */
async function staff(
	{ id, token }: { id: string; token: string },
	name: string,
	who: Who | undefined
): Promise<Provider> {
	const manager = await account(token, name);
	const invited = await invite(manager, { organisation: id, role: 'consultant' });
	const first = who ? await take(who, invited) : await account(invited, '示例顾问丙');
	return { id, manager, consultants: [first, await join(manager, 'consultant', '示例顾问乙')] };
}

async function join(manager: Member, role: RoleId, name: string): Promise<Member> {
	const { organisation } = manager;
	return account(await invite(manager, { organisation, role }), name);
}

/** One of those whom anybody may be. */
function take(who: Who, token: string): Promise<Member> {
	const { login, name } = demoPeople.find((one) => one.who === who)!;
	return account(token, name, [login, demoPassword]);
}

let named = 0;
/** A name to sign in with, and a password that is written down nowhere: nobody is to sign in. */
const nobody = () => [`shili-${String((named += 1)).padStart(2, '0')}`, makeToken()] as const;

async function account(
	token: string,
	name: string,
	[username, password]: readonly [string, string] = nobody()
): Promise<Member> {
	const typed = { name, email: '', username, password, consent: true };
	const made = await makeAccountBy(token, typed);
	if ('faults' in made) throw new Error(`${username}: ${JSON.stringify(made.faults)}`);
	return memberOf(username);
}

async function memberOf(login: string): Promise<Member> {
	const { id } = (await findLogin(login))!;
	const [only] = (await exportOf(id)).memberships;
	return { person: id, organisation: only!.organisation };
}

async function place(one: DemoEnterprise, i: number): Promise<Placed> {
	const whose = i === 0 ? demoPeople.find(({ who }) => who === 'enterprise')! : undefined;
	const [username, password] = whose ? [whose.login, demoPassword] : nobody();
	const name = whose?.name ?? `${one.name}管理员`;
	const area = towns[one.town];
	const creditCode = creditCodeOf(i + 1);
	const made = await register(
		{ name: one.name, creditCode, area },
		{ name, email: '', username, password, consent: true }
	);
	if ('faults' in made) throw new Error(`${one.name}: ${JSON.stringify(made.faults)}`);
	const admin = await memberOf(username);
	const { industry, size, titles = [] } = one;
	const facts = {
		...{ applicant: 'manufacturer', industry, size },
		...{ 'above-scale': size !== 'micro', 'in-cultivation-library': size === 'medium' }
	};
	await describeEnterprise(admin, admin.organisation, { name: one.name, area, facts, titles });
	return { ...one, id: admin.organisation, admin, creditCode };
}

/** A code whose check digits hold; its number of an organisation is one that nobody was given. */
export function creditCodeOf(number: number): string {
	const body = `91441900${String(number).padStart(8, '0')}`;
	for (const inner of '0123456789X') {
		const found = check(`${body}${inner}0`);
		if (found.verdict !== 'malformed' && found.innerValid)
			return `${body}${inner}${found.expected}`;
	}
	throw new Error(`No check digit fits ${body}.`);
}
