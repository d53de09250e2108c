import { requireMember } from '#server/member.ts';
import { progressOf } from '#server/print-batches.ts';
import { problems } from '#server/problems.ts';
import { streamChanges } from '#server/server-sent.ts';

/** How far a batch is, told whenever it changes, until it is over. */
export async function GET(event) {
	const { member } = requireMember(event);
	const { id } = event.params;
	if (!(await progressOf(member, id))) problems.noSuchBatch();
	return streamChanges(async () => {
		// Looked up anew each time: a role that has ended is told nothing more.
		const progress = await progressOf(member, id);
		const isOver = !progress || progress.state === 'done' || progress.state === 'cancelled';
		return { told: progress?.counts, isOver };
	});
}
