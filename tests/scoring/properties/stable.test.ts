import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diagnose, type Said, type Standards } from '#scoring';
import { Draw } from '../../support/draw.ts';
import { frozen } from '../../support/frozen.ts';
import { bytes, patient, runs } from '../../support/properties.ts';
import { judgings, standards, type Judging } from '../../support/trials.ts';

const inBytes = (judge: Standards, said: Said, day: string) => bytes(diagnose(judge, said, day));

function saidOf({ part, partKnown }: Judging): Said {
	return { answers: part, ...partKnown };
}

const seeds = fc.array(fc.nat(), { minLength: 40, maxLength: 40 });

describe('the same input', patient, () => {
	it('gives the same bytes again, and from an edition opened afresh', () => {
		fc.assert(
			fc.property(judgings, (judging) => {
				const judge = standards(judging);
				const first = inBytes(judge, saidOf(judging), judging.day);
				expect(inBytes(judge, structuredClone(saidOf(judging)), judging.day)).toBe(first);
				const afresh = structuredClone(judging);
				expect(inBytes(standards(afresh), saidOf(afresh), judging.day)).toBe(first);
			}),
			runs
		);
	});

	it('gives the same bytes in any order of answers, of choices and of facts', () => {
		fc.assert(
			fc.property(judgings, seeds, (judging, numbers) => {
				const judge = standards(judging);
				const draw = new Draw(numbers);
				const said = shuffled(draw, saidOf(judging), ['projects', 'titles']);
				expect(inBytes(judge, said, judging.day)).toBe(
					inBytes(judge, saidOf(judging), judging.day)
				);
			}),
			runs
		);
	});

	it('is left as it was', () => {
		fc.assert(
			fc.property(judgings, (judging) => {
				const said = frozen(structuredClone(saidOf(judging)));
				const { data, policies } = frozen(structuredClone(judging));
				const judge = standards({ data, policies });
				const first = inBytes(judge, said, judging.day);
				frozen(judge.edition);
				frozen(judge.documents);
				expect(inBytes(judge, said, judging.day)).toBe(first);
			}),
			runs
		);
	});
});

/** The same content in another order; the lists under `kept` stay, for their order means something. */
function shuffled<T>(draw: Draw, value: T, kept: readonly string[]): T {
	if (Array.isArray(value)) return draw.shuffled(value as unknown[]) as T;
	if (typeof value !== 'object' || value === null) return value;
	const entries = draw.shuffled(Object.entries(value));
	return Object.fromEntries(
		entries.map(([key, one]: [string, unknown]) => [
			key,
			kept.includes(key) ? one : shuffled(draw, one, kept)
		])
	) as T;
}
