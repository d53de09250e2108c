import * as v from 'valibot';
import type { CaseFile } from '../diagnosis/case-file.ts';
import type { Folded } from './fold.ts';
import { jsonFault } from './json.ts';

/** Of a case file, what is kept field by field; everything else is kept as a whole. */
export const split: readonly string[] = ['answers', 'facts', 'origins'];

const fieldPattern =
	/^(questionnaire|name|creditCode|projects|titles|(answers|facts|origins)\.[a-z0-9]+(-[a-z0-9]+)*)$/;

const idSchema = v.pipe(
	v.string(),
	v.regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, 'expected a UUID of 0-9, a-f and hyphens')
);

const valueSchema = v.pipe(
	v.unknown(),
	v.check(
		(value) => jsonFault(value) === undefined,
		({ input }) => `expected ${jsonFault(input)!.expected}`
	)
);

/** The fields that are text, and how long each may be. */
const texts: Readonly<Record<string, number>> = { questionnaire: 200, name: 200, creditCode: 40 };

/** How long the text of a field may be; Infinity for one that is no text. */
export function mostCharacters(field: string): number {
	return texts[field] ?? Infinity;
}

export function isField(text: string): boolean {
	return text.length <= 200 && fieldPattern.test(text);
}

/** One change of one field, as a device made it. It is never changed itself: a further one replaces it. */
export const patchSchema = v.pipe(
	v.strictObject({
		/** Made by the device, so that what is sent twice is known again. */
		id: idSchema,
		/** `name`, `projects`, `answers.equipment`, `facts.area` … */
		field: v.pipe(
			v.string(),
			v.maxLength(200, 'expected at most 200 characters'),
			v.regex(fieldPattern, 'expected a field like answers.scheduling, facts.area or projects')
		),
		/** The whole field as it reads now; null where nothing is said any more. */
		value: valueSchema,
		/** The patch of the same field that the device saw when it made this one; null where there was none. */
		replaces: v.nullable(idSchema),
		/** By the device's clock, which may be wrong: it settles nothing but a conflict. */
		madeAt: v.pipe(v.string(), v.check(isMoment, 'expected a moment like 2024-10-15T08:30:00.000Z'))
	}),
	v.check(({ id, replaces }) => id !== replaces, 'expected it to replace another patch'),
	v.check(
		({ field, value }) => isTextOf(field, value),
		({ input }) => `expected at most ${texts[input.field]} characters in ${input.field}`
	)
);
export type Patch = Readonly<v.InferOutput<typeof patchSchema>>;

/** As `toISOString` writes it, and a moment that exists. */
function isMoment(text: string): boolean {
	if (!/^(19|20)\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(text)) return false;
	const time = Date.parse(text);
	return !Number.isNaN(time) && new Date(time).toISOString() === text;
}

function isTextOf(field: string, value: unknown): boolean {
	const most = texts[field];
	if (most === undefined) return true;
	if (value === null) return field !== 'questionnaire';
	return typeof value === 'string' && [...value].length <= most;
}

/** What a device puts on every patch it makes. */
export interface Made {
	readonly madeAt: string;
	/** @returns a new id each time */
	readonly newId?: () => string;
}

/** The first patches of a sheet: one for each field that says something. */
export function patchesOf(said: CaseFile, made: Made): Patch[] {
	return fieldsOf(said).map(([field, value]) => make(field, value, null, made));
}

/**
 * The patches that change a field: one for every patch that stands there now, so that a conflict ends
 * with it.
 *
 * @param value null where nothing is said any more
 */
export function change(
	{ standing }: Pick<Folded, 'standing'>,
	field: string,
	value: unknown,
	made: Made
): Patch[] {
	const replaced = standing.get(field) ?? [null];
	return replaced.map((id) => make(field, value, id, made));
}

function make(
	field: string,
	value: unknown,
	replaces: string | null,
	{ madeAt, newId = randomId }: Made
): Patch {
	return { id: newId(), field, value, replaces, madeAt };
}

/** A case file as fields with values. What is no object is left whole, for its fault to be named. */
export function fieldsOf(said: Partial<CaseFile>): [field: string, value: unknown][] {
	return Object.entries(said).flatMap(([key, value]): [string, unknown][] => {
		if (value === undefined || value === null) return [];
		const isSplit = split.includes(key);
		if (!isSplit || typeof value !== 'object' || Array.isArray(value)) return [[key, value]];
		return Object.entries(value)
			.filter(([, inner]) => inner !== undefined && inner !== null)
			.map(([name, inner]) => [`${key}.${name}`, inner]);
	});
}

/** A random UUID. `crypto.randomUUID` is missing where a page came over http from another machine. */
function randomId(): string {
	const bytes = crypto.getRandomValues(new Uint8Array(16));
	bytes[6] = (bytes[6]! & 0x0f) | 0x40;
	bytes[8] = (bytes[8]! & 0x3f) | 0x80;
	const digits = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
	return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
