import { named, shown, type Fault } from './fault.ts';
import { wholeParts } from './fraction.ts';
import type { OpenEdition } from './open-edition.ts';
import type { OpenQuestion } from './open-question.ts';
import type { Verdict } from './verdict.ts';

/**
 * What a person answered, typed by the edition: for a radiogroup the place of the choice, for a checkbox
 * a bit for each chosen choice, for a multipletext the figures in thousandths of their unit.
 */
export type Answer = number | readonly (number | undefined)[];

/** The answers of a sheet by question, in document order; `undefined` is unanswered. */
export interface CheckedSheet {
	readonly answers: readonly (Answer | undefined)[];
	/** What could not be taken; the field then counts as unanswered. */
	readonly faults: readonly Fault[];
}

/** What SurveyJS calls empty: it computes exactly like an absent answer. */
function isEmpty(value: unknown): boolean {
	if (value === undefined || value === null || value === '') return true;
	if (typeof value !== 'object') return false;
	if (Array.isArray(value)) return value.length === 0;
	for (const key in value) if (Object.hasOwn(value, key)) return false;
	return true;
}

/**
 * Types a sheet: every id, type, choice, exclusivity and range is checked here and nowhere later.
 *
 * @param input answers by question name, as SurveyJS stores them: a choice's value, a list of values,
 *   or an object of numbers; anything may arrive
 * @returns every fault at once, each naming its field
 */
export function checkSheet(edition: OpenEdition, input: unknown): CheckedSheet {
	const answers = new Array<Answer | undefined>(edition.questions.length).fill(undefined);
	const faults: Fault[] = [];
	if (typeof input !== 'object' || input === null || Array.isArray(input)) {
		return { answers, faults: [fault('answers', 'expected answers by question name', input)] };
	}
	for (const name in input) {
		const value = (input as Record<string, unknown>)[name];
		const question = edition.byName.get(name);
		if (!question) {
			faults.push(fault('answers', `expected a question of ${edition.ref}`, name));
		} else if (!isEmpty(value)) {
			answers[question.index] = readers[question.type](question as never, value, faults);
		}
	}
	return { answers, faults };
}

function fault(path: string, expected: string, received: unknown): Fault {
	return { path, expected, received: shown(received) };
}

const readers: {
	[T in OpenQuestion['type']]: (
		question: Extract<OpenQuestion, { type: T }>,
		value: unknown,
		faults: Fault[]
	) => Answer | undefined;
} = {
	radiogroup(question, value, faults) {
		const place = question.choiceByValue.get(value);
		if (place === undefined) faults.push(fault(`answers.${question.name}`, among(question), value));
		return place;
	},

	checkbox(question, value, faults) {
		const path = `answers.${question.name}`;
		if (!Array.isArray(value)) {
			faults.push(fault(path, 'expected a list of choices', value));
			return undefined;
		}
		let chosen = 0;
		const before = faults.length;
		for (const one of value as unknown[]) {
			const place = question.choiceByValue.get(one);
			if (place === undefined) faults.push(fault(path, among(question), one));
			else if (chosen & (1 << place)) faults.push(fault(path, 'expected each choice once', one));
			else chosen |= 1 << place;
		}
		const alone = chosen & question.exclusive;
		if (alone && chosen !== (alone & -alone)) {
			const choice = question.choices[31 - Math.clz32(alone & -alone)]!.value;
			const together = question.choices.filter((_, place) => chosen & (1 << place));
			const received = together.map((one) => one.value).join(', ');
			faults.push(fault(path, `expected "${choice}" to stand alone`, received));
		}
		return faults.length === before ? chosen : undefined;
	},

	multipletext(question, value, faults) {
		const path = `answers.${question.name}`;
		if (typeof value !== 'object' || value === null || Array.isArray(value)) {
			faults.push(fault(path, `expected ${question.items.map((i) => i.name).join(', ')}`, value));
			return undefined;
		}
		const given = value as Record<string, unknown>;
		const before = faults.length;
		for (const key in given) {
			if (!question.itemByName.has(key)) {
				const expected = `expected one of ${[...question.itemByName.keys()].join(', ')}`;
				faults.push(fault(path, expected, key));
			}
		}
		const figures = question.items.map((item) => {
			const figure = given[item.name];
			return isEmpty(figure) ? undefined : read(item, figure, `${path}.${item.name}`, faults);
		});
		question.items.forEach((item, i) => {
			const most = item.atMost === undefined ? undefined : question.itemByName.get(item.atMost)!;
			if (most === undefined || figures[i] === undefined || figures[most] === undefined) return;
			if (figures[i] > figures[most]) {
				const bound = `${item.atMost} (${figures[most] / 1000})`;
				const expected = `expected at most ${bound}`;
				faults.push(fault(`${path}.${item.name}`, expected, figures[i] / 1000));
			}
		});
		return faults.length === before ? figures : undefined;
	}
};

function among(question: { choices: readonly { value: string | number }[] }): string {
	const values = question.choices.map((choice) => named(String(choice.value)));
	return `expected one of ${values.join(', ')}`;
}

/** A raw number in thousandths of its unit. */
function read(
	item: { min: number; max: number; decimals?: number | undefined },
	value: unknown,
	path: string,
	faults: Fault[]
): number | undefined {
	if (typeof value !== 'number') {
		faults.push(fault(path, 'expected a number', value));
		return undefined;
	}
	const { min, max, decimals = 0 } = item;
	if (!(value >= min && value <= max)) {
		faults.push(fault(path, `expected a number from ${min} to ${max}`, value));
		return undefined;
	}
	const parts = wholeParts(value, 10 ** decimals);
	if (parts === undefined) {
		const expected = decimals === 0 ? 'a whole number' : `at most ${decimals} decimals`;
		faults.push(fault(path, `expected ${expected}`, value));
		return undefined;
	}
	return parts * 10 ** (3 - decimals);
}

/** An answer as SurveyJS stores it: what `checkSheet` read. */
export function answerValue(question: OpenQuestion, answer: Answer): unknown {
	switch (question.type) {
		case 'radiogroup':
			return question.choices[answer as number]!.value;
		case 'checkbox': {
			const chosen = question.choices.filter((_, place) => (answer as number) & (1 << place));
			return chosen.map((choice) => choice.value);
		}
		case 'multipletext': {
			const figures = answer as Exclude<Answer, number>;
			const given: Record<string, number> = {};
			for (const [i, { name }] of question.items.entries()) {
				const figure = figures[i];
				if (figure !== undefined) given[name] = figure / 1000;
			}
			return given;
		}
	}
}

/**
 * What is left of a sheet once the answers to questions that do not apply are dropped: those whose
 * question certainly applies, as SurveyJS stores them.
 *
 * @param applies by part of the edition, as `scoreSheet` finds it
 */
export function standingAnswers(
	edition: OpenEdition,
	sheet: CheckedSheet,
	applies: readonly Verdict[]
): Record<string, unknown> {
	const standing: Record<string, unknown> = {};
	for (const question of edition.questions) {
		const answer = sheet.answers[question.index];
		if (answer === undefined || applies[edition.partOf[question.index]!.index] !== 'met') continue;
		standing[question.name] = answerValue(question, answer);
	}
	return standing;
}
