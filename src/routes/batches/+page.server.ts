import { redirect, type RequestEvent } from '@sveltejs/kit';
import { isWithin, locales } from '#scoring';
import { layers, type Layer } from '#lib/sheets/life.ts';
import { getLocale, localizeHref } from '#lib/paraglide/runtime.js';
import { today } from '#server/clock.ts';
import { areaName, library } from '#server/content.ts';
import { requireMember, requireRight, type Acting } from '#server/member.ts';
import { postedForm, textOf } from '#server/posted.ts';
import { askForBatch, listBatches, listPrintable, type Printable } from '#server/print-batches.ts';
import { problems } from '#server/problems.ts';

/** More of a list than anybody reads through. */
const mostBatches = 50;
const mostListed = 500;

export async function load(event) {
	const acting = requireMember(event);
	requireRight(acting, 'file.read');
	const { member } = acting;
	const printable = await listPrintable(member);
	const batches = await listBatches(member, mostBatches);
	return {
		areas: areasOf(printable),
		most: mostListed,
		more: printable.length > mostListed,
		sheets: printable.slice(0, mostListed).map(({ area, questionnaire, filedAt, ...one }) => ({
			...one,
			area: area && areaName(area),
			title: library.editions.get(questionnaire)?.edition.data.title,
			filedOn: today(filedAt)
		})),
		batches: batches.map(({ area, ...batch }) => ({ ...batch, area: area && areaName(area) })),
		mayPack: acting.kind === 'government',
		locale: getLocale()
	};
}

/** Every area in which something can be printed, and those around it, each with how much. */
function areasOf(printable: readonly Printable[]) {
	const codes = new Set(
		printable.flatMap(({ area }) =>
			area === undefined ? [] : [area, `${area.slice(0, 6)}`, `${area.slice(0, 4)}00`]
		)
	);
	return [...codes].sort().map((code) => ({
		code,
		name: areaName(code),
		count: printable.filter(({ area }) => area !== undefined && isWithin(area, [code]) === 'met')
			.length
	}));
}

export const actions = {
	/** Asks for reports: of an area, or of the sheets that are ticked. */
	print: ask((form) => ({
		layer: layers.find((one) => one === form.get('layer')) ?? problems.noForm()
	})),
	/** Asks for packages of the same. */
	pack: ask((_, { kind }) => {
		if (kind !== 'government') problems.notAllowed();
		return { kind: 'packages' } as const;
	})
};

function ask(
	wanted: (form: FormData, acting: Acting) => { layer: Layer } | { kind: 'packages' }
): (event: RequestEvent) => Promise<never> {
	return async (event) => {
		const acting = requireMember(event);
		requireRight(acting, 'file.read');
		const form = await postedForm(event.request);
		const locale = locales.find((one) => one === form.get('lang')) ?? problems.noForm();
		const area = textOf(form, 'area');
		const sheets = form.getAll('sheet').filter((one) => typeof one === 'string');
		const of = area === '' ? { sheets } : { area };
		const id = await askForBatch(acting.member, { ...of, locale, ...wanted(form, acting) });
		redirect(303, localizeHref(`/batches/${id}`));
	};
}
