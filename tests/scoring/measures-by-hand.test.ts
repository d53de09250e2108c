import { expect, it } from 'vitest';
import { compareMeasures } from '../bench/agreement.ts';
import { openContent } from '../../scripts/content.ts';
import { enterpriseMaker } from '../bench/enterprises.ts';

/** The bench compares speeds with a function by hand: they mean something only where both say the same. */
it('all measures of all documents, for three thousand enterprises, are those written out by hand', () => {
	const library = openContent();
	const make = enterpriseMaker(library);
	const { differences, outcomes } = compareMeasures(
		library,
		Array.from({ length: 3000 }, (_, i) => make(i))
	);
	expect(differences.slice(0, 1)).toEqual([]);
	// Nothing agrees by never happening.
	for (const outcome of ['met', 'unmet', 'unknown', 'ended', 'not-yet', 'history']) {
		expect(outcomes[outcome], JSON.stringify(outcomes)).toBeGreaterThan(0.005);
	}
	for (const outcome of ['out-of-area', 'other-applicant']) {
		expect(outcomes[outcome]).toBeGreaterThan(0.05);
	}
});
