import type { Application, Said } from '#lib/plan/action.ts';
import { m } from '#lib/paraglide/messages.js';
import { getLocale } from '#lib/paraglide/runtime.js';
import { date } from '#lib/ui/dates.ts';
import { list, say } from '#lib/ui/text.ts';
import { answerWords } from '#lib/words/answer.ts';
import { dayWords, moneyWords } from '#lib/words/format.ts';
import { applicationWords, ownerWords, planStatusWords } from '#lib/words/plan.ts';
import type { OpenEdition, Text } from '#scoring';
import { library } from './content.ts';
import type { Plan } from './plans.ts';

/** What a measure is called; a reference that the content no longer has stands for itself. */
export function measureTitle(ref: string): Text {
	const [document, ...rest] = ref.split('/') as [string, ...string[]];
	const found = library.documents
		.get(document)
		?.document.measures.find((one) => one.data.id === rest.join('/'));
	return found?.data.title ?? { 'zh-cn': ref, en: ref };
}

/** A field of an action and what it says, in words. */
export function planFieldWords(
	{ actions, owners, questionnaire }: Plan,
	field: string,
	value: unknown
): { field: string; value: string } {
	const { edition } = library.editions.get(questionnaire)!;
	const [key, ref] = field.split('.') as [keyof typeof titles, string?];
	const title = ref === undefined ? titles[key]() : say(measureTitle(ref));
	if (value === null) return { field: title, value: m.plan_history_cleared() };
	if (ref !== undefined) return { field: title, value: applicationSaid(value as Application) };
	const nameOf = (id: string) => actions.find((one) => one.id === id)?.what ?? id;
	const said = { [key]: value } as Said;
	return { field: title, value: saidWords(said, { edition, owners, nameOf }) ?? String(value) };
}

const titles = {
	what: m.plan_what,
	question: m.plan_question,
	capability: m.plan_capability,
	finding: m.plan_finding,
	to: m.plan_step_to,
	effort: m.plan_step_effort,
	evidence: m.plan_step_evidence,
	owner: m.plan_owner,
	start: m.plan_start,
	due: m.plan_due,
	budget: m.plan_budget,
	status: m.plan_status,
	after: m.plan_after,
	order: m.plan_order
} satisfies Record<Exclude<keyof Said, 'measures'>, () => string>;

interface Names {
	readonly edition: OpenEdition;
	readonly owners: ReadonlyMap<string, string>;
	readonly nameOf: (action: string) => string;
}

/** The one thing that is said; nothing for what stands for itself. */
function saidWords(said: Said, { edition, owners, nameOf }: Names): string | undefined {
	const { question, capability, finding, owner, start, due, budget, status, after } = said;
	if (question !== undefined) return questionTitle(edition, question);
	if (capability !== undefined) return capabilityTitle(capability);
	if (finding !== undefined) return findingTitle(edition, finding);
	if (owner !== undefined) return ownerWords(owners.get(owner) ?? null);
	const day = start ?? due;
	if (day !== undefined) return date(day);
	if (budget !== undefined) return moneyWords(budget, getLocale());
	if (after !== undefined) return list(after.map(nameOf));
	if (said.evidence !== undefined) return list(said.evidence);
	if (status === undefined) return undefined;
	const words = planStatusWords[status.state]();
	return status.state === 'dropped'
		? `${words}${m.comma()}${m.plan_dropped_because({ reason: status.reason })}`
		: words;
}

/** How far an application is, with its sums and its day. */
export function applicationSaid({ state, applied, granted, on }: Application): string {
	const locale = getLocale();
	return [
		applicationWords[state](),
		...(applied === undefined ? [] : [`${m.plan_applied()} ${moneyWords(applied, locale)}`]),
		...(granted === undefined ? [] : [`${m.plan_granted()} ${moneyWords(granted, locale)}`]),
		...(on === undefined ? [] : [dayWords(on, locale)])
	].join(m.comma());
}

/** What of the edition is called so; an id that it does not have stands for itself. */
export function questionTitle(edition: OpenEdition, id: string): string {
	const question = edition.byName.get(id);
	return question ? say(question.data.title) : id;
}

export function capabilityTitle(id: string): string {
	const title = library.capabilities.get(id);
	return title ? say(title) : id;
}

export function findingTitle({ data }: OpenEdition, id: string): string {
	const found = data.actions?.actions.find((one) => one.id === id);
	return found ? say(found.finding) : id;
}

type Origin = 'question' | 'capability' | 'finding' | 'to' | 'effort' | 'evidence';

/** Where an action comes from, as lines to read. */
export function originLines(
	edition: OpenEdition,
	{ question, capability, finding, to, effort, evidence }: Pick<Said, Origin>
): { title: string; value: string }[] {
	const asked = question === undefined ? undefined : edition.byName.get(question);
	return [
		...(finding === undefined
			? []
			: [{ title: titles.finding(), value: findingTitle(edition, finding) }]),
		...(question === undefined
			? []
			: [{ title: titles.question(), value: questionTitle(edition, question) }]),
		...(asked && to !== undefined
			? [{ title: titles.to(), value: answerWords(asked, to, getLocale()) }]
			: []),
		...(effort === undefined ? [] : [{ title: titles.effort(), value: String(effort) }]),
		...(capability === undefined
			? []
			: [{ title: titles.capability(), value: capabilityTitle(capability) }]),
		...(evidence === undefined ? [] : [{ title: titles.evidence(), value: list(evidence) }])
	];
}
