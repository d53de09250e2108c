import type { Locale } from '#scoring';
import type { YearsData } from '#lib/charts/years.ts';
import { canonical } from '#lib/library/hash.ts';
import { m } from '#lib/paraglide/messages.js';
import { daysBetween } from '#lib/plan/action.ts';
import { layers } from '#lib/sheets/life.ts';
import { dayWords } from '#lib/words/format.ts';
import { fieldTitle } from '#lib/words/field-title.ts';
import { fieldWords } from '#lib/words/field.ts';
import { tierOf } from './area-files.ts';
import { today } from './clock.ts';
import { library } from './content.ts';
import type { Story, StoryDiagnosis } from './enterprise-story.ts';
import { namesIn } from './names.ts';
import { measureTitle } from './plan-history.ts';
import type { Plan } from './plans.ts';
import { titleOf } from './shown-sheet.ts';

/** How a profile changed, the last first: each time the fields that read differently, in words. */
export function shownProfiles({ profiles }: Story, locale: Locale) {
	const names = namesIn({});
	return profiles
		.map((row, i) => {
			const before = i === 0 ? {} : fieldsOf(profiles[i - 1]!);
			const after = fieldsOf(row);
			const changed = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
				(field) => canonical(before[field] ?? null) !== canonical(after[field] ?? null)
			);
			const changes = changed.map((field) => {
				const { title = fieldTitle(field), said } = fieldWords(undefined, names, field, locale);
				return { field, title, was: said(before[field]), is: said(after[field]) };
			});
			return { id: row.id, on: today(row.at), isFirst: i === 0, changes };
		})
		.reverse();
}

function fieldsOf({ name, area, facts, titles }: Story['profiles'][number]) {
	const fields: Record<string, unknown> = { name, 'facts.area': area };
	for (const [id, value] of Object.entries(facts as object)) fields[`facts.${id}`] = value;
	// Where none were said they are no list.
	if (Array.isArray(titles) && titles.length > 0) fields.titles = titles;
	return fields;
}

/** The diagnoses, the last first, with the tier of each layer once they are filed. */
export function shownDiagnoses({ diagnoses }: Story, locale: Locale) {
	return diagnoses
		.map(({ sheet, questionnaire, state, begunAt, changedAt, layers: filed }) => ({
			...{ sheet, state },
			title: titleOf(questionnaire),
			edition: questionnaire.split('@')[1]!,
			begunOn: today(begunAt),
			changedOn: today(changedAt),
			layers: layers.flatMap((layer) => {
				const one = filed.find((found) => found.layer === layer);
				return one
					? [{ layer, day: one.day ?? undefined, tier: tierOf({ questionnaire, ...one }, locale) }]
					: [];
			})
		}))
		.reverse();
}

/** The confirmed tiers over the years, drawn once an instrument was filed on two days; nothing before. */
export function tierYears({ diagnoses }: Story, locale: Locale): YearsData | undefined {
	const dated = diagnoses.flatMap((one) => {
		const { low, day } = one.layers.find(({ layer }) => layer === 'confirmed') ?? {};
		return typeof low === 'number' && day ? [{ ...one, low, day }] : [];
	});
	dated.sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
	const [first, last] = [dated[0], dated.at(-1)];
	if (!first || !last || first.day === last.day) return undefined;
	const byInstrument = Map.groupBy(dated, ({ questionnaire }) => questionnaire.split('@')[0]!);
	const titled = [...byInstrument.values()].map((own) => ({
		title: titleOf(own.at(-1)!.questionnaire)[locale],
		own
	}));
	const length = daysBetween(first.day, last.day);
	const middle = dated.find(({ day }) => {
		const share = daysBetween(first.day, day) / length;
		return share > 0.3 && share < 0.7;
	});
	const named = [first, ...(middle ? [middle] : []), last];
	return {
		label: m.story_chart({
			lines: titled.map(({ title, own }) => lineWords(title, own, locale)).join('; ')
		}),
		axis: m.story_chart_axis(),
		top: Math.max(...dated.map(topOf)),
		lines: titled.map(({ title, own }) => ({
			title,
			points: own.map(({ day, low }) => ({ at: daysBetween(first.day, day), rank: low }))
		})),
		days: named.map(({ day }) => ({
			at: daysBetween(first.day, day),
			title: dayWords(day, locale)
		}))
	};
}

type Dated = StoryDiagnosis & { readonly low: number; readonly day: string };

function topOf({ questionnaire }: Dated): number {
	return library.editions.get(questionnaire)!.edition.ladder.tiers.length;
}

function lineWords(title: string, own: readonly Dated[], locale: Locale): string {
	const [first, last] = [own[0]!, own.at(-1)!];
	const tier = (one: Dated) => tierOf({ ...one, high: one.low }, locale)!;
	return m.story_chart_line({
		title,
		from: tier(first),
		first: dayWords(first.day, locale),
		to: tier(last),
		last: dayWords(last.day, locale)
	});
}

/** Every measure that a filed diagnosis found met, or that a plan has to do with, with what came of it. */
export function shownMeasures(
	{ diagnoses, recommended }: Story,
	plans: readonly Pick<Plan, 'id' | 'actions'>[]
) {
	const days = new Map(
		diagnoses.map(({ sheet, changedAt, layers: filed }) => [
			sheet,
			filed.find(({ layer }) => layer === 'confirmed')?.day ?? today(changedAt)
		])
	);
	const met = Map.groupBy(recommended, ({ measure }) => measure);
	const applied = plans.flatMap(({ id, actions }) =>
		actions.flatMap(({ measures }) =>
			Object.entries(measures).map(([measure, application]) => ({ measure, plan: id, application }))
		)
	);
	const byMeasure = Map.groupBy(applied, ({ measure }) => measure);
	return [...new Set([...met.keys(), ...byMeasure.keys()])].sort().map((measure) => ({
		measure,
		title: measureTitle(measure),
		isKnown: isKnown(measure),
		metOn: [...new Set((met.get(measure) ?? []).map(({ sheet }) => days.get(sheet)!))].sort(),
		applications: (byMeasure.get(measure) ?? []).map(({ plan, application }) => ({
			plan,
			...application
		}))
	}));
}

/** Whether it has a page. */
function isKnown(ref: string): boolean {
	const [document, measure] = ref.split('/');
	const found = library.documents.get(document ?? '');
	return found?.document.measures.some(({ data }) => data.id === measure) ?? false;
}
