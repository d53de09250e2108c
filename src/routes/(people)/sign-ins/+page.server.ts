import { searchSignIns } from '#server/accounts/sign-ins.ts';
import { requireMember, requireRight } from '#server/member.ts';

/** Who signed in, failed to or was refused something; its address says what is looked for. */
export async function load(event) {
	const acting = requireMember(event);
	requireRight(acting, 'sign-ins.read');
	const asked = (name: string) => event.url.searchParams.get(name)?.trim() || undefined;
	const looked = { what: asked('what'), who: asked('who'), from: asked('from'), to: asked('to') };
	const page = Number(asked('page') ?? 1);
	return { looked, page, ...(await searchSignIns(acting.member, { ...looked, page })) };
}
