import type { Locale, Verdict } from '#scoring';
import { canonical } from '../library/hash.ts';
import { may, roleIds, roles, type OrganisationKind } from '../roles.ts';
import { questionsIn } from '../journey/form.ts';
import { namesOf, type World } from '../journey/world.ts';
import { layerLine, type LayerLine } from './compared.ts';
import type { LayerSaid } from './layers.ts';
import { layers, states, steps, type Layer, type State } from './life.ts';
import { fieldsOf } from './patch.ts';

/** A question or another field, with what each layer says of it. */
export interface OverviewLine extends LayerLine {
	readonly differs: boolean;
}

/** What belongs together: a dimension, or what is known of the enterprise. */
export interface OverviewGroup {
	/** Of the dimension; nothing for what is known of the enterprise. */
	readonly dimension?: string;
	readonly title?: string;
	readonly lines: readonly OverviewLine[];
}

/**
 * Everything that is asked or was said, layer beside layer, in the order of the questionnaire.
 *
 * @param applies by question: one that does not apply is left out, unless something was said
 */
export function overview(
	world: World,
	opened: Readonly<Record<Layer, Pick<LayerSaid, 'said'>>>,
	applies: Readonly<Record<string, Verdict>>,
	locale: Locale
): OverviewGroup[] {
	const { edition } = world;
	const said = layers.map((layer) => new Map(fieldsOf(opened[layer].said)));
	const isSaid = (field: string) => said.some((values) => values.has(field));
	const line = (field: string): OverviewLine => {
		const values = said.map((one) => one.get(field));
		const byLayer = Object.fromEntries(layers.map((layer, i) => [layer, values[i]]));
		return {
			...layerLine(edition, namesOf(world), field, byLayer as Record<Layer, unknown>, locale),
			differs: new Set(values.map((value) => canonical(value ?? null))).size > 1
		};
	};
	const fields = new Set(said.flatMap((values) => [...values.keys()]));
	const others = [...fields].filter(
		(field) => field !== 'questionnaire' && !field.startsWith('answers.')
	);
	const dimensions = edition.root.parts.map((part) => ({
		dimension: part.name,
		title: part.title[locale],
		lines: questionsIn(part)
			.map(({ name }) => ({ name, field: `answers.${name}` }))
			.filter(({ name, field }) => applies[name] !== 'unmet' || isSaid(field))
			.map(({ field }) => line(field))
	}));
	return [...dimensions, ...(others.length > 0 ? [{ lines: others.map(line) }] : [])];
}

/** A step of the line that a sheet goes along. */
export interface Milestone<Event> {
	readonly state: State;
	/** `to-come` lies ahead, `now` is where it stands. */
	readonly place: 'passed' | 'now' | 'to-come';
	/** What led there last; none for the draft, and for what lies ahead. */
	readonly event?: Event;
}

/**
 * The line from draft to filed, and where a sheet stands on it. That it was returned shows only while it
 * is: afterwards the history tells it.
 *
 * @param events oldest first
 */
export function milestones<Event extends { readonly state: State }>(
	events: readonly Event[]
): Milestone<Event>[] {
	const now = events.at(-1)?.state ?? 'draft';
	const line = states.filter((state) => state !== 'returned' || now === 'returned');
	const at = line.indexOf(now);
	return line.map((state, i) => {
		if (i > at) return { state, place: 'to-come' };
		const event = events.findLast((one) => one.state === state);
		// Nothing comes after the end of the line.
		const place = i < at || now === 'filed' ? 'passed' : 'now';
		return { state, place, ...(event ? { event } : {}) };
	});
}

/** Whose turn it is: the kind of organisation that takes a sheet's next step; nobody's once it is filed. */
export function turnOf(state: State): OrganisationKind | undefined {
	const step = steps.find(({ from }) => from === state);
	return step && sideOf(step.from, step.to);
}

/** The kind of organisation whose people take a step. */
export function sideOf(from: State, to: State): OrganisationKind | undefined {
	const step = steps.find((one) => one.from === from && one.to === to);
	const role = step && roleIds.find((id) => may(id, step.right));
	return role && roles[role].kind;
}
