import {
	isDay,
	type Catalogue,
	type Fact,
	type OpenEdition,
	type OpenQuestion,
	type Part
} from '#scoring';
import type { CaseFile } from '../diagnosis/case-file.ts';
import { narrowest } from './region-levels.ts';
import { about, support, type Step } from './steps.ts';

/** The facts of the first page; the others are asked where a measure needs them. */
export const aboutFacts = ['area', 'industry', 'applicant', 'size', 'above-scale'] as const;

/**
 * One page of the journey as a form sends it, turned into what was said. The same function reads the
 * form on the server, where scripting is off, and in the browser at every change.
 *
 * Fields are named by their path: `name`, `facts.area`, `answers.scheduling`, `answers.equipment.total`,
 * `projects.0.years.2024.loan`, `titles.dcmm.awarded`. What a person typed is kept as typed where it is no
 * number, so that the fault can name it and nothing is lost.
 */
export function readForm(
	edition: OpenEdition,
	catalogue: Catalogue,
	said: CaseFile,
	step: Step,
	form: FormData
): CaseFile {
	if (step === about) return readAbout(catalogue, said, form);
	if (step === support) return readSupport(catalogue, said, form);
	const dimension = edition.root.parts.find((part) => part.name === step);
	return dimension ? readDimension(dimension, said, form) : said;
}

/** What a text field says, without the blanks around it; nothing where it is empty or missing. */
function text(form: FormData, field: string): string | undefined {
	const value = form.get(field);
	return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

/** A number as people type it (full-width digits, separators of thousands); else what was typed. */
export function readNumber(form: FormData, field: string): number | string | undefined {
	const typed = text(form, field);
	if (typed === undefined) return undefined;
	const plain = typed.normalize('NFKC').replace(/[\s,_]/g, '');
	return /^[+-]?(\d+\.?\d*|\.\d+)$/.test(plain) ? Number(plain) : typed;
}

/** A day as people write it: 2024-10-15, 2024/10/15, 2024年10月15日, 20241015; else what was typed. */
export function readDay(typed: string): string {
	const plain = typed.normalize('NFKC').trim();
	const parts =
		/^(\d{4})(\d\d)(\d\d)$/.exec(plain) ??
		/^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(plain);
	if (!parts) return typed;
	const day = `${parts[1]}-${parts[2]!.padStart(2, '0')}-${parts[3]!.padStart(2, '0')}`;
	return isDay(day) ? day : typed;
}

function day(form: FormData, field: string): string | undefined {
	const typed = text(form, field);
	return typed === undefined ? undefined : readDay(typed);
}

/** The area chosen, level by level. */
function area(form: FormData): string | undefined {
	return narrowest(form.getAll('region').filter((value) => typeof value === 'string'));
}

/** Sets or removes keys: what is undefined goes. */
function changed(
	object: unknown,
	changes: Readonly<Record<string, unknown>>
): Record<string, unknown> {
	const before = typeof object === 'object' && object !== null ? object : {};
	const entries = Object.entries({ ...before, ...changes }).filter(
		([, value]) => value !== undefined
	);
	return Object.fromEntries(entries);
}

/** The page about the enterprise. */
export function readAbout(catalogue: Catalogue, said: CaseFile, form: FormData): CaseFile {
	const facts = aboutFacts.flatMap((id) => {
		const fact = catalogue.facts.get(id);
		return fact ? [[id, factOf(fact, form, `facts.${id}`)] as const] : [];
	});
	const { name: _name, creditCode: _creditCode, ...rest } = said;
	const name = text(form, 'name');
	const creditCode = text(form, 'creditCode');
	return {
		...rest,
		...(name === undefined ? {} : { name }),
		...(creditCode === undefined ? {} : { creditCode }),
		facts: changed(said.facts, Object.fromEntries(facts))
	};
}

/** A question that the page did not show, since it does not apply, keeps its answer. */
function readDimension(dimension: Part, said: CaseFile, form: FormData): CaseFile {
	// Of a checkbox without a choice a form says nothing: the page says by `asked` that it was there.
	const asked = new Set(form.getAll('asked'));
	const fields = [...form.keys()];
	const isShown = ({ name }: OpenQuestion) =>
		asked.has(name) || fields.some((field) => `${field}.`.startsWith(`answers.${name}.`));
	const answers = questionsIn(dimension)
		.filter(isShown)
		.map((question) => [question.name, answer(question, form)]);
	return { ...said, answers: changed(said.answers, Object.fromEntries(answers)) };
}

/** The questions of a part, in document order. */
export function questionsIn(part: Part): OpenQuestion[] {
	return part.question ? [part.question] : part.parts.flatMap(questionsIn);
}

function answer(question: OpenQuestion, form: FormData): unknown {
	const field = `answers.${question.name}`;
	switch (question.type) {
		case 'radiogroup': {
			const value = text(form, field);
			return question.choices.find((choice) => String(choice.value) === value)?.value ?? value;
		}
		case 'checkbox': {
			const values = form.getAll(field).filter((value) => value !== '');
			return values.length > 0 ? values : undefined;
		}
		case 'multipletext': {
			const figures = question.items.map(({ name }) => [
				name,
				readNumber(form, `${field}.${name}`)
			]);
			const given = changed({}, Object.fromEntries(figures));
			return Object.keys(given).length > 0 ? given : undefined;
		}
	}
}

function yesOrNo(form: FormData, field: string): boolean | undefined {
	const value = text(form, field);
	return value === 'true' ? true : value === 'false' ? false : undefined;
}

function factOf(fact: Fact, form: FormData, field: string): unknown {
	switch (fact.type) {
		case 'boolean':
			return yesOrNo(form, field);
		case 'money':
		case 'number':
			return readNumber(form, field);
		case 'area':
			return area(form);
		default:
			return text(form, field);
	}
}

/** Everything the page asks; a fact it did not ask stays as it was. */
function readSupport(catalogue: Catalogue, said: CaseFile, form: FormData): CaseFile {
	const facts: Record<string, unknown> = {};
	for (const fact of catalogue.facts.values()) {
		const field = `facts.${fact.id}`;
		const isAsked = form.has(fact.type === 'area' ? 'region' : field);
		if (fact.owner === 'enterprise' && isAsked) facts[fact.id] = factOf(fact, form, field);
	}
	const { projects: before, titles: _titles, ...rest } = said;
	const projects = form.has('projects') ? readProjects(catalogue, form) : before;
	return {
		...rest,
		facts: changed(said.facts, facts),
		...(projects === undefined ? {} : { projects }),
		titles: readTitles(catalogue, said, form)
	};
}

/** `projects` says whether there are any: `yes`, `no`, or empty where one does not know. */
function readProjects(catalogue: Catalogue, form: FormData): unknown[] | undefined {
	const any = text(form, 'projects');
	if (any === 'no') return [];
	if (any !== 'yes') return undefined;
	const places = numbersBehind(form, 'projects.').map(Number);
	return places
		.sort((a, b) => a - b)
		.map((place) => readProject(catalogue, form, `projects.${place}`));
}

/** The numbers that stand behind a beginning in the names of fields, each once. */
function numbersBehind(form: FormData, beginning: string): string[] {
	const rests = [...form.keys()]
		.filter((field) => field.startsWith(beginning))
		.map((field) => field.slice(beginning.length));
	return [...new Set(rests.flatMap((rest) => /^(\d+)\./.exec(rest)?.[1] ?? []))];
}

function readProject(catalogue: Catalogue, form: FormData, field: string): Record<string, unknown> {
	const owned = (owner: Fact['owner'], at: string) => {
		const facts = [...catalogue.facts.values()].filter((fact) => fact.owner === owner);
		const entries = facts.map((fact) => [fact.id, factOf(fact, form, `${at}.${fact.id}`)]);
		return changed({}, Object.fromEntries(entries));
	};
	const years = numbersBehind(form, `${field}.years.`).map(
		(year) => [year, owned('project-year', `${field}.years.${year}`)] as const
	);
	return {
		name: text(form, `${field}.name`) ?? '',
		facts: owned('project', `${field}.facts`),
		years: Object.fromEntries(years.filter(([, facts]) => Object.keys(facts).length > 0))
	};
}

/** One record for each title the page asked about, in its place; the others stay. */
export function readTitles(
	catalogue: Catalogue,
	said: Pick<CaseFile, 'titles'>,
	form: FormData
): unknown[] {
	const before = Array.isArray(said.titles) ? (said.titles as unknown[]) : [];
	const asked = [...catalogue.titles.keys()].filter((id) => form.has(`titles.${id}.state`));
	const read = new Map(
		asked.map((id) => {
			const last = before.findLast((one) => titleOf(one) === id) as TitleSaid | undefined;
			return [id, readTitle(id, last, form)];
		})
	);
	const stay = before.flatMap((record) => {
		const id = titleOf(record);
		const own = read.get(id);
		if (!own) return asked.includes(id) ? [] : [record];
		read.delete(id);
		return own;
	});
	return [...stay, ...[...read.values()].flat()];
}

/** Nothing where one does not know. What the page did not ask of it stays as it was. */
function readTitle(title: string, before: TitleSaid | undefined, form: FormData): unknown[] {
	const field = `titles.${title}`;
	const state = text(form, `${field}.state`);
	if (state === undefined) return [];
	if (state === 'not-held') return [{ title, state }];
	const asks = (detail: string) => form.has(`${field}.${detail}`);
	const details = {
		level: asks('level') ? text(form, `${field}.level`) : before?.level,
		issuer: asks('issuer') ? text(form, `${field}.issuer`) : before?.issuer,
		awarded: day(form, `${field}.awarded`),
		expires: day(form, `${field}.expires`),
		first: asks('first') ? yesOrNo(form, `${field}.first`) : before?.first
	};
	return [changed({ title, state }, details)];
}

interface TitleSaid {
	readonly level?: unknown;
	readonly issuer?: unknown;
	readonly first?: unknown;
}

/** The title a record is of; anything may stand in its place. */
export function titleOf(record: unknown): string {
	const { title } = (typeof record === 'object' && record !== null ? record : {}) as {
		title?: unknown;
	};
	return String(title ?? '');
}
