import { isDay, locales, type Day, type Fault, type Locale } from '#scoring';
import { readCase } from '#lib/diagnosis/case-file.ts';
import { openDossier, type Dossier } from '#lib/diagnosis/dossier.ts';
import { m } from '#lib/paraglide/messages.js';
import { getLocale } from '#lib/paraglide/runtime.js';
import { faultWords } from '#lib/words/fault.ts';
import { fieldTitle } from '#lib/words/field-title.ts';
import { library } from './content.ts';
import { postedForm } from './posted.ts';
import { problems } from './problems.ts';

/** No case file is longer; a longer one is a mistake. */
const mostCharacters = 1_000_000;

/** The diagnosis of what a form says, on its day and in its language, and what it said. Nothing of it is stored. */
export async function postedDossier(request: Request): Promise<{
	dossier: Dossier;
	on: Day;
	locale: Locale;
	form: FormData;
	fields: Record<string, string>;
}> {
	const form = await postedForm(request);
	const { on, lang, said } = Object.fromEntries(
		['on', 'lang', 'said'].map((name) => [name, String(form.get(name) ?? '')])
	) as Record<'on' | 'lang' | 'said', string>;
	if (!isDay(on)) return problems.noSuchDay(on);
	const locale = locales.find((one) => one === lang) ?? getLocale();
	const dossier = openDossier(library, readSaid(said), on);
	return { dossier, on, locale, form, fields: { said, on, lang } };
}

function readSaid(text: string) {
	if (text.length > mostCharacters) return problems.tooLong();
	let input: unknown;
	try {
		input = JSON.parse(text);
	} catch {
		return problems.noForm();
	}
	const { output, faults } = readCase(library, input);
	return output ?? refuse(input, faults!);
}

/** In the reader's words: a fault's own sentence is for those who write files. */
function refuse(input: unknown, faults: readonly Fault[]): never {
	const { questionnaire } = (input ?? {}) as { questionnaire?: unknown };
	if (typeof questionnaire !== 'string') return problems.noForm();
	const { edition } =
		library.editions.get(questionnaire) ?? problems.noSuchEdition(questionnaire.slice(0, 200));
	const words = faults.map((fault) =>
		m.field_fault({
			field: fieldTitle(fault.path),
			fault: faultWords(fault, edition, library.catalogue, getLocale())
		})
	);
	return problems.noCase(words.join(' '));
}
