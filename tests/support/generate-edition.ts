import {
	dimensionSchema,
	headSchema,
	ladderSchema,
	parse,
	type Condition,
	type EditionData,
	type Question
} from '#scoring';
import type { Multipletext } from '../../scoring/question.ts';
import type { Combine } from '../../scoring/edition.ts';
import { drawn, type Draw } from './draw.ts';
import { answerLeaf, drawCondition, readable, text } from './generate-condition.ts';
import { drawFigures, drawQuestion } from './generate-question.ts';
import { drawLadder } from './generate-ladder.ts';

type Raw = Record<string, unknown>;

/** What stands in the edition so far, in document order. */
export interface Written {
	/** Names of the parts that give points, with the most each gives, in thousandths. */
	readonly nodes: { name: string; max: number }[];
	readonly questions: Question[];
}

/** Small valid editions of every shape the language knows. */
export const editions = drawn(400, drawEdition);

export function drawEdition(draw: Draw): EditionData {
	const writer = new Writer(draw);
	const total = draw.pick([100_000, 60_000, 12_000, 100_000, 60_000, 7]);
	const dimensions = draw.between(1, 3);
	const root = writer.group('total', total, () => dimensions, false);
	const sets = { scenes: text('scenes'), constrained: text('constrained') };
	const { elements, ...combining } = root;
	const head = {
		instrument: 'trial',
		edition: '1',
		status: 'draft',
		title: text('trial'),
		description: text('trial'),
		issuer: text('nobody'),
		issued: '2024-01-01',
		authority: 'own',
		source: { authority: 'official' },
		cites: [],
		sets,
		unknown: [],
		...combining
	};
	return {
		...checked(headSchema, head),
		dimensions: (elements as Raw[]).map((one) => checked(dimensionSchema, one)),
		ladder: checked(ladderSchema, drawLadder(draw, writer, total))
	};
}

/** The generators promise valid data: that it is taken as such is the first thing they are held to. */
export function checked<T>(schema: Parameters<typeof parse<T>>[0], input: unknown): T {
	const { output, faults } = parse(schema, input);
	if (faults) throw new Error(JSON.stringify({ faults, input }, null, '\t'));
	return output;
}

/** A part on its way: whether it may fall away decides what its group must say. */
interface Drafted {
	readonly raw: Raw;
	readonly max: number;
	readonly mayFall: boolean;
}

class Writer implements Written {
	readonly nodes: { name: string; max: number }[] = [];
	readonly questions: Question[] = [];
	readonly #draw: Draw;
	#names = 0;

	constructor(draw: Draw) {
		this.#draw = draw;
	}

	/** A group whose parts are made to give `max` together; the shape comes first, then the parts. */
	group(name: string, max: number, parts: () => number, always: boolean): Raw {
		const draw = this.#draw;
		const n = Math.min(parts(), max);
		const combine = draw.pick<Combine>(['sum', 'sum', 'weighted', 'mean', 'min', 'staircase']);
		const added = combine === 'sum' || combine === 'staircase';
		const shares = added ? draw.split(max, n) : Array.from({ length: n }, () => max);
		const fixed = always || combine === 'staircase';
		const children = shares.flatMap((share) =>
			name === 'total' ? [this.#dimension(share, fixed)] : this.#element(share, fixed)
		);
		this.nodes.push({ name, max });
		const falls = children.some((child) => child.max > 0 && child.mayFall);
		const tailored = combine !== 'staircase' && (falls ? combine !== 'min' : draw.chance(20));
		const rule = draw.pick(['redistribute', 'forfeit']);
		const scored = children.filter((child) => child.max > 0);
		return {
			combine,
			...(combine === 'staircase' ? { pass: this.#pass(shares) } : {}),
			...(combine === 'weighted' ? { weights: this.#weights(scored) } : {}),
			...(tailored ? { tailoring: { rule, source: { authority: 'own' } } } : {}),
			...(draw.chance(20) ? { worth: max / 1000 } : {}),
			elements: children.map((child) => child.raw)
		};
	}

	#pass(shares: readonly number[]): number {
		return Math.floor((Math.min(...shares) * this.#draw.pick([60, 40, 80, 100])) / 100) / 1000;
	}

	#name(kind: string): string {
		return `${kind}${++this.#names}`;
	}

	#dimension(max: number, always: boolean): Drafted {
		const draw = this.#draw;
		const name = this.#name('d');
		const title = text(name);
		const appliesIf = always ? {} : this.#appliesIf(25);
		const before = this.#extras(this.questions.length === 0 ? 85 : 25);
		const { elements, ...rest } = this.group(name, max, () => draw.between(1, 3), always);
		const raw = {
			name,
			title,
			...appliesIf,
			...rest,
			elements: [...before, ...(elements as Raw[])]
		};
		return { raw, max, mayFall: this.#mayFall(raw) };
	}

	/** An element that gives `max`, and now and then one before it that gives nothing. */
	#element(max: number, always: boolean, depth = 0): Drafted[] {
		const draw = this.#draw;
		const extras = this.#extras(25).map((raw): Drafted => ({ raw, max: 0, mayFall: false }));
		if (depth < 1 && draw.chance(22)) {
			const name = this.#name('p');
			const appliesIf = always ? {} : this.#appliesIf(45);
			const group = this.group(name, max, () => draw.between(1, 2), always);
			const raw = { type: 'panel', name, title: text(name), ...appliesIf, ...group };
			return [...extras, { raw, max, mayFall: this.#mayFall(raw) }];
		}
		const raw = this.#question(max, always);
		return [...extras, { raw, max, mayFall: 'appliesIf' in raw }];
	}

	#question(worth: number, always: boolean): Raw {
		const appliesIf = always ? {} : this.#appliesIf(40);
		const figures = this.questions.filter(
			(one): one is Multipletext => one.type === 'multipletext'
		);
		const question = drawQuestion(this.#draw, { name: this.#name('q'), worth, figures });
		this.questions.push(question);
		if (worth > 0) this.nodes.push({ name: question.name, max: worth });
		return { ...question, ...appliesIf };
	}

	/** Questions that give no points: figures, ladders that are only counted, what decides tailoring. */
	#extras(percent: number): Raw[] {
		const draw = this.#draw;
		const extras: Raw[] = [];
		if (draw.chance(percent)) extras.push(this.#question(0, draw.chance(50)));
		if (draw.chance(percent / 2 + 10)) {
			const appliesIf = this.#appliesIf(30);
			const figures = drawFigures(draw, this.#name('n'));
			this.questions.push(figures);
			extras.push({ ...figures, ...appliesIf });
		}
		return extras;
	}

	#mayFall(raw: Raw): boolean {
		const elements = (raw.elements ?? []) as Raw[];
		const scored = elements.filter((one) => 'combine' in one || 'worth' in one);
		return 'appliesIf' in raw || (scored.length > 0 && scored.every((one) => this.#mayFall(one)));
	}

	#condition(): Condition | undefined {
		const questions = readable(this.questions, false);
		if (questions.length === 0) return undefined;
		const draw = this.#draw;
		return drawCondition(
			draw,
			() => answerLeaf(draw, draw.chance(50) ? questions.slice(0, 2) : questions),
			2
		);
	}

	#appliesIf(percent: number): { appliesIf?: Condition } {
		const appliesIf = this.#draw.chance(percent) ? this.#condition() : undefined;
		return appliesIf ? { appliesIf } : {};
	}

	#weights(children: readonly Drafted[]): unknown {
		const draw = this.#draw;
		const weights = () =>
			Object.fromEntries(children.map(({ raw }) => [raw.name, draw.pick([1, 2, 0.5, 3, 0.333])]));
		const when = draw.chance(50) ? this.#condition() : undefined;
		if (!when) return weights();
		const cases = [{ when, weights: weights() }];
		const second = draw.chance(25) ? this.#condition() : undefined;
		if (second) cases.push({ when: second, weights: weights() });
		return [...cases, { weights: weights() }];
	}
}
