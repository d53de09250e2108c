import { listKeptFiles } from '#server/file-decisions.ts';
import { requireMember, requireRight } from '#server/member.ts';

export async function load(event) {
	const acting = requireMember(event);
	requireRight(acting, 'file.keep');
	return { files: await listKeptFiles(acting.member) };
}
