import type { OpenEdition, OpenQuestion, Text } from '#scoring';
import type { CaseFile } from '../diagnosis/case-file.ts';
import type { Dossier } from '../diagnosis/dossier.ts';
import type { Library } from '../library/library.ts';
import { covers } from '../links/link.ts';
import { agrees, countedAnswers, offersTo, type Offer } from '../links/offers.ts';

/** A question that two instruments share by a link, and what the sheet of each says of it. */
export interface Shared {
	readonly from: Asked;
	readonly to: Asked;
	readonly why: Text;
	/**
	 * `agree`: the answer of the one can be right beside that of the other. `differ`: it cannot. `open`: one of
	 * them is not answered, or says nothing of the other; what is not ticked in a list contradicts nothing.
	 */
	readonly is: 'agree' | 'differ' | 'open';
}
interface Asked {
	readonly question: OpenQuestion;
	/** The answer that counts, as SurveyJS stores it; undefined without one. */
	readonly answer: unknown;
}

/** What the instruments of two diagnoses both ask, in the order of the second; of one enterprise. */
export function questionsOfBoth(library: Library, from: Dossier, to: Dossier): Shared[] {
	const [first, second] = [from, to].map(
		({ rests }) => library.editions.get(rests.edition.ref)!.edition
	) as [OpenEdition, OpenEdition];
	// It is one enterprise, whatever it was called when each was filled in.
	const [one, other] = [from, to].map(({ said }) => nameless(said)) as [CaseFile, CaseFile];
	const given = countedAnswers({ library, today: from.diagnosis.day }, first, one);
	const answers = countedAnswers({ library, today: to.diagnosis.day }, second, other);
	const world = { library, edition: second, beside: [one], today: from.diagnosis.day };
	const offers = offersTo(world, other);
	return library.links
		.filter((link) => covers(link.from, first.ref) && covers(link.to, second.ref))
		.flatMap((link): Shared[] => {
			const [asked, asking] = [
				first.byName.get(link.from.question),
				second.byName.get(link.to.question)
			];
			if (!asked || !asking) return [];
			const offer = offers.find(
				({ question, origin }) => question === asking.name && origin.question === asked.name
			);
			const answer = answers[asking.name];
			return [
				{
					from: { question: asked, answer: given[asked.name] },
					to: { question: asking, answer },
					why: link.why,
					is: offer && answer !== undefined ? judged(offer, answer) : 'open'
				}
			];
		})
		.sort((a, b) => a.to.question.index - b.to.question.index);
}

function nameless({ name: _, creditCode: __, ...said }: CaseFile): CaseFile {
	return said;
}

function judged({ answers }: Offer, answer: unknown): Shared['is'] {
	if (Array.isArray(answer)) {
		const ticked: readonly unknown[] = answer;
		const isTicked = answers.flat().every((one) => ticked.includes(one));
		return isTicked ? 'agree' : 'open';
	}
	return answers.some((offered) => agrees(answer, offered)) ? 'agree' : 'differ';
}
