import { isDemo } from '#server/demo.ts';
import { actingOf } from '#server/member.ts';

/** The head of every page says who is signed in, and leads to what they look after. */
export function load(event) {
	const { signedIn } = event.locals;
	const mark = isDemo() ? { isOfDemo: true } : {};
	if (!signedIn) return mark;
	const acting = actingOf(event);
	return {
		...mark,
		signedInAs: signedIn.person.name,
		mayMembers: acting?.may('members.write') ?? false,
		mayOrganisations: acting?.may('organisations.write') ?? false
	};
}
