import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diagnose, sentence, type Fault } from '#scoring';
import { catalogue } from '../../support/catalogue.ts';
import { questionsOf } from '../../support/figures.ts';
import { bytes, patient, runs } from '../../support/properties.ts';
import { someDay, standards, trials } from '../../support/trials.ts';

/** Any code units, so also halves of surrogate pairs and control characters. */
const units = fc
	.array(fc.oneof(fc.integer({ min: 0, max: 0xffff }), fc.integer({ min: 0xd800, max: 0xdfff })), {
		maxLength: 60
	})
	.map((codes) => String.fromCharCode(...codes));

const anything = fc.oneof(
	fc.jsonValue(),
	units,
	fc.double(),
	fc.constantFrom<unknown>(undefined, Infinity, -0, 1e300, '', [], {}, [[]], ['a', 'none'], 'a'),
	fc.dictionary(
		fc.oneof(fc.constantFrom('all', 'some', 'toString', '__proto__'), units),
		fc.jsonValue()
	)
);
const keyed = (names: readonly string[]) =>
	fc.dictionary(fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...names) }, units), anything);

const facts = keyed([...catalogue.facts.keys()]);
const projects = fc.array(
	fc.oneof(
		anything,
		fc.record({ facts, years: fc.dictionary(fc.constantFrom('2024', '24'), facts) })
	)
);
const titles = fc.array(
	fc.oneof(
		anything,
		fc.record({
			title: fc.oneof(fc.constantFrom(...catalogue.titles.keys()), units),
			level: anything,
			awarded: fc.oneof(anything, fc.constantFrom('2024-02-30', '2023-01-01'))
		})
	)
);
const given = fc.record({
	facts: fc.oneof(anything, facts),
	projects: fc.oneof(anything, projects),
	titles: fc.oneof(anything, titles)
});

const cases = trials.chain(({ data, complete }) => {
	const names = questionsOf(data).map((question) => question.name);
	const wrong = fc.oneof(anything, keyed(names));
	const spoilt = keyed(names).map((some) => ({ ...complete, ...some }));
	return fc.record({ data: fc.constant(data), answers: fc.oneof(wrong, spoilt), known: given });
});

describe('anything at all as input', patient, () => {
	it('is judged or gets a sentence that names its field, and nothing throws', () => {
		fc.assert(
			fc.property(cases, ({ data, answers, known }) => {
				const judge = standards({ data });
				const { faults, ...rest } = diagnose(judge, { answers, ...known }, someDay);
				for (const fault of faults) expectSentence(fault);
				expect(bytes(rest)).not.toMatch(/:(null|NaN)/);
			}),
			runs
		);
	});
});

function expectSentence(fault: Fault): void {
	expect(fault.path).toMatch(/^(answers|facts|projects|titles)(\.|$)/);
	expect(fault.expected).toMatch(/^expected /);
	expect(fault.received).not.toBe('');
	const whole = sentence(fault);
	expect(whole.isWellFormed()).toBe(true);
	// One line, nothing in it that a terminal would act on, and not the whole of a long answer.
	expect(whole).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u);
	expect(whole.length).toBeLessThan(1500);
}
