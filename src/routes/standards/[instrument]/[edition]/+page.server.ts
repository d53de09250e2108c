import { countedSets, markedQuestions } from '#lib/diagnosis/counted.ts';
import { neighbours } from '#lib/editions/succession.ts';
import { isEnded } from '#lib/library/events.ts';
import { m } from '#lib/paraglide/messages.js';
import { inWords, type Said } from '#lib/ui/condition-words.ts';
import { say } from '#lib/ui/text.ts';
import { decimal, inPoints } from '#scoring';
import { library, stageOf } from '#server/content.ts';
import { namesIn } from '#server/names.ts';
import { problems } from '#server/problems.ts';
import { ladderTable } from './ladder-table.ts';

export function load({ params }) {
	const ref = `${params.instrument}@${params.edition}`;
	const found = library.editions.get(ref) ?? problems.noSuchEdition(ref);
	const { edition, hash } = found;
	const { data, parts, root } = edition;
	const names = namesIn({ edition });

	const applies: Record<string, Said> = {};
	const figures: Record<string, string> = {};
	for (const { question } of parts) {
		if (!question) continue;
		if (question.data.appliesIf) applies[question.name] = inWords(question.data.appliesIf, names);
		if (question.type !== 'multipletext') continue;
		for (const { name, title } of question.items) {
			const words = { question: say(question.data.title), item: say(title) };
			figures[`${question.name}.${name}`] = m.figure_of(words);
		}
	}
	const standing = stageOf(ref);
	const { older, newer } = neighbours(library, edition);
	return {
		ref,
		older: older?.data.edition,
		newer: newer.map((one) => one.data.edition),
		hash,
		stage: standing.stage,
		ended: isEnded(standing) ? standing.event : undefined,
		edition: data,
		points: decimal(inPoints(root.max), 3),
		/** Of each part by name, with what it takes over from the parts around it. */
		sources: Object.fromEntries(parts.map(({ name, source }) => [name, source])),
		applies,
		figures,
		ratios: edition.questions.some((one) => one.type === 'radiogroup' && one.of),
		trends: edition.questions.some((one) => one.type === 'radiogroup' && one.trendOf),
		/** The sets that tiers count, and what is marked in each. */
		counted: countedSets(edition).map(({ id, title, questions, inner }) => ({
			id,
			title,
			count: questions.length,
			inner: inner && { title: inner.title, count: inner.questions.length }
		})),
		/** By question: the set for which it is marked. */
		marks: Object.fromEntries(markedQuestions(edition)),
		scored: edition.questions.filter((one) => 'worth' in one.data && one.data.worth).length,
		ladder: ladderTable(edition),
		/** By action: when it is recommended. */
		whens: Object.fromEntries(
			(data.actions?.actions ?? []).map(({ id, when }) => [id, inWords(when, names)])
		),
		requirements: data.ladder.tiers.map(({ requires }) => inWords(requires, names))
	};
}
