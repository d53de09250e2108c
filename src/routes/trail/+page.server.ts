import { trailActions, type SeenThing, type TrailAction } from '#lib/words/trail.ts';
import { organisationNames } from '#server/enterprises.ts';
import { requireMember, requireRight } from '#server/member.ts';
import { problems } from '#server/problems.ts';
import { searchTrail } from '#server/trail.ts';

/** Who did what, in the files whose trail one may read; its address says what is looked for. */
export async function load(event) {
	const acting = requireMember(event);
	requireRight(acting, 'trail.read');
	const { member } = acting;
	const asked = (name: string) => event.url.searchParams.get(name) || undefined;
	const action = asked('action');
	if (action !== undefined && !isAction(action)) problems.badSearch('action');
	const page = Number(asked('page') ?? 1);
	const looked = { file: asked('file'), action, from: asked('from'), to: asked('to') };
	const { entries, hasMore } = await searchTrail(member, { ...looked, page });
	const files = entries.map(({ chain }) => chain);
	const actors = entries.flatMap(({ organisation }) => organisation ?? []);
	const wanted = looked.file ? [looked.file] : [];
	const names = await organisationNames(member, [...files, ...actors, ...wanted]);
	return {
		looked,
		fileName: looked.file && names.get(looked.file),
		page,
		hasMore,
		entries: entries.map(({ chain, seq, at, person, organisation, action, subject, place }) => ({
			chain,
			seq,
			at,
			file: names.get(chain),
			isYou: person === member.person,
			person: person?.slice(0, 8),
			organisation: organisation === null ? undefined : names.get(organisation),
			action: isAction(action) ? action : undefined,
			seen: action === 'seen' ? seenIn(subject)?.what : undefined,
			sheet: ofSheets.includes(action) ? subject : seenIn(subject)?.sheet,
			address: place?.address
		}))
	};
}

/** What of the trail names a sheet as its subject. */
const ofSheets: readonly string[] = [
	'sheet_owner',
	'move',
	'sheet_event',
	'patch',
	'decision',
	'finding_remark',
	'filed',
	'package',
	'imported',
	'evidence'
] satisfies TrailAction[];

/** What was looked at, as `noteSeen` and `noteView` were told it. */
function seenIn(subject: string) {
	const [, what, id] =
		/^(?:editable )?(file|sheet|report|evidence|package) (?:\w+ )?([0-9a-f-]{36})$/.exec(subject) ??
		[];
	if (!what) return undefined;
	return {
		what: what as SeenThing,
		sheet: what === 'evidence' || what === 'file' ? undefined : id
	};
}

function isAction(text: string): text is TrailAction {
	return (trailActions as readonly string[]).includes(text);
}
