import { openContent, type JourneyContent } from '#lib/journey/content.ts';
import { openDevice } from '#lib/journey/device.ts';
import { fetched } from '#lib/journey/fetched.ts';
import { merged } from '#lib/journey/fields.ts';
import { readDay, readForm } from '#lib/journey/form.ts';
import { sheetsBeside, withOthers } from '#lib/journey/others.ts';
import { openPage, type JourneyPage } from '#lib/journey/page.ts';
import { result, stepsOf, type Step } from '#lib/journey/steps.ts';
import { nothingSupposed, readSupposed, type Supposed } from '#lib/journey/supposed.ts';
import { followGo } from '#lib/journey/taking.ts';
import { dayOf, type Turn } from '#lib/journey/turn.ts';
import { whatIf, type WhatIf } from '#lib/journey/what-if.ts';
import type { World } from '#lib/journey/world.ts';
import { getLocale } from '#lib/paraglide/runtime.js';
import { openEngine, type Engine } from '#lib/questionnaire/engine.ts';
import { openRegions, type RegionTables } from '#lib/regions.ts';
import type { CaseFile } from '#lib/diagnosis/case-file.ts';
import type { Day } from '#scoring';

/** Where the browser gets what it needs, and what the server said. */
interface Origin {
	readonly ref: string;
	readonly today: Day;
	readonly content: string;
	readonly areas: string;
	readonly page: JourneyPage;
	/** The kept sheet that is gone on with, as the server wrote it; empty where there is none. */
	readonly kept: string;
	/** Whether it has just been loaded, in place of what the device holds. */
	readonly loaded: boolean;
	/** Other questionnaires whose answers may be offered, and where to get what reads them. */
	readonly linked: readonly { readonly ref: string; readonly content: string }[];
	/** Sheets of them that were sent along, as text; empty where there are none. */
	readonly beside: string;
}

/**
 * The journey in the browser. Until `takeOver` has what it needs, the page is what the server sent, and a
 * form; from then on every change is read from the form, kept on the device and judged there.
 */
export class Journey {
	readonly #origin: Origin;
	readonly #device;
	#world = $state.raw<World>();
	#engine = $state.raw<Engine>();
	#turn = $state.raw<Turn>()!;
	#supposed = $state.raw<Supposed>(nothingSupposed);
	/** The day as typed, where it is none. */
	wrongDay = $state<string>();
	/** Counts up where the fields have to be filled in anew. */
	filled = $state(0);
	/** The kept sheet that is gone on with; empty where there is none. */
	kept = $state('');
	/** Sheets of other questionnaires that were sent along, as text; empty where there are none. */
	beside = $state('');
	/** The browser keeps nothing. */
	refused = $state(false);

	/** What the form shows. */
	readonly page: JourneyPage = $derived.by(() =>
		this.#world ? openPage(this.#world, this.#turn, getLocale()) : this.#origin.page
	);
	/** With the result: what support there would be if something else were so. */
	readonly whatIf: WhatIf | undefined = $derived.by(() => {
		if (!this.#world) return this.#origin.page.whatIf;
		if (this.#turn.step !== result) return undefined;
		return whatIf(this.#world, this.#turn, this.#supposed, getLocale());
	});
	/** What the form engine says of the page. */
	readonly #checked = $derived.by(() => {
		const engine = this.#engine;
		if (!engine) return undefined;
		engine.take(this.#turn.said.answers);
		return { faults: engine.faultsOn(this.#turn.step), shows: engine.shows };
	});
	/** By path of the field: what could not be taken. */
	readonly faults: Readonly<Record<string, string>> = $derived({
		...this.page.live.faults,
		...this.#checked?.faults
	});

	constructor(origin: Origin) {
		this.#origin = origin;
		this.#turn = origin.page.turn;
		this.#device = openDevice(origin.ref, () => localStorage);
		this.kept = origin.kept;
		this.beside = origin.beside;
	}

	/** Whether everything happens on the device by now. */
	get onDevice(): boolean {
		return this.#world !== undefined;
	}

	get turn(): Turn {
		return this.#turn;
	}

	/** Whether a part of the questionnaire is to be shown. */
	shows = (name: string): boolean =>
		this.#checked ? this.#checked.shows(name) : this.page.live.applies[name] !== 'unmet';

	/**
	 * Fetches what judging needs and goes on from what the device has kept and the form says. Where that
	 * fails the page stays what it was: a form.
	 */
	async takeOver(form: HTMLFormElement): Promise<void> {
		const { ref, today, content, areas, page, loaded, linked } = this.#origin;
		const [data, tables] = await Promise.all([
			fetched<JourneyContent>(content),
			fetched<RegionTables>(areas)
		]);
		const own = openContent(data);
		const { edition } = own.editions.get(ref)!;
		if (loaded) this.#device.clear();
		const kept = this.#device.load();
		this.beside = this.#device.along('beside', this.#origin.beside);
		const beside = sheetsBeside(this.beside, () => localStorage);
		const library = await withOthers(own, linked, [...beside, page.turn.said, kept], fetched);
		const world = { library, edition, regions: openRegions(tables), today, beside };
		const typed = readForm(
			edition,
			library.catalogue,
			page.turn.said,
			page.turn.step,
			new FormData(form)
		);
		const said = merged(typed, kept);
		const place = readPlace(ref);
		const fresh = !loaded && page.turn.step === stepsOf(edition)[0];
		const step =
			fresh && stepsOf(edition).includes(place.step ?? '') ? place.step! : page.turn.step;
		const day = fresh && place.day ? dayOf(place.day, today).day : page.turn.day;
		this.#supposed = readSupposed(
			world,
			page.turn,
			page.whatIf?.supposed ?? nothingSupposed,
			new FormData(form)
		);
		this.#world = world;
		this.kept = this.#device.along('kept', this.kept);
		this.#keep(kept, said);
		this.#turn = { said, step, day };
		this.filled++;
		addEventListener('storage', this.#otherTab);
	}

	/** Loads the form engine; without it everything still works. */
	async loadEngine(): Promise<void> {
		if (this.#world) this.#engine = await openEngine(this.#world.edition, getLocale());
	}

	leave(): void {
		removeEventListener('storage', this.#otherTab);
	}

	/** Takes what the form says now. */
	read(form: FormData): void {
		const { edition, library } = this.#world!;
		const before = this.#turn.said;
		const said = readForm(edition, library.catalogue, before, this.#turn.step, form);
		if (said !== before) {
			this.#keep(before, said);
			this.#turn = { ...this.#turn, said };
		}
		this.#supposed = readSupposed(this.#world!, this.#turn, this.#supposed, form);
		this.setDay(form.get('on'));
	}

	/** Sets the day where a form gives one. */
	setDay(typed: FormDataEntryValue | null): void {
		if (typeof typed !== 'string') return;
		const { day, wrong } = dayOf(readDay(typed), this.#turn.day);
		this.wrongDay = wrong;
		if (day !== this.#turn.day) this.#place({ ...this.#turn, day });
	}

	/** Does what a button asks for. @returns whether another page is shown */
	turnTo(go: string): boolean {
		const before = this.#turn;
		const { turn: next, supposed } = followGo(this.#world!, before, this.#supposed, go);
		this.#supposed = supposed;
		if (next.said !== before.said) this.#keep(before.said, next.said);
		this.#place(next);
		if (next !== before) this.filled++;
		if (next.day !== before.day) this.wrongDay = undefined;
		return next.step !== before.step;
	}

	/** Shows a step that was shown before. */
	show(step: Step): void {
		if (!this.#world || step === this.#turn.step) return;
		this.#supposed = nothingSupposed;
		this.#place({ ...this.#turn, step });
		this.filled++;
	}

	/** Forgets everything that was said. */
	startAnew(): void {
		this.#device.clear();
		this.#supposed = nothingSupposed;
		this.kept = '';
		this.#device.along('beside', this.beside);
		const { ref, today } = this.#origin;
		this.#place({
			said: { questionnaire: ref },
			step: stepsOf(this.#world!.edition)[0]!,
			day: today
		});
		this.filled++;
	}

	#keep(before: CaseFile, said: CaseFile): void {
		this.refused = !this.#device.save(before, said);
	}

	#place(turn: Turn): void {
		this.#turn = turn;
		try {
			const { step, day } = turn;
			sessionStorage.setItem(placeKey(this.#origin.ref), JSON.stringify({ step, day }));
		} catch {
			// The next reload starts at the first page.
		}
	}

	#otherTab = ({ key }: StorageEvent): void => {
		if (!this.#device.owns(key)) return;
		this.#turn = { ...this.#turn, said: this.#device.load() };
		this.filled++;
	};
}

function placeKey(ref: string): string {
	return `qidang:${ref}:place`;
}

/** Where this tab was before it was loaded again. */
function readPlace(ref: string): { step?: string; day?: string } {
	try {
		return JSON.parse(sessionStorage.getItem(placeKey(ref)) ?? '{}') as {
			step?: string;
			day?: string;
		};
	} catch {
		return {};
	}
}
