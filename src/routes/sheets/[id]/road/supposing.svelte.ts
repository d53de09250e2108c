import { fetched } from '#lib/journey/fetched.ts';
import { openContent, type JourneyContent } from '#lib/journey/content.ts';
import {
	followSupposed,
	nothingSupposed,
	readSupposed,
	type Supposed
} from '#lib/journey/supposed.ts';
import type { Turn } from '#lib/journey/turn.ts';
import { whatIf, type WhatIf } from '#lib/journey/what-if.ts';
import type { World } from '#lib/journey/world.ts';
import { getLocale } from '#lib/paraglide/runtime.js';
import { openRegions, type RegionTables } from '#lib/regions.ts';
import type { Day } from '#scoring';

/** What the server said, and where the browser gets what it needs to go on by itself. */
interface Origin {
	readonly turn: Turn;
	readonly whatIf: WhatIf;
	readonly today: Day;
	readonly content: string;
	readonly areas: string;
}

/** What is supposed beside what a sheet says, in the browser; until `takeOver` is done the page is a form. */
export class Supposing {
	readonly #origin: Origin;
	#world = $state.raw<World>();
	#supposed = $state.raw<Supposed>(nothingSupposed);
	/** Counts up where the fields have to be filled in anew. */
	filled = $state(0);

	readonly whatIf: WhatIf = $derived.by(() =>
		this.#world
			? whatIf(this.#world, this.#origin.turn, this.#supposed, getLocale())
			: this.#origin.whatIf
	);

	constructor(origin: Origin) {
		this.#origin = origin;
	}

	/** Whether everything happens on the device by now. */
	get onDevice(): boolean {
		return this.#world !== undefined;
	}

	/** Fetches what judging needs and goes on from what the form says. */
	async takeOver(form: HTMLFormElement): Promise<void> {
		const { turn, today, content, areas, whatIf: told } = this.#origin;
		const [data, tables] = await Promise.all([
			fetched<JourneyContent>(content),
			fetched<RegionTables>(areas)
		]);
		const library = openContent(data);
		const { edition } = library.editions.get(turn.said.questionnaire)!;
		const world = { library, edition, regions: openRegions(tables), today };
		this.#supposed = readSupposed(world, turn, told.supposed, new FormData(form));
		this.#world = world;
		this.filled++;
	}

	/** Takes what the form says now. */
	read(form: FormData): void {
		this.#supposed = readSupposed(this.#world!, this.#origin.turn, this.#supposed, form);
	}

	/** Does what a button asks for. */
	follow(go: string): void {
		const { turn } = this.#origin;
		this.#supposed = followSupposed(this.#world!, turn, this.#supposed, go).supposed;
		this.filled++;
	}
}
