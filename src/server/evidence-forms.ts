import { isHttpError, type RequestEvent } from '@sveltejs/kit';
import { mostEvidenceBytes, refuseTooLarge } from './evidence.ts';
import { postedForm, textOf } from './posted.ts';
import { problems } from './problems.ts';
import { isUuid } from './refused.ts';

/** One piece, and beside it the other fields and what parts them. */
const mostBytes = mostEvidenceBytes + 16 * 1024;

/** What a form with a piece of evidence brings. */
export interface SentEvidence {
	readonly id: string;
	readonly name: string;
	readonly content: Uint8Array;
	readonly effectiveOn: string;
}

/** What was typed beside a file that could not be taken, and why. */
export interface RefusedEvidence {
	readonly status: number;
	readonly effectiveOn: string;
	readonly fault: string;
}

/**
 * Takes a piece of evidence in; what is wrong with the file is said where it was chosen, and the rest of the
 * page is still there.
 * @throws the problem, where it is not the file that is wrong
 */
export async function takeEvidence(
	{ request }: Pick<RequestEvent, 'request'>,
	take: (sent: SentEvidence) => Promise<void>
): Promise<RefusedEvidence | undefined> {
	let effectiveOn = '';
	try {
		const form = await postedForm(request, mostBytes, {
			tooLarge: refuseTooLarge,
			unreadable: problems.evidenceBroken
		});
		effectiveOn = textOf(form, 'effectiveOn').trim().slice(0, 40);
		const file = fileIn(form);
		const content = new Uint8Array(await file.arrayBuffer());
		await take({ id: idIn(form), name: file.name, content, effectiveOn });
		return undefined;
	} catch (error) {
		if (!isHttpError(error) || !ofTheFile.has(error.status)) throw error;
		return { status: error.status, effectiveOn, fault: error.body.message };
	}
}

const ofTheFile: ReadonlySet<number> = new Set([400, 413, 415]);

function idIn(form: FormData): string {
	const id = textOf(form, 'id');
	return isUuid(id) ? id : problems.noForm();
}

/** The one file, from whichever field; a browser sends an empty one where none was chosen. */
function fileIn(form: FormData): File {
	const files = form.getAll('file').filter((one) => one instanceof File && one.size > 0) as File[];
	if (files.length > 1) problems.oneAtATime();
	return files[0] ?? problems.noEvidence();
}
