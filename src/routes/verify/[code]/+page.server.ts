import { fail } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { getLocale } from '#lib/paraglide/runtime.js';
import { groupedCode, readCode } from '#lib/report/code.ts';
import { tierWords } from '#lib/words/tier.ts';
import { today } from '#server/clock.ts';
import { library } from '#server/content.ts';
import { mostEvidenceBytes } from '#server/evidence.ts';
import { postedForm } from '#server/posted.ts';
import { problems } from '#server/problems.ts';
import { refuseTooMany } from '#server/rate-limit.ts';
import { compareFile } from '#server/reports/compare-file.ts';
import { standingOf, verifyReport, type Verified } from '#server/verifying.ts';

/** Beside the file the little that parts it from the rest of the form. */
const mostBytes = mostEvidenceBytes + 16 * 1024;

export async function load(event) {
	event.setHeaders({ 'cache-control': 'no-store', 'x-robots-tag': 'noindex, nofollow' });
	const typed = event.params.code.slice(0, 100);
	const report = await find(event);
	const hash = event.url.searchParams.get('hash')?.trim().toLowerCase().slice(0, 100);
	return {
		typed,
		isCode: readCode(typed) !== undefined,
		report: report && shown(report),
		...(report && hash ? { hash, isSame: [report.hash, report.record].includes(hash) } : {})
	};
}

export const actions = {
	/** Compares a file that somebody holds with what was issued; it is not kept. */
	file: async (event) => {
		refuseTooMany('compare', event);
		const report = (await find(event)) ?? problems.noSuchReport();
		const form = await postedForm(event.request, mostBytes);
		const file = form.get('file');
		if (!(file instanceof File) || file.size === 0) {
			return fail(400, { fault: m.verify_file_missing() });
		}
		return { compared: await compareFile(new Uint8Array(await file.arrayBuffer()), report.record) };
	}
};

async function find(
	event: Parameters<typeof refuseTooMany>[1] & { readonly params: { readonly code: string } }
): Promise<Verified | undefined> {
	refuseTooMany('verify', event);
	const code = readCode(event.params.code);
	return code === undefined ? undefined : verifyReport(code);
}

function shown(report: Verified) {
	const { code, layer, issuedOn, record, hash, name, day, rests, withdrawn, superseded } = report;
	const edition = library.editions.get(rests.edition.ref)?.edition;
	const { low, high } = report.standing;
	const tiers = edition && [low, high].map((rank) => tierWords(edition, rank, getLocale()));
	return {
		...{ code, layer, issuedOn, record, hash, name, day, rests },
		grouped: groupedCode(code),
		standing: standingOf(report),
		title: edition?.data.title,
		/** Of a tier that is not certain both ends. */
		tiers: tiers && [...new Set(tiers)],
		withdrawn: withdrawn && { ...withdrawn, on: today(new Date(withdrawn.at)) },
		superseded: superseded && { ...superseded, on: today(new Date(superseded.at)) }
	};
}
