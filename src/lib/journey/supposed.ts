import { checkKnown, type Catalogue, type OpenEdition } from '#scoring';
import type { CaseFile } from '../diagnosis/case-file.ts';
import { canonical } from '../library/hash.ts';
import { jsonFault } from '../sheets/json.ts';
import { fieldsOf } from '../sheets/patch.ts';
import { differences, fromFields, type Fields } from './fields.ts';
import { readDay, readForm } from './form.ts';
import { result, support } from './steps.ts';
import { dayOf, follow, type Turn } from './turn.ts';

/** What is supposed in place of what was said. It is kept nowhere until it is taken over. */
export interface Supposed {
	/** By field (`facts.area`, `projects`, `titles`); null where nothing would be said. */
	readonly change: Fields;
	/** Another day to judge on, as typed; left out for the day of the page. */
	readonly day?: string;
}

export const nothingSupposed: Supposed = { change: {} };

/** Before the names of its fields: `if.facts.area`, `if.projects.0.years.2024.loan`, `if.on`. */
export const prefix = 'if.';

/** What a case file is read with. */
interface Standards {
	readonly edition: OpenEdition;
	readonly library: { readonly catalogue: Catalogue };
}

/** A case file as it is supposed to be. */
export function supposedCase(said: CaseFile, { change }: Supposed): CaseFile {
	const fields = { ...Object.fromEntries(fieldsOf(said)), ...change };
	const stated = Object.entries(fields).filter(([, value]) => value !== null);
	return fromFields(said.questionnaire, Object.fromEntries(stated));
}

/** What the fields of the form suppose; those it does not have stay as they were supposed before. */
export function readSupposed(
	world: Standards,
	{ said, step }: Turn,
	before: Supposed,
	form: FormData
): Supposed {
	if (step !== result) return nothingSupposed;
	const own = new FormData();
	for (const [field, value] of form) {
		if (field.startsWith(prefix)) own.append(field.slice(prefix.length), value);
	}
	const { edition, library } = world;
	const read = readForm(edition, library.catalogue, supposedCase(said, before), support, own);
	const typed = own.get('on');
	const day = typeof typed === 'string' ? readDay(typed) : (before.day ?? '');
	return { change: changeBetween(world, said, read), ...(day === '' ? {} : { day }) };
}

/** The fields in which one case file says something else than another, apart from how it is written. */
function changeBetween({ library }: Standards, said: CaseFile, supposed: CaseFile): Fields {
	const taken = (change: Fields) =>
		canonical(checkKnown(library.catalogue, supposedCase(said, { change })));
	const before = taken({});
	const changed = Object.entries(differences(said, supposed))
		.map(([field, value]): [string, unknown] => [field, value ?? null])
		.filter(([field, value]) => taken({ [field]: value }) !== before);
	return Object.fromEntries(changed);
}

/** What is supposed, from the text that travels with the page where scripting is off; nothing if unreadable. */
export function readCarried(text: string): Supposed | undefined {
	if (text === '') return nothingSupposed;
	let given: unknown;
	try {
		given = JSON.parse(text);
	} catch {
		return undefined;
	}
	if (jsonFault(given) || !isObject(given) || !isObject(given.change)) return undefined;
	const fields = Object.entries(given.change);
	return {
		change: Object.fromEntries(fields.filter(([field]) => supposable.test(field))),
		...(typeof given.day === 'string' ? { day: given.day } : {})
	};
}

/** Answers are not supposed: they have pages of their own. */
const supposable = /^(facts\.[a-z0-9-]+|projects|titles)$/;

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * What a button asks for: `if.take` takes over what is supposed, `if.drop` goes back to what was said,
 * `if.add-project` and `if.drop-project.0` suppose one project more or less. Anything else turns the page,
 * and what is supposed stays as long as the result is shown.
 */
export function followSupposed(
	world: Standards,
	turn: Turn,
	supposed: Supposed,
	go: string
): { turn: Turn; supposed: Supposed } {
	const { edition } = world;
	const { said, step, day } = turn;
	if (!go.startsWith(prefix)) {
		const next = follow(edition, turn, go);
		return { turn: next, supposed: next.step === result ? supposed : nothingSupposed };
	}
	const what = go.slice(prefix.length);
	const there = supposedCase(said, supposed);
	if (what === 'take') {
		const taken = { said: there, step, day: dayOf(supposed.day, day).day };
		return { turn: taken, supposed: nothingSupposed };
	}
	if (what === 'drop') return { turn: { ...turn }, supposed: nothingSupposed };
	const next = follow(edition, { said: there, step: support, day }, what);
	return {
		turn: { ...turn },
		supposed: { ...supposed, change: changeBetween(world, said, next.said) }
	};
}
