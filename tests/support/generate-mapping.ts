import type { EditionData, OpenQuestion } from '#scoring';
import { openMapping, type Mapping } from '#lib/editions/mapping.ts';
import { mappingSchema, type MappingData } from '#lib/editions/mapping-data.ts';
import { wordsOf } from '#lib/editions/question-words.ts';
import { drawn, type Draw } from './draw.ts';
import type { Answers } from './figures.ts';
import { text } from './generate-condition.ts';
import { checked, drawEdition } from './generate-edition.ts';
import { drawPartKnown, drawKnown, type SaidKnown } from './generate-known.ts';
import { drawAnswers, drawPart } from './generate-sheet.ts';
import { opened } from './trials.ts';

/** Two editions, a mapping between them, and a sheet of the older one, complete and half-way. */
export interface Succession {
	readonly older: EditionData;
	readonly newer: EditionData;
	readonly mapping: MappingData;
	readonly complete: Answers;
	readonly part: Answers;
	readonly known: SaidKnown;
}

/** Any two editions. */
export const successions = drawn(1600, (draw): Succession => {
	const older = drawEdition(draw);
	const newer = { ...drawEdition(draw), edition: '2' };
	return { older, newer, mapping: drawMapping(draw, older, newer), ...drawSheet(draw, older) };
});

/** The same questions, weighed, tailored and climbed otherwise. */
export const reweighings = drawn(1200, (draw): Succession => {
	const older = drawEdition(draw);
	const newer = { ...reweighed(draw, older), edition: '2' };
	const kept = opened(older).questions.map(({ name }) => name);
	const mapping = checked(mappingSchema, { from: '1', kept });
	return { older, newer, mapping, ...drawSheet(draw, older) };
});

export function linked({
	older,
	newer,
	mapping
}: Pick<Succession, 'older' | 'newer' | 'mapping'>): Mapping {
	const { mapping: open, faults } = openMapping(mapping, opened(older), opened(newer));
	if (faults) throw new Error(JSON.stringify({ faults, mapping }, null, '\t'));
	return open;
}

function drawSheet(draw: Draw, data: EditionData) {
	const complete = drawAnswers(draw, data);
	const part = drawPart(draw, data, complete);
	return { complete, part, known: drawPartKnown(draw, drawKnown(draw)) };
}

function reweighed(draw: Draw, data: EditionData): EditionData {
	const redrawn = JSON.parse(JSON.stringify(data), (key, value: unknown) => {
		if (key === 'weights' && !Array.isArray(value)) {
			const names = Object.keys(value as object);
			return Object.fromEntries(names.map((name) => [name, draw.pick([1, 2, 0.5, 3, 0.333])]));
		}
		if (key === 'tailoring' && draw.chance(50)) {
			const { rule } = value as { rule: string };
			return { ...(value as object), rule: rule === 'forfeit' ? 'redistribute' : 'forfeit' };
		}
		return value;
	}) as EditionData;
	const { rule, tiers } = redrawn.ladder;
	const other = rule === 'firstUnmet' ? 'highestMet' : 'firstUnmet';
	const left = tiers.length > 1 && draw.chance(40) ? tiers.slice(1) : tiers;
	return { ...redrawn, ladder: { ...redrawn.ladder, rule: draw.pick([rule, other]), tiers: left } };
}

type Entry = Record<string, unknown>;

/** What became of each question, drawn: what has the same name mostly stays what it was. */
function drawMapping(draw: Draw, older: EditionData, newer: EditionData): MappingData {
	const [from, to] = [opened(older), opened(newer)];
	const old = new Set<OpenQuestion>(from.questions);
	const now = new Set<OpenQuestion>(to.questions);
	const entries: Record<string, unknown[]> = {};
	const put = (kind: string, entry: unknown) => void (entries[kind] ??= []).push(entry);
	const says = text('says');
	for (const question of from.questions) {
		const same = to.byName.get(question.name);
		if (!same || !fits(question, same) || draw.chance(35)) continue;
		old.delete(question);
		now.delete(same);
		if (wordsOf(question) === wordsOf(same)) put('kept', question.name);
		else if (question.type === same.type) {
			put('reworded', { question: question.name, ...carried(draw, question, same), says });
		} else {
			const names = { from: question.name, to: same.name };
			put('changed-type', {
				...names,
				...taken(draw, [question], same),
				...carried(draw, question, same),
				says
			});
		}
	}
	for (const question of old) {
		if (!old.has(question)) continue;
		const fitting = [...now].filter((one) => fits(question, one));
		const beside = [...old].filter((one) => one !== question && fits(question, one));
		const kind = draw.pick(['merged', 'split', 'one', 'removed']);
		old.delete(question);
		if (kind === 'merged' && fitting.length > 0 && beside.length > 0) {
			const into = draw.pick(fitting);
			const sources = [question, draw.pick(beside)];
			for (const one of sources) old.delete(one);
			now.delete(into);
			put('merged', {
				into: into.name,
				...taken(draw, sources, into),
				from: sources.map((one) => ({ question: one.name, ...carried(draw, one, into) })),
				says
			});
		} else if (kind === 'split' && fitting.length > 1) {
			const targets = fitting.slice(0, draw.between(2, 3));
			for (const one of targets) now.delete(one);
			const into = targets.map((one) => {
				return { to: one.name, ...taken(draw, [question], one), ...carried(draw, question, one) };
			});
			put('split', { from: question.name, into, says });
		} else if (kind !== 'removed' && fitting.some((one) => one.name !== question.name)) {
			const target = draw.pick(fitting.filter((one) => one.name !== question.name));
			now.delete(target);
			const entry = {
				from: question.name,
				to: target.name,
				...carried(draw, question, target),
				says
			};
			if (target.type === question.type) put('renamed', entry);
			else put('changed-type', { ...entry, ...taken(draw, [question], target) });
		} else put('removed', { question: question.name, says });
	}
	for (const question of now) put('new', { question: question.name, says });
	return checked(mappingSchema, { from: from.data.edition, ...entries });
}

const isFigures = ({ type }: OpenQuestion) => type === 'multipletext';
const fits = (a: OpenQuestion, b: OpenQuestion) => isFigures(a) === isFigures(b);

function taken(draw: Draw, sources: readonly OpenQuestion[], to: OpenQuestion): Entry {
	const meets = sources.length > 1 || sources.some(({ type }) => type === 'checkbox');
	return to.type === 'radiogroup' && meets ? { take: draw.pick(['first', 'last']) } : {};
}

function carried(draw: Draw, from: OpenQuestion, to: OpenQuestion): Entry {
	if (from.type === 'multipletext' || to.type === 'multipletext') {
		return draw.chance(50) ? { items: { now: draw.pick(['gain', null]), gain: null } } : {};
	}
	const target = () => {
		if (draw.chance(20)) return null;
		const { value } = draw.pick(to.choices);
		if (to.type === 'radiogroup' || draw.chance(50)) return value;
		return [value, draw.pick(to.choices).value];
	};
	return { choices: Object.fromEntries(from.choices.map(({ value }) => [value, target()])) };
}
