import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { stringify } from 'yaml';
import { ContentError } from '#lib/library/library.ts';
import { readSurvey } from '#lib/questionnaire/read-survey.ts';
import type { EditionData } from '#scoring';
import { openContent } from './content.ts';
import { Failure } from './command.mjs';
import { main } from './main.ts';

/** No questionnaire is longer; a longer file is a mistake. */
const mostCharacters = 5_000_000;

/**
 * Imports an edition from SurveyJS JSON, as `/standards/…/survey.json` gives it and an editor of SurveyJS
 * changes it, as the folder of a draft. A folder that is there is left alone.
 */
await main(async () => {
	const [file, ...rest] = process.argv.slice(2);
	if (!file || rest.length > 0) throw new Failure('Usage: npm run data:import -- survey.json');
	const library = openContent();
	const editions = [...library.editions.values()].map(({ edition }) => edition);
	const ladders = new Map<string, string[]>();
	for (const { data, tiers } of editions) {
		const ids = tiers.map(({ id }) => id);
		ladders.set(data.instrument, [...(ladders.get(data.instrument) ?? []), ...ids]);
	}
	const world = { catalogue: library.catalogue, ladders };
	const { data, faults } = readSurvey(readJson(file), file, world);
	if (faults) throw new ContentError(faults);
	const folder = `questionnaires/${data.instrument}/${data.edition}`;
	if (existsSync(folder)) throw new Failure(`${folder}: it is there already, and is left alone.`);
	write(folder, data);
	const ref = `${data.instrument}@${data.edition}`;
	console.log(
		`${folder}: written, a draft. Work out its cases.yaml, then npm run data:check -- ${ref}`
	);
});

function readJson(file: string): unknown {
	if (!existsSync(file)) throw new Failure(`${file}: expected a file, found none`);
	const text = readFileSync(file, 'utf8');
	if (text.length > mostCharacters) {
		throw new Failure(
			`${file}: expected at most ${mostCharacters} characters, received ${text.length}`
		);
	}
	try {
		return JSON.parse(text);
	} catch (error) {
		throw new Failure(`${file}: expected JSON (${(error as Error).message})`);
	}
}

function write(folder: string, { dimensions, ladder, ...head }: EditionData): void {
	mkdirSync(folder, { recursive: true });
	// On one line each: folding puts blanks between Chinese characters.
	const put = (name: string, content: unknown) =>
		writeFileSync(
			`${folder}/${name}`,
			stringify(content, { aliasDuplicateObjects: false, lineWidth: 0 })
		);
	put('questionnaire.yaml', { ...head, status: 'draft' });
	dimensions.forEach((one, i) => put(`${i + 1}-${one.name}.yaml`, one));
	put('tiers.yaml', ladder);
	put('cases.yaml', { cases: [] });
}
