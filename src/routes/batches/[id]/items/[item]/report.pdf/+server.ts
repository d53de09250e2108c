import { today } from '#server/clock.ts';
import { requireMember } from '#server/member.ts';
import { openBatch, openPrinted } from '#server/print-batches.ts';
import { problems } from '#server/problems.ts';
import { reportHeaders } from '#server/reports/answer.ts';
import { readStored, StoredGone } from '#server/store.ts';

/** A report of a batch, as it was printed. */
export async function GET(event) {
	const { member } = requireMember(event);
	const { id, item } = event.params;
	const { locale } = (await openBatch(member, id)) ?? problems.noSuchBatch();
	const found = (await openPrinted(member, id)).find((one) => one.id === item);
	const { name, printed } = found ?? problems.noSuchReport();
	const content = await readStored(printed.file).catch((error: unknown) => {
		if (error instanceof StoredGone) return problems.evidenceGone();
		throw error;
	});
	return new Response(new Uint8Array(content), {
		headers: reportHeaders(name, today(printed.at), locale)
	});
}
