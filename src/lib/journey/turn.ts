import { isDay, parse, shown, type Day, type Fault, type OpenEdition } from '#scoring';
import { caseFileSchema, type CaseFile } from '../diagnosis/case-file.ts';
import { beside, stepsOf, support, type Step } from './steps.ts';

/** Where a person is in the journey: what was said, the page, and the day to judge on. */
export interface Turn {
	readonly said: CaseFile;
	readonly step: Step;
	readonly day: Day;
}

/**
 * What was said, from the text that travels with each page where scripting is off. Whatever of it can be
 * kept is kept.
 */
export function readSaid(questionnaire: string, text: string): { said: CaseFile; faults: Fault[] } {
	const nothing = { questionnaire };
	let given: unknown;
	try {
		given = text === '' ? nothing : JSON.parse(text);
	} catch {
		return { said: nothing, faults: [unreadable(text)] };
	}
	if (typeof given !== 'object' || given === null || Array.isArray(given)) {
		return { said: nothing, faults: [unreadable(given)] };
	}
	const named = { ...given, questionnaire };
	const { output, faults } = parse(caseFileSchema, named, { path: 'said' });
	if (output) return { said: output, faults: [] };
	const wrong = new Set(faults.map((fault) => fault.path.split('.')[1]));
	const rest = Object.entries(named).filter(([key]) => !wrong.has(key));
	return { said: Object.fromEntries(rest) as CaseFile, faults };
}

function unreadable(received: unknown): Fault {
	return { path: 'said', expected: 'expected what was said, as JSON', received: shown(received) };
}

/**
 * What a button of the page asks for: `next`, `back`, the name of a step, another day (`day.2024-12-31`),
 * one more or one less of the projects (`add-project`, `drop-project.0`). Anything else stays on the page.
 */
export function follow(edition: OpenEdition, { said, step, day }: Turn, go: string): Turn {
	if (go === 'next') return { said, step: beside(edition, step, 1), day };
	if (go === 'back') return { said, step: beside(edition, step, -1), day };
	if (stepsOf(edition).includes(go)) return { said, step: go, day };
	if (go.startsWith('day.')) return { said, step, day: dayOf(go.slice('day.'.length), day).day };
	if (step !== support) return { said, step, day };
	const projects = Array.isArray(said.projects) ? (said.projects as unknown[]) : [];
	if (go === 'add-project')
		return { said: { ...said, projects: [...projects, { name: '' }] }, step, day };
	const place = /^drop-project\.(\d+)$/.exec(go)?.[1];
	if (place === undefined) return { said, step, day };
	const left = projects.filter((_, i) => i !== Number(place));
	const { projects: _projects, ...rest } = said;
	return { said: left.length > 0 ? { ...rest, projects: left } : rest, step, day };
}

/** The day a form asks for; where it is none, the one before and what was typed. */
export function dayOf(typed: string | undefined, before: Day): { day: Day; wrong?: string } {
	if (typed === undefined || typed === '') return { day: before };
	return isDay(typed) ? { day: typed } : { day: before, wrong: typed };
}
