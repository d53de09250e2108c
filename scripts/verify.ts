import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { groupedCode } from '#lib/report/code.ts';
import { checkRecord, recordChecks, reportHash, type RecordCheck } from '#lib/report/record.ts';
import { pdfDiffersAt, readPdf } from '#server/reports/read-pdf.ts';
import { Failure } from './command.mjs';
import { main } from './main.ts';

const usage = `Usage: npm run -s verify -- FILE [--hash sha256:…] (FILE: the PDF of an issued report, or its record)
  --hash   what the installation says of the code, or what stands on the paper: it must be that of FILE`;

const sentences: Readonly<Record<RecordCheck, string>> = {
	form: 'It is a record of an issued report.',
	hash: 'Its hash is that of its content.',
	code: 'Its code is one.',
	content: 'The standards, rule documents and terms in it are those it names, by their hashes.',
	dossiers:
		'What was said, the day and what it rests on have the hashes that it says, in every layer.',
	diagnosis: 'Worked out anew from the answers, every number is the same.',
	report: 'The report can be printed from it again.'
};

/** Says line by line what of an issued report holds; needs neither network nor database. */
await main(async () => {
	const { file, expected } = readArguments();
	const bytes = read(file);
	const isPdf = bytes.subarray(0, 5).toString('latin1') === '%PDF-';
	let faults = 0;
	const tell = (sentence: string, fault: string | undefined) => {
		console.log(fault === undefined ? `holds  ${sentence}` : `FAILS  ${sentence}\n       ${fault}`);
		if (fault !== undefined) faults++;
	};
	const pdf = isPdf ? await readPdf(bytes) : undefined;
	if (isPdf) tell('The PDF can be read.', pdf ? undefined : 'it is damaged');
	const text = isPdf ? pdf?.record : bytes.toString('utf8');
	if (pdf)
		tell('It brings its record with it.', text === undefined ? 'nothing is attached' : undefined);
	if (text !== undefined) {
		const { checks, record, hash, report } = checkRecord(text);
		for (const { check, fault } of checks) tell(sentences[check], fault);
		const left = recordChecks.length - checks.length;
		if (left > 0) console.log(`       ${left} further checks were not made.`);
		if (pdf && report) {
			tell('Every word and number of the PDF is that of its record.', pdfDiffersAt(pdf, report));
		}
		if (record && hash !== undefined) {
			const known = [hash, reportHash(record)];
			if (expected !== undefined) {
				const isIt = known.includes(expected);
				tell(
					'It has the hash that was asked for.',
					isIt ? undefined : `it has ${known.join(' and ')}`
				);
			}
			console.log(`
Code          ${groupedCode(record.code)}
Content hash  ${reportHash(record)}
Record hash   ${hash}`);
			if (record.beside.address) console.log(`Ask at        ${record.beside.address}`);
		}
	}
	console.log(
		faults === 0
			? '\nGENUINE in itself: nothing in it was changed. That it was issued, and still stands, says the installation: its page for this code must show the same hashes.'
			: '\nNOT GENUINE.'
	);
	if (faults > 0) process.exitCode = 1;
});

function readArguments(): { file: string; expected: string | undefined } {
	try {
		const { values, positionals } = parseArgs({
			allowPositionals: true,
			options: { hash: { type: 'string' } }
		});
		const [file, ...more] = positionals;
		if (file === undefined || more.length > 0) throw new Failure(usage);
		return { file, expected: values.hash?.trim().toLowerCase() };
	} catch (error) {
		if (error instanceof TypeError) throw new Failure(`${error.message}\n${usage}`);
		throw error;
	}
}

function read(file: string): Buffer {
	try {
		return readFileSync(file);
	} catch (error) {
		throw new Failure(
			`${file} cannot be read (${(error as NodeJS.ErrnoException).code}).\n${usage}`
		);
	}
}
