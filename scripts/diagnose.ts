import { createReadStream, existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { toJson } from '#lib/diagnosis/json.ts';
import { describe } from '#lib/diagnosis/describe.ts';
import { rankedOf } from '#lib/diagnosis/ranked.ts';
import { projectNames, readCase, type CaseFile } from '#lib/diagnosis/case-file.ts';
import type { Library } from '#lib/library/library.ts';
import { parseYaml } from '#lib/library/yaml.ts';
import { packages } from '#lib/package/packages.ts';
import { roadOf } from '#lib/road/road-of.ts';
import { roadLines } from '#lib/words/road.ts';
import { loadAreas } from '#server/areas.ts';
import {
	askOrder,
	diagnose,
	isDay,
	locales,
	sentence,
	shown,
	type Diagnosis,
	type Locale,
	type OpenDocument
} from '#scoring';
import { openContent } from './content.ts';
import { Failure } from './command.mjs';
import { main } from './main.ts';

const usage = `Usage: npm run -s diagnose -- FILE … --on YYYY-MM-DD [--json] [--brief] [--lang zh-cn|en] [--pdf FILE] [--word FILE] [--copy]
  FILE     answers of one enterprise, as YAML or JSON; - reads JSON lines from standard input
  --on     the day to judge on (required: nothing here asks the clock)
  --json   a line of JSON for each sheet; always so for more than one file and for standard input
  --brief  leaves out every why: no trace, no reasons
  --lang   the language of the words, zh-cn unless told otherwise
  --pdf    prints the report of one file as PDF, too
  --word   writes it as a Word file, too
  --copy   as a copy that nobody signs: signs that the font lacks are written by their code`;

/** No line and no file is longer; a longer one is a mistake. */
const mostCharacters = 5_000_000;
/** After how many sheets progress is told. */
const progressEvery = 1000;

await main(async () => {
	const { files, day, asJson, brief, locale, pdf, word, copy } = readArguments();
	const library = openContent();
	const progress = { done: 0, failed: 0 };
	for await (const { place, text } of inputs(files)) {
		const result = judge(library, text, place, day, brief);
		if ('failure' in result) {
			progress.failed++;
			console.error(`${place}: ${result.failure}`);
			if (asJson) await print(JSON.stringify({ input: place, error: result.failure }));
		} else if (asJson) {
			const { name, diagnosis, said } = result;
			const documents = documentsOf(library);
			const { edition } = library.editions.get(result.questionnaire)!;
			const order = rankedOf(edition, documents, diagnosis);
			await print(
				toJson({
					input: place,
					...(name ? { name } : {}),
					...diagnosis,
					order: order.map(({ recommendation: { measure }, addresses }) => ({
						measure,
						addresses
					})),
					asking: askOrder(documents, diagnosis.support.recommendations),
					packages: packages(documents, diagnosis.support),
					...(brief ? {} : { road: roadOf(standardsOf(library, result), said, day) })
				})
			);
		} else {
			await print(wordsOf(library, result, day, locale).join('\n'));
		}
		if ((pdf ?? word) !== undefined && !('failure' in result)) {
			// Loaded only here: the browser and all it needs would slow every other run.
			const { writeReport } = await import('./report.ts');
			await writeReport(library, result.said, { day, locale, copy, pdf, word });
		}
		progress.done++;
		if (progress.done % progressEvery === 0) tell(progress);
	}
	if (progress.done >= progressEvery || files.length > 1) tell(progress);
	if (progress.failed > 0) process.exitCode = 1;
});

function readArguments() {
	try {
		const { values, positionals } = parseArgs({
			allowPositionals: true,
			options: {
				on: { type: 'string' },
				json: { type: 'boolean', default: false },
				brief: { type: 'boolean', default: false },
				lang: { type: 'string', default: 'zh-cn' },
				pdf: { type: 'string' },
				word: { type: 'string' },
				copy: { type: 'boolean', default: false }
			}
		});
		const { on, json, brief, lang, pdf, word, copy } = values;
		if (positionals.length === 0) throw new Failure(usage);
		if (on === undefined)
			throw new Failure(`--on: expected a day YYYY-MM-DD, received nothing\n${usage}`);
		if (!isDay(on))
			throw new Failure(`--on: expected a day that exists, YYYY-MM-DD, received ${shown(on)}`);
		if (!(locales as readonly string[]).includes(lang)) {
			throw new Failure(`--lang: expected ${locales.join(' or ')}, received ${shown(lang)}`);
		}
		const missing = positionals.find((file) => file !== '-' && !existsSync(file));
		if (missing) throw new Failure(`${missing}: expected a file, found none`);
		const report = pdf !== undefined ? '--pdf' : word !== undefined ? '--word' : undefined;
		if (report !== undefined && (positionals.length > 1 || positionals.includes('-'))) {
			throw new Failure(`${report}: expected one file, received ${positionals.join(', ')}`);
		}
		if (copy && report === undefined) {
			throw new Failure('--copy: expected --pdf or --word beside it');
		}
		const asJson = json || brief || positionals.length > 1 || positionals.includes('-');
		return {
			...{ files: positionals, day: on, asJson, brief, locale: lang as Locale },
			...{ pdf, word, copy }
		};
	} catch (error) {
		if (error instanceof TypeError) throw new Failure(`${error.message}\n${usage}`);
		throw error;
	}
}

/** What each file says, and each line of standard input, with the name to report it by. */
async function* inputs(files: readonly string[]): AsyncGenerator<{ place: string; text: string }> {
	for (const file of files) {
		if (file !== '-') {
			yield { place: file, text: await readFile(file, 'utf8') };
			continue;
		}
		let line = 0;
		for await (const text of createInterface({ input: createReadStream('', { fd: 0 }) })) {
			line++;
			if (text.trim() !== '') yield { place: `line ${line}`, text };
		}
	}
}

interface Judged {
	name?: string;
	questionnaire: string;
	said: CaseFile;
	diagnosis: Diagnosis;
}

function judge(
	library: Library,
	text: string,
	place: string,
	day: string,
	brief: boolean
): Judged | { failure: string } {
	const input = read(text, place);
	if ('failure' in input) return input;
	const { output, faults } = readCase(library, input.value);
	if (faults) return { failure: faults.map(sentence).join('; ') };
	const { edition } = library.editions.get(output.questionnaire)!;
	const documents = documentsOf(library);
	const standards = { edition, documents, catalogue: library.catalogue };
	const diagnosis = diagnose(standards, output, day, !brief);
	if (diagnosis.faults.length > 0) return { failure: diagnosis.faults.map(sentence).join('; ') };
	const { name, questionnaire } = output;
	return { diagnosis, questionnaire, said: output, ...(name === undefined ? {} : { name }) };
}

/** A line is JSON; a file is JSON if its name says so, else YAML. */
function read(text: string, place: string): { value: unknown } | { failure: string } {
	if (text.length > mostCharacters) {
		return { failure: `expected at most ${mostCharacters} characters, received ${text.length}` };
	}
	const isYaml = /\.ya?ml$/i.test(place);
	try {
		return { value: isYaml ? parseYaml(text, place) : JSON.parse(text) };
	} catch (error) {
		const message = error instanceof Error ? error.message : String(error);
		return { failure: isYaml ? message : `expected JSON, received ${shown(text)} (${message})` };
	}
}

function standardsOf({ editions, catalogue }: Library, { questionnaire }: Judged) {
	return { edition: editions.get(questionnaire)!.edition, catalogue };
}

function documentsOf(library: Library): readonly OpenDocument[] {
	return [...library.documents.values()].map((one) => one.document);
}

function wordsOf(library: Library, judged: Judged, day: string, locale: Locale) {
	const { name, said, diagnosis } = judged;
	const { edition } = standardsOf(library, judged);
	const editions = [...library.editions.values()].map((one) => one.edition);
	const areas = loadAreas();
	const names = {
		catalogue: library.catalogue,
		edition,
		editions,
		areaName: (code: string) => areas.find(code)?.name
	};
	const described = describe(diagnosis, {
		edition,
		documents: documentsOf(library),
		capabilities: library.capabilities,
		projects: projectNames(said),
		names,
		locale,
		...(name === undefined ? {} : { name })
	});
	const road = roadOf(standardsOf(library, judged), said, day);
	return [...described, '', ...roadLines(road, edition, names, locale)];
}

/** Writes a line and waits where the reader is slower. */
async function print(line: string): Promise<void> {
	if (!process.stdout.write(`${line}\n`)) await once(process.stdout, 'drain');
}

function tell({ done, failed }: { done: number; failed: number }): void {
	console.error(`${done} sheets, ${failed} failed`);
}
