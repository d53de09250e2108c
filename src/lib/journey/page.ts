import { diagnose, type Diagnosis, type Locale } from '#scoring';
import { aboutPage, type AboutPage } from './about-page.ts';
import { dimensionPage, type DimensionPage } from './dimension-page.ts';
import { questionsIn } from './form.ts';
import { liveOf, type Live } from './live.ts';
import { offeredTo, type Offered } from './offered.ts';
import { resultPage, type ResultPage } from './result-page.ts';
import { about, result, stepsOf, support, type Step } from './steps.ts';
import { supportPage, type SupportPage } from './support-page.ts';
import type { Turn } from './turn.ts';
import type { WhatIf } from './what-if.ts';
import type { World } from './world.ts';

/** A step as the list of steps shows it. */
export interface StepEntry {
	readonly step: Step;
	/** A dimension's own title; the other steps are named by the page. */
	readonly title?: string;
	/** Of its questions, how many there are and how many are left. */
	readonly questions?: number;
	readonly left?: number;
	/** How many more have no answer and need none. */
	readonly idle?: number;
}

export type Body = AboutPage | DimensionPage | SupportPage | ResultPage;

/** Everything a page of the journey shows, in one language: plain data, made alike on server and device. */
export interface JourneyPage {
	readonly turn: Turn;
	readonly steps: readonly StepEntry[];
	readonly live: Live;
	readonly body: Body;
	/** Where questions are asked: what other sheets say of them. */
	readonly offered?: Offered | undefined;
	/** With the result, as the server sends it. */
	readonly whatIf?: WhatIf | undefined;
}

export function openPage(world: World, turn: Turn, locale: Locale): JourneyPage {
	const { edition, library } = world;
	const { said, step, day } = turn;
	const standards = {
		edition,
		documents: step === result ? [...library.documents.values()].map((one) => one.document) : [],
		catalogue: library.catalogue
	};
	const diagnosis = diagnose(standards, said, day);
	return {
		turn,
		steps: entriesOf(world, diagnosis, locale),
		live: liveOf(world, said, diagnosis, locale),
		body: bodyOf(world, turn, diagnosis, locale),
		...(step === support || step === result ? {} : { offered: offeredTo(world, said, locale) })
	};
}

function entriesOf(
	{ edition }: World,
	{ unanswered, idle }: Diagnosis,
	locale: Locale
): StepEntry[] {
	const [left, needless] = [new Set(unanswered), new Set(idle)];
	return stepsOf(edition).map((step) => {
		const part = edition.root.parts.find((one) => one.name === step);
		if (!part) return { step };
		const asked = questionsIn(part).filter((question) => question.type !== 'multipletext');
		return {
			step,
			title: part.title[locale],
			questions: asked.length,
			left: asked.filter(({ name }) => left.has(name)).length,
			idle: asked.filter(({ name }) => needless.has(name)).length
		};
	});
}

function bodyOf(world: World, turn: Turn, diagnosis: Diagnosis, locale: Locale): Body {
	switch (turn.step) {
		case about:
			return aboutPage(world, turn.said, locale);
		case support:
			return supportPage(world, turn, diagnosis, locale);
		case result:
			return resultPage(world, turn, diagnosis, locale);
		default:
			return dimensionPage(world, turn, locale);
	}
}
