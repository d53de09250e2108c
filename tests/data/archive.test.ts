import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { publishedFile } from '#lib/library/editions.ts';
import { contentHash } from '#lib/library/hash.ts';
import type { Library } from '#lib/library/library.ts';
import { checkCases } from '#lib/library/worked.ts';
import { reportForm, reportForms } from '#lib/report/form.ts';
import { locales, sentence } from '#scoring';
import { openContent } from '../../scripts/content.ts';
import {
	archive,
	found,
	frozenRefs,
	formsOf,
	openFrozen,
	printFrozen,
	read,
	readFrozen,
	readResult,
	reportFile,
	resultOf
} from '../support/archive.ts';

const today = openContent();
const published = JSON.parse(readFileSync(publishedFile, 'utf8')) as Record<string, string>;

test('of every published edition a diagnosis is frozen, and of no other', () => {
	expect(frozenRefs()).toEqual(Object.keys(published).sort());
});

test('what is frozen by its hash has it', () => {
	for (const kind of ['policies', 'terms']) {
		for (const file of readdirSync(`${archive}/${kind}`)) {
			const hash = contentHash(JSON.parse(read(`${kind}/${file}`)));
			expect(`${hash.replace('sha256:', '')}.json`).toBe(file);
		}
	}
});

describe.each(frozenRefs())('%s', (ref) => {
	const frozen = readFrozen(ref);
	const fromFrozen = openFrozen(ref);
	// Policies and terms go on as the law does; the edition must read as it did.
	const fromToday: Library = {
		...fromFrozen,
		editions: new Map([[ref, today.editions.get(ref)!]])
	};
	const libraries: [string, Library][] = [
		['the frozen content', fromFrozen],
		["today's folder", fromToday]
	];

	it.each(libraries)('has its hash, from %s', (_, library) => {
		const { hash } = library.editions.get(ref)!;
		expect(hash).toBe(frozen.rests.edition.hash);
		expect(hash).toBe(published[ref]);
	});

	it('rests on the policies as they read', () => {
		const hashes = [...fromFrozen.documents].map(([id, { hash }]) => ({ id, hash }));
		expect(hashes).toEqual(frozen.rests.documents);
	});

	it('has a name of its own that anybody can work out again', () => {
		const { said, day, rests, hash } = frozen;
		expect(contentHash({ said, day, rests })).toBe(hash);
	});

	it.each(libraries)('finds what people worked out, from %s', (_, library) => {
		const { said, arithmetic, expect: expected } = frozen;
		const { answers, facts, titles } = said as unknown as Record<string, Record<string, unknown>>;
		const worked = { name: ref, arithmetic, answers: answers!, facts, titles, expect: expected };
		const one = { ...library.editions.get(ref)!, cases: [worked as never] };
		expect(arithmetic).not.toBe('');
		expect(checkCases(library, one).map(sentence)).toEqual([]);
	});

	it.each(libraries)('finds what was found, to the byte, from %s', (_, library) => {
		expect(resultOf(found(library, frozen))).toBe(readResult(ref));
	});

	it('is printed in every form since it was frozen', () => {
		const [first, ...later] = formsOf(ref);
		expect([first, ...later]).toEqual(reportForms.filter((form) => form >= first!));
		expect(later.at(-1) ?? first).toBe(reportForm);
	});

	const printed = locales.flatMap((locale) =>
		formsOf(ref).flatMap((form) =>
			libraries.map(([from, library]) => [locale, form, from, library] as const)
		)
	);
	it.each(printed)(
		'prints what was printed, in %s, form %s, from %s',
		(locale, form, _, library) => {
			expect(printFrozen(library, ref, locale, form)).toBe(read(reportFile(ref, locale, form)));
		}
	);
});
