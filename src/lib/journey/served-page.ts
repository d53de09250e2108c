import type { JourneyPage } from './page.ts';

/**
 * A page as the server sends it, known by its class: it travels as one text of JSON (src/hooks.ts). It is a
 * module of its own because every page of the product loads that file.
 */
export class ServedPage implements JourneyPage {
	readonly turn: JourneyPage['turn'];
	readonly steps: JourneyPage['steps'];
	readonly live: JourneyPage['live'];
	readonly body: JourneyPage['body'];
	readonly offered: JourneyPage['offered'];
	readonly whatIf: JourneyPage['whatIf'];
	/** Nothing of it, where no script is there to read it. */
	readonly #travels: boolean;

	constructor({ turn, steps, live, body, offered, whatIf }: JourneyPage, travels: boolean) {
		this.#travels = travels;
		this.turn = turn;
		this.steps = steps;
		this.live = live;
		this.body = body;
		this.offered = offered;
		this.whatIf = whatIf;
	}

	encoded(): string {
		return this.#travels ? JSON.stringify(this) : 'null';
	}
}
