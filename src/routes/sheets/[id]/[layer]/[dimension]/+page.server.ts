import { fail, redirect } from '@sveltejs/kit';
import { readForm } from '#lib/journey/form.ts';
import { openPage } from '#lib/journey/page.ts';
import type { DimensionPage, ElementField, QuestionField } from '#lib/journey/dimension-page.ts';
import { namesOf } from '#lib/journey/world.ts';
import { layers, type Layer } from '#lib/sheets/life.ts';
import { fieldsOf } from '#lib/sheets/patch.ts';
import { fieldWords } from '#lib/words/field.ts';
import { m } from '#lib/paraglide/messages.js';
import { getLocale, localizeHref } from '#lib/paraglide/runtime.js';
import { list } from '#lib/ui/text.ts';
import { today } from '#server/clock.ts';
import { library } from '#server/content.ts';
import { review, type Finding } from '#server/enterprise-sheets.ts';
import { asSeen, changesIn, decidedFields } from '#server/keeping.ts';
import { postedForm, textOf } from '#server/posted.ts';
import { problems } from '#server/problems.ts';
import { openLayer, readSheet, type Reading } from '#server/reading-sheets.ts';
import type { CaseFile } from '#lib/diagnosis/case-file.ts';

export async function load(event) {
	const reading = await readSheet(event);
	const layer = layerOf(reading, event.params);
	const { said, own } = reading.sheet.layers[layer];
	return {
		id: reading.sheet.id,
		layer,
		below: below(layer),
		title: reading.world.edition.data.title,
		parts: reading.world.edition.root.parts.map((part) => ({
			name: part.name,
			title: part.title
		})),
		dimension: event.params.dimension,
		seen: JSON.stringify([...own.standing.values()].flat()),
		questions: questionsOf(reading, layer, event.params.dimension, said),
		saved: event.url.searchParams.has('saved')
	};
}

export const actions = {
	/** Keeps what was found of each question: other answers, and what is decided. */
	save: async (event) => {
		const reading = await readSheet(event);
		const { acting, sheet, world } = reading;
		const { dimension } = event.params;
		const layer = layerOf(reading, event.params);
		const form = await postedForm(event.request);
		const seen = readSeen(form.get('seen'));
		const before = asSeen(sheet, layer, seen).said;
		const said = readForm(world.edition, library.catalogue, before, dimension, form);
		const patches = changesIn(sheet, layer, seen, said);
		const questions = questionsOf(reading, layer, dimension, said);
		const found = questions.map(({ question: { name, title } }) => {
			const field = `answers.${name}`;
			return {
				title,
				finding: findingOf(
					form,
					field,
					patches.filter((patch) => patch.field === field)
				)
			};
		});
		const missing = found.filter(({ finding }) => lacksWords(finding));
		if (missing.length > 0) {
			return fail(400, {
				questions,
				seen: JSON.stringify(seen),
				typed: Object.fromEntries(
					questions.map(({ question: { name } }) => [
						name,
						{ verdict: trimmed(form, `verdict.${name}`), remark: trimmed(form, `remark.${name}`) }
					])
				),
				missing: m.review_needs_text({ questions: list(missing.map(({ title }) => title)) })
			});
		}
		await review(
			acting.member,
			sheet.id,
			layer,
			found.map(({ finding }) => finding)
		);
		const parts = world.edition.root.parts.map(({ name }) => name);
		const next = parts[parts.indexOf(dimension) + 1];
		const here = `/sheets/${sheet.id}`;
		const isGoingOn = form.get('go') === 'next';
		if (isGoingOn && next === undefined) redirect(303, localizeHref(here));
		const there = localizeHref(`${here}/${layer}/${isGoingOn ? next : dimension}`);
		redirect(303, isGoingOn ? there : `${there}?saved`);
	}
};

/**
 * The layer of the address, where it is answered by whoever asks, now.
 * @throws the problem: there is no such page, or it is not theirs
 */
function layerOf(reading: Reading, params: { layer: string; dimension: string }): Layer {
	const layer = layers.find((one) => one === params.layer && one !== 'declared');
	const isPart = reading.world.edition.root.parts.some(({ name }) => name === params.dimension);
	if (!layer || !isPart) return problems.noSuchFiled();
	return layer === openLayer(reading) ? layer : problems.notAllowed();
}

function below(layer: Layer): Layer {
	return layers[layers.indexOf(layer) - 1]!;
}

/** The questions of a dimension that apply, each with what the layer below says and what was decided. */
function questionsOf({ sheet, world }: Reading, layer: Layer, step: string, said: CaseFile) {
	const locale = getLocale();
	const { body, live } = openPage(world, { said, step, day: today() }, locale);
	const applies = ({ name }: { name: string }) => live.applies[name] !== 'unmet';
	const inside = (element: ElementField): QuestionField[] => {
		if (!applies(element)) return [];
		return element.type === 'panel' ? element.elements.flatMap(inside) : [element];
	};
	const beneath = new Map(fieldsOf(sheet.layers[below(layer)].said));
	const decided = decidedFields(sheet);
	return (body as DimensionPage).elements.flatMap(inside).map((question) => {
		const field = `answers.${question.name}`;
		const words = fieldWords(world.edition, namesOf(world), field, locale);
		return {
			question,
			below: words.said(beneath.get(field)),
			isDecided: decided.has(field),
			finding: live.findings[question.name],
			faults: Object.fromEntries(
				Object.entries(live.faults).filter(([path]) => `${path}.`.startsWith(`${field}.`))
			),
			remarks: sheet.decisions
				.filter((one) => one.field === field)
				.map(({ id, kind, text, at }) => ({ id, kind, text, on: today(at) }))
		};
	});
}

/** A changed answer is a correction, whatever else was chosen but a rejection; words alone are a comment. */
function findingOf(form: FormData, field: string, patches: Finding['patches']): Finding {
	const name = field.replace(/^answers\./, '');
	const text = trimmed(form, `remark.${name}`);
	const verdict = (['accepted', 'rejected'] as const).find(
		(one) => one === trimmed(form, `verdict.${name}`)
	);
	if (patches.length > 0 && verdict !== 'rejected')
		return { patches, decision: { field, kind: 'corrected', text } };
	if (verdict) return { patches, decision: { field, kind: verdict, text } };
	return { patches, ...(text ? { decision: { field, kind: 'comment', text } } : {}) };
}

/** Everything but an acceptance asks for words, no more of them than the database takes. */
function lacksWords({ decision }: Finding): boolean {
	if (!decision) return false;
	const { kind, text } = decision;
	return (text === '' && kind !== 'accepted') || text.length > 2000;
}

function trimmed(form: FormData, name: string): string {
	return textOf(form, name).trim();
}

/** The patches of the layer that the page was made from. */
function readSeen(sent: FormDataEntryValue | null): string[] {
	let given: unknown;
	try {
		given = JSON.parse(String(sent));
	} catch {
		return problems.noForm();
	}
	if (!Array.isArray(given)) return problems.noForm();
	return given.filter((one) => typeof one === 'string');
}
