import './components.ts';
import { createRawSnippet, type Component } from 'svelte';
import { render } from 'svelte/server';
import { toJson } from '#lib/diagnosis/json.ts';
import { traceDocument } from '#lib/diagnosis/trace-document.ts';
import { tracePage, type TracePage } from '#lib/journey/trace-page.ts';
import type { World } from '#lib/journey/world.ts';
import type { Library } from '#lib/library/library.ts';
import { openRegions } from '#lib/regions.ts';
import { checkSheet, diagnose, scoreSheet } from '#scoring';
import { largestOf } from './editions.ts';
import type { DatedSheet } from './sheets.ts';

/** What is done with a sheet of the largest edition, all of it answered. */
export interface Traces {
	/** Typed and scored, without a reason: what the others are held against. */
	readonly score: (sheet: DatedSheet) => unknown;
	/** From the answers to the file. */
	readonly file: (sheet: DatedSheet) => string;
	/** From the answers to the HTML of the page, with every part open. */
	readonly page: (sheet: DatedSheet) => string;
}

/** Loads the page's component, which takes a moment. */
export async function openTraces(library: Library): Promise<Traces> {
	const { default: TraceView } = (await import('#lib/ui/result/TraceView.svelte')) as {
		default: Component<{ page: TracePage; method: string; action: string; download: unknown }>;
	};
	const one = library.editions.get(largestOf(library).ref)!;
	const { edition } = one;
	const standards = { edition, documents: [], catalogue: library.catalogue };
	// No condition of the edition names an area.
	const regions = openRegions({ provinces: [], cities: [], areas: [], streets: [], zones: [] });
	const world: World = { library, edition, regions, today: '2026-11-22' };
	const saidIn = ({ answers, facts, titles }: DatedSheet) => ({
		questionnaire: edition.ref,
		...{ answers, facts, titles }
	});
	const download = createRawSnippet(() => ({ render: () => '<span></span>' }));
	const looking = { words: '', open: true };
	return {
		score: ({ answers, day }) =>
			scoreSheet(edition, checkSheet(edition, answers), { facts: {}, titles: [], tiers: {}, day }),
		file: (sheet) => {
			const said = saidIn(sheet);
			const diagnosis = diagnose(standards, said, sheet.day);
			return toJson(traceDocument(one, { said, diagnosis }));
		},
		page: (sheet) => {
			const said = saidIn(sheet);
			const diagnosis = diagnose(standards, said, sheet.day);
			const page = tracePage(world, said, diagnosis, looking, 'zh-cn');
			return render(TraceView, { props: { page, method: 'GET', action: '/', download } }).body;
		}
	};
}
