import {
	bound,
	liesWithin,
	paymentsOf,
	type OpenDocument,
	type OpenMeasure,
	type Paid,
	type PaymentCap,
	type Scope,
	type Support
} from '#scoring';
import { openProblem, worth, type Cap, type OpenProblem, type Payment } from './problem.ts';
import {
	conflictsOf,
	keyOf,
	questionsOf,
	type Asking,
	type Question,
	type Reading,
	type Rule
} from './rules.ts';
import { bestSets, type LawfulSet } from './search.ts';

/** The best lawful package under each reading of the rules that comes to another one. */
export interface Packages {
	/** None where nothing pays money, certainly or possibly. */
	readonly readings: readonly ReadPackages[];
}

/** What a reading of the rules comes to. */
export interface ReadPackages {
	/** How the open questions are read that make a difference; none where none does. */
	readonly read: readonly {
		readonly ref: string;
		readonly open: string;
		readonly reading: string;
	}[];
	/** Of what is certainly paid, the caps read so that they give least. */
	readonly certain: Package;
	/** Of what may be paid at most, the caps read so that they give most. */
	readonly possible: Package;
}

/** A measure for a project, or for the enterprise. */
export interface PackageClaim {
	/** `document/measure`. */
	readonly measure: string;
	/** Place among the projects; left out for the enterprise and where none is stated. */
	readonly project?: number;
	/** What it pays by itself, its caps applied, in 分. */
	readonly alone: number;
}

export interface ChosenClaim extends PackageClaim {
	/** What it adds to those before it: less than by itself where a cap it shares is used up. */
	readonly money: number;
}

/** What cannot be had with the package: which of the chosen exclude it, and by what rule. */
export interface GivenUp extends PackageClaim {
	readonly for: readonly (PackageClaim & { readonly rule: Rule })[];
}

export interface Package {
	/** In 分; null where something beside it may come to any sum. */
	readonly sum: number | null;
	readonly chosen: readonly ChosenClaim[];
	readonly givenUp: readonly GivenUp[];
	/** What may come to any sum: it is compared with nothing. */
	readonly unbounded: readonly Omit<PackageClaim, 'alone'>[];
	/** Other lawful packages of at least nine tenths of the sum, each by how it differs. */
	readonly alternatives: readonly Alternative[];
	/** Whether there are more such packages than are listed. */
	readonly more: boolean;
	/** Whether all packages were weighed; else a better one may exist. */
	readonly whole: boolean;
}
export interface Alternative {
	readonly sum: number;
	readonly takes: readonly PackageClaim[];
	readonly leaves: readonly PackageClaim[];
}

const mostAlternatives = 5;
/** In percent of the best sum. */
const near = 90;

/**
 * The best lawful package of what the documents support on a day. What is certain and what is possible are
 * bounds: however the unknown turns out, the best package comes to a sum between theirs.
 *
 * @param support what `recommend` said of the same documents
 */
export function packages(documents: readonly OpenDocument[], support: Support): Packages {
	const askings = askingsOf(documents, support);
	if (askings.length === 0) return { readings: [] };
	const questions = questionsOf(askings);
	const limits = capQuestions(askings);
	const strict = worlds(limits.map((limit) => ends(limit, true)));
	const generous = worlds(limits.map((limit) => ends(limit, false)));
	const readings = worlds(questions).map((read) => ({
		read,
		certain: lowest(strict.map((caps) => solve(askings, new Map([...read, ...caps]), 'low'))),
		possible: highest(generous.map((caps) => solve(askings, new Map([...read, ...caps]), 'high')))
	}));
	return { readings: different(readings, questions, []) };
}

function askingsOf(documents: readonly OpenDocument[], support: Support): Asking[] {
	const found = new Map(support.recommendations.map((one) => [one.measure, one]));
	return documents.flatMap((document) =>
		document.measures.flatMap((measure) => {
			const { outcome, units } = found.get(measure.ref)!;
			if (outcome !== 'met' && outcome !== 'unknown') return [];
			const projects = new Map<number | undefined, Paid[]>();
			for (const paid of paymentsOf(measure, units, outcome)) {
				if (paid.high === 0) continue;
				const own = projects.get(paid.project);
				if (own) own.push(paid);
				else projects.set(paid.project, [paid]);
			}
			return [...projects].map(([project, payments]): Asking => {
				const at = project === undefined ? '' : String(project).padStart(4, '0');
				return { id: `${measure.ref} ${at}`, document, measure, project, payments };
			});
		})
	);
}

/** A question on what caps are counted over, with the measures that ask it. Of one id, it is read alike. */
interface CapQuestion extends Question {
	readonly measures: readonly OpenMeasure[];
}

function capQuestions(askings: readonly Asking[]): CapQuestion[] {
	const questions = new Map<string, CapQuestion>();
	for (const { document, measure } of askings) {
		if (measure.question === undefined) continue;
		const ref = document.data.id;
		const key = keyOf(ref, measure.question);
		const { measures = [], readings = [] } = questions.get(key) ?? {};
		questions.set(key, {
			ref,
			open: measure.question,
			readings: [...new Set([...readings, ...measure.readings])],
			measures: measures.includes(measure) ? measures : [...measures, measure]
		});
	}
	return [...questions.values()];
}

/** The question with only those readings than which none is stricter, or than which none gives more. */
function ends(question: CapQuestion, strict: boolean): CapQuestion {
	const { readings, measures } = question;
	const reaches = (one: string, other: string) =>
		strict ? isStricter(measures, one, other) : isStricter(measures, other, one);
	return {
		...question,
		readings: readings.filter(
			(one, i) =>
				!readings.some(
					(other, j) => i !== j && reaches(other, one) && (j < i || !reaches(one, other))
				)
		)
	};
}

/** Whether one reading never gives more: each cap of the other lies under one as low that covers as much. */
function isStricter(measures: readonly OpenMeasure[], one: string, other: string): boolean {
	return measures.every((measure) => {
		const caps = capsUnder(measure, one);
		return capsUnder(measure, other).every(({ amount, per }) =>
			caps.some((cap) => cap.amount <= amount && liesWithin(per, cap.per))
		);
	});
}

function capsUnder(
	{ caps, readings }: OpenMeasure,
	reading: string | undefined
): readonly PaymentCap[] {
	return caps[Math.max(0, readings.indexOf(reading ?? ''))]!;
}

/** Every way to read the questions, the first reading of each first. */
function worlds(questions: readonly Question[]): Reading[] {
	return questions.reduce<Reading[]>(
		(before, { ref, open, readings }) =>
			before.flatMap((world) =>
				readings.map((reading) => new Map([...world, [keyOf(ref, open), reading]]))
			),
		[new Map()]
	);
}

function lowest(all: readonly Package[]): Package {
	return all.reduce((a, b) => ((b.sum ?? Infinity) < (a.sum ?? Infinity) ? b : a));
}

function highest(all: readonly Package[]): Package {
	return all.reduce((a, b) => ((b.sum ?? Infinity) > (a.sum ?? Infinity) ? b : a));
}

/** Tells readings apart only where they come to different packages. */
function different(
	all: readonly (Omit<ReadPackages, 'read'> & { read: Reading })[],
	questions: readonly Question[],
	read: ReadPackages['read']
): ReadPackages[] {
	const [question, ...others] = questions;
	const { certain, possible } = all[0]!;
	const inWords = all.map((one) => JSON.stringify([one.certain, one.possible], withoutReading));
	if (!question || inWords.every((one) => one === inWords[0])) return [{ read, certain, possible }];
	const { ref, open, readings } = question;
	const under = readings.map((reading) =>
		all.filter((one) => one.read.get(keyOf(ref, open)) === reading)
	);
	const [first, ...rest] = under.map((these) =>
		JSON.stringify(
			these.map((one) => [one.certain, one.possible]),
			withoutReading
		)
	);
	if (rest.every((one) => one === first)) return different(under[0]!, others, read);
	return under.flatMap((these, i) =>
		different(these, others, [...read, { ref, open, reading: readings[i]! }])
	);
}

const withoutReading = (key: string, value: unknown) => (key === 'reading' ? undefined : value);

/** The best package under one way to read all questions, of what is paid at least or at most. */
function solve(askings: readonly Asking[], reading: Reading, end: 'low' | 'high'): Package {
	const { paying, unbounded, caps } = paymentsUnder(askings, reading, end);
	const rules = conflictsOf([...paying.keys()], reading);
	const problem = openProblem({
		claims: [...paying].map(([{ id }, payments]) => ({ id, payments })),
		caps,
		conflicts: rules.map(([one, other]) => [one.id, other.id])
	});
	const { sets, more, whole } = bestSets(problem, 1 + mostAlternatives, near);
	const [best, ...others] = sets as [LawfulSet, ...LawfulSet[]];
	const claims = new Map([...paying.keys()].map((one) => [one, claimOf(one, problem)]));
	const inSet = ({ claims }: LawfulSet) => {
		const ids = new Set(claims.map((place) => problem.ids[place]!));
		return [...paying.keys()].filter(({ id }) => ids.has(id));
	};
	const chosen = inSet(best);
	const rivals = (one: Asking) =>
		rules.flatMap(([a, b, rule]) => (a === one ? [[b, rule]] : b === one ? [[a, rule]] : [])) as [
			Asking,
			Rule
		][];
	return {
		sum: unbounded.length > 0 ? null : best.sum,
		chosen: shared(chosen, problem).map((money, i) => ({ ...claims.get(chosen[i]!)!, money })),
		givenUp: [...paying.keys()]
			.filter((one) => !chosen.includes(one))
			.map((one) => ({
				...claims.get(one)!,
				for: rivals(one).flatMap(([rival, rule]) =>
					chosen.includes(rival) ? [{ ...claims.get(rival)!, rule }] : []
				)
			})),
		unbounded: unbounded.map(placeOf),
		alternatives: others.map((other) => {
			const instead = inSet(other);
			return {
				sum: other.sum,
				takes: instead.filter((one) => !chosen.includes(one)).map((one) => claims.get(one)!),
				leaves: chosen.filter((one) => !instead.includes(one)).map((one) => claims.get(one)!)
			};
		}),
		more,
		whole
	};
}

function placeOf({ measure: { ref }, project }: Asking): Omit<PackageClaim, 'alone'> {
	return { measure: ref, ...(project === undefined ? {} : { project }) };
}

function claimOf(asking: Asking, problem: OpenProblem): PackageClaim {
	return { ...placeOf(asking), alone: worth(problem, [problem.places.get(asking.id)!]) };
}

/** What each adds to those before it. */
function shared(chosen: readonly Asking[], problem: OpenProblem): number[] {
	const places = chosen.map(({ id }) => problem.places.get(id)!);
	let before = 0;
	return places.map((_, i) => {
		const sum = worth(problem, places.slice(0, i + 1));
		const money = sum - before;
		before = sum;
		return money;
	});
}

/** The payments of each that pays anything, the caps they lie under, and those that nothing bounds. */
function paymentsUnder(askings: readonly Asking[], reading: Reading, end: 'low' | 'high') {
	const paying = new Map<Asking, Payment[]>();
	const unbounded: Asking[] = [];
	const caps = new Map<string, Cap>();
	const limits = limitsOf(askings, reading);
	for (const asking of askings) {
		const payments = asking.payments.map((paid) => {
			const around = limits.get(asking.measure)!.filter(({ cap }) => binds(cap, paid));
			const nodes = around.map(({ cap, owner }) => capNode(cap, owner, paid));
			nodes.forEach(({ id, amount }, i) => {
				const within = nodes[i + 1]?.id;
				caps.set(id, { id, amount, ...(within === undefined ? {} : { within }) });
			});
			const most = Math.min(...nodes.map(({ amount }) => amount));
			const amount = end === 'low' ? paid.low : (paid.high ?? most);
			return { amount, ...(nodes[0] ? { cap: nodes[0].id } : {}) };
		});
		if (payments.some(({ amount }) => amount === Infinity)) unbounded.push(asking);
		else if (payments.some(({ amount }) => amount > 0)) paying.set(asking, payments);
	}
	return { paying, unbounded, caps: [...caps.values()] };
}

interface Limit {
	readonly cap: PaymentCap;
	/** Tells caps of one scope apart. */
	readonly owner: string;
}

/** The caps over each measure, narrow ones first; one that measures share lies around all their own. */
function limitsOf(
	askings: readonly Asking[],
	reading: Reading
): ReadonlyMap<OpenMeasure, readonly Limit[]> {
	const limits = new Map<OpenMeasure, Limit[]>();
	const measures = new Map(askings.map(({ measure, document }) => [measure, document]));
	for (const [measure, { data }] of measures) {
		const read = measure.question && reading.get(keyOf(data.id, measure.question));
		const own = capsUnder(measure, read).map((cap, i) => ({ cap, owner: `${measure.ref} ${i}` }));
		limits.set(measure, own);
	}
	for (const [measure, { data }] of measures) {
		const shared = limits.get(measure)!.find(({ cap }) => isShared(cap, measure.ref, reading));
		if (!shared) continue;
		for (const id of shared.cap.with!.measures) {
			const other = [...measures.keys()].find(({ ref }) => ref === `${data.id}/${id}`);
			if (other) limits.get(other)!.push(shared);
		}
	}
	return limits;
}

function isShared({ with: shared }: PaymentCap, ref: string, reading: Reading): boolean {
	if (shared?.open === undefined) return shared !== undefined;
	const read = reading.get(keyOf(ref, shared.open));
	return read !== undefined && shared.readings![read] === 'shared';
}

/** A cap for each project or year does not bound a payment that stands for any number of them. */
function binds({ per }: PaymentCap, { many }: Paid): boolean {
	return !many || bound[many].includes(per);
}

function capNode({ amount, per }: PaymentCap, owner: string, { project, year }: Paid) {
	const places: Record<Scope, string> = {
		'project-year': `${project} ${year}`,
		project: `${project}`,
		'enterprise-year': `${year}`,
		enterprise: ''
	};
	return { id: `${owner} ${per} ${places[per]}`, amount };
}
