import { reportOf, checkWritten } from '#lib/report/record.ts';
import { pdfDiffersAt, readPdf } from './read-pdf.ts';

/** What comes of comparing a file with the report that was issued. */
export type Compared =
	| { readonly kind: 'same' | 'other' | 'no-record' | 'unreadable' }
	/** The record is right, and the text is not. */
	| { readonly kind: 'text'; readonly where: string };

/**
 * Compares a file that somebody handed in, a PDF or a record, with the hash of the record that was issued. Only
 * what has that hash is believed and opened: of anything else no more is looked at.
 */
export async function compareFile(bytes: Uint8Array, expected: string): Promise<Compared> {
	const isPdf = new TextDecoder('latin1').decode(bytes.subarray(0, 5)) === '%PDF-';
	const pdf = isPdf ? await readPdf(bytes) : undefined;
	if (isPdf && !pdf) return { kind: 'unreadable' };
	const text = isPdf ? pdf!.record : new TextDecoder().decode(bytes);
	if (text === undefined) return { kind: 'no-record' };
	const { written, fault, isJson } = checkWritten(text);
	if (!isJson) return { kind: 'unreadable' };
	if (fault !== undefined || !written || written.hash !== expected) return { kind: 'other' };
	const { hash: _hash, ...record } = written;
	const where = pdf && pdfDiffersAt(pdf, reportOf(record));
	return where === undefined ? { kind: 'same' } : { kind: 'text', where };
}
