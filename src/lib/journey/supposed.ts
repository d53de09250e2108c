import { checkKnown, checkSheet, type Catalogue, type OpenEdition } from '#scoring';
import type { CaseFile } from '../diagnosis/case-file.ts';
import { canonical } from '../library/hash.ts';
import { jsonFault } from '../sheets/json.ts';
import { fieldsOf } from '../sheets/patch.ts';
import { differences, fromFields, type Fields } from './fields.ts';
import { readDay, readForm, readNumber } from './form.ts';
import { result, support } from './steps.ts';
import { dayOf, follow, type Turn } from './turn.ts';

/** What is supposed in place of what was said. It is kept nowhere until it is taken over. */
export interface Supposed {
	/** By field (`facts.area`, `projects`, `titles`); null where nothing would be said. */
	readonly change: Fields;
	/** Another day to judge on, as typed; left out for the day of the page. */
	readonly day?: string;
	/** What is decided about the road; left out where nothing is. */
	readonly road?: DecidedRoad;
}

/** What a person decided about the road to the next tier, by question. */
export interface DecidedRoad {
	/** Steps that stay, with the answer to reach. */
	readonly fixed: Readonly<Record<string, unknown>>;
	readonly forbidden: readonly string[];
	/** What a step may cost, as typed, in 万元. */
	readonly budgets: Readonly<Record<string, number | string>>;
}
export const nothingDecided: DecidedRoad = { fixed: {}, forbidden: [], budgets: {} };

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
	const pages = [support, ...edition.root.parts.map(({ name }) => name)];
	const read = pages.reduce(
		(there, page) => readForm(edition, library.catalogue, there, page, own),
		supposedCase(said, before)
	);
	const typed = own.get('on');
	const day = typeof typed === 'string' ? readDay(typed) : (before.day ?? '');
	const road = readBudgets(own, before.road ?? nothingDecided);
	return {
		change: changeBetween(world, said, read),
		...(day === '' ? {} : { day }),
		...(canonical(road) === canonical(nothingDecided) ? {} : { road })
	};
}

/** What steps may cost, where the form asks; what it does not ask stays. */
function readBudgets(own: FormData, before: DecidedRoad): DecidedRoad {
	const budgets = new Map(Object.entries(before.budgets));
	for (const field of own.keys()) {
		const [, question] = /^budget\.([a-z0-9-]+)$/.exec(field) ?? [];
		if (question === undefined) continue;
		const typed = readNumber(own, field);
		if (typed === undefined) budgets.delete(question);
		else budgets.set(question, typed);
	}
	return { ...before, budgets: Object.fromEntries(budgets) };
}

/** The fields in which one case file says something else than another, apart from how it is written. */
function changeBetween(
	{ edition, library }: Standards,
	said: CaseFile,
	supposed: CaseFile
): Fields {
	const taken = (change: Fields) => {
		const there = supposedCase(said, { change });
		const { answers } = checkSheet(edition, there.answers ?? {});
		return canonical([checkKnown(library.catalogue, there), answers]);
	};
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
		...(typeof given.day === 'string' ? { day: given.day } : {}),
		...(isObject(given.road) ? { road: readDecided(given.road) } : {})
	};
}

function readDecided({
	fixed,
	forbidden,
	budgets
}: Readonly<Record<string, unknown>>): DecidedRoad {
	const typed = Object.entries(isObject(budgets) ? budgets : {}).filter(
		(entry): entry is [string, number | string] => ['number', 'string'].includes(typeof entry[1])
	);
	return {
		fixed: isObject(fixed) ? fixed : {},
		forbidden: Array.isArray(forbidden) ? forbidden.filter((one) => typeof one === 'string') : [],
		budgets: Object.fromEntries(typed)
	};
}

const supposable = /^((facts|answers)\.[a-z0-9-]+|projects|titles)$/;

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * What a button asks for: `if.take` takes over what is supposed, `if.drop` goes back to what was said,
 * `if.add-project` and `if.drop-project.0` suppose one project more or less; `if.fix.`, `if.forbid.` and
 * `if.release.` decide about a step of the road. Anything else turns the page,
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
	const road = decided(supposed.road ?? nothingDecided, what);
	if (road) return { turn: { ...turn }, supposed: { ...supposed, road } };
	const next = follow(edition, { said: there, step: support, day }, what);
	return {
		turn: { ...turn },
		supposed: { ...supposed, change: changeBetween(world, said, next.said) }
	};
}

/** The button that keeps a step, without its prefix: `fix.["scheduling",2]`. */
export function fixButton(question: string, to: unknown): string {
	return `fix.${JSON.stringify([question, to])}`;
}

/** What a button decides about the road; nothing where it is about something else. */
function decided(before: DecidedRoad, what: string): DecidedRoad | undefined {
	const [, verb, rest] = /^(fix|forbid|release)\.(.+)$/.exec(what) ?? [];
	if (verb === undefined || rest === undefined) return undefined;
	const pair = verb === 'fix' ? readPair(rest) : ([rest, undefined] as const);
	if (!pair) return before;
	const [question, to] = pair;
	const { [question]: _, ...others } = before.fixed;
	const forbidden = before.forbidden.filter((one) => one !== question);
	return {
		...before,
		fixed: verb === 'fix' ? { ...others, [question]: to } : others,
		forbidden: verb === 'forbid' ? [...forbidden, question] : forbidden
	};
}

function readPair(text: string): readonly [string, unknown] | undefined {
	try {
		const given: unknown = JSON.parse(text);
		if (!Array.isArray(given) || typeof given[0] !== 'string') return undefined;
		return [given[0], given[1]];
	} catch {
		return undefined;
	}
}
