import { packages, type Packages } from '#lib/package/packages.ts';
import { checkKnown, recommend, type Standards, type Support } from '#scoring';
import type { Project } from './by-hand.ts';
import { packageByHand } from './package-by-hand.ts';
import { randomFrom } from './sheets.ts';

/** An enterprise with twenty projects, complete, and what its day supports. */
export interface Twenty {
	readonly projects: readonly Project[];
	readonly support: Support;
}

const projectCount = 20;
/** So that investments, leases and loans of a project are worth alike, and together more than the caps. */
const most = { investment: 3000, lease: 2500, loan: 20_000 };

/** The same number always gives the same enterprise. */
export function twenty({ documents, catalogue }: Standards, number: number): Twenty {
	const chance = randomFrom(number);
	const some = (limit: number) => Number((chance() * limit).toFixed(2));
	const year = () => {
		const investment = some(most.investment);
		return {
			'effective-investment': investment,
			'annual-investment': investment,
			'leasing-fee': chance() < 0.3 ? Math.max(500, some(most.lease)) : 0,
			loan: chance() < 0.7 ? some(most.loan) : 0
		};
	};
	const projects = Array.from({ length: projectCount }, (_, i) => ({
		name: `项目${i + 1}`,
		facts: { 'smart-upgrade': true },
		years: { [chance.pick(['2022', '2023', '2024'])]: year() }
	}));
	const facts = { area: '320903', applicant: 'manufacturer', 'above-scale': true };
	const titles = [...catalogue.titles.keys()].map((title) => ({ title, state: 'not-held' }));
	const { known } = checkKnown(catalogue, { facts, projects, titles });
	return { projects, support: recommend(documents, known, {}, '2024-10-15', false) };
}

/** Whether both come to the same sums under every reading, and the engine weighed all packages. */
export function agreesByHand({ documents }: Standards, { projects, support }: Twenty): boolean {
	const found = packages(documents, support);
	const { addUp, addUpShared, higherOnly } = packageByHand(projects);
	const whole = found.readings.every(({ certain, possible }) => certain.whole && possible.whole);
	return (
		whole &&
		[
			[sumsUnder(found, ['add-up', 'own-cap']), addUp] as const,
			[sumsUnder(found, ['add-up', 'one-cap']), addUpShared] as const,
			[sumsUnder(found, ['higher-only']), higherOnly] as const
		].every(([ours, hand]) => ours.inAll === hand.inAll && ours.eachYear === hand.eachYear)
	);
}

function sumsUnder({ readings }: Packages, readAs: readonly string[]) {
	const { certain, possible } = readings.find(({ read }) =>
		read.every(({ reading }) => readAs.includes(reading))
	)!;
	return { inAll: certain.sum, eachYear: possible.sum };
}
