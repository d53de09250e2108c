import { redirect } from '@sveltejs/kit';
import { getLocale, localizeHref } from '#lib/paraglide/runtime.js';
import { m } from '#lib/paraglide/messages.js';
import { layerWords } from '#lib/words/life.ts';
import { dayWords } from '#lib/words/format.ts';
import {
	compareSides,
	openSide,
	sidesOf,
	tellPeers,
	type Side,
	type SideOption
} from '#server/comparing.ts';
import { openEnterprise } from '#server/enterprises.ts';
import { requireMember } from '#server/member.ts';
import { problems } from '#server/problems.ts';

export async function load(event) {
	const acting = requireMember(event);
	const enterprise = acting.may('file.read')
		? await openEnterprise(acting.member, event.params.id)
		: undefined;
	if (!enterprise) return problems.noSuchEnterprise();
	const options = await sidesOf(acting, enterprise.id);
	const asked = ['from', 'to'].map((name) => event.url.searchParams.get(name) ?? '');
	const file = { id: enterprise.id, name: enterprise.name, options };
	if (asked.some((key) => key === '')) return { ...file, chosen: proposed(options) };
	const [from, to] = (await Promise.all(
		asked.map((key) => openSide(acting, enterprise.id, key))
	)) as [Side, Side];
	const isOneEdition = from.dossier.rests.edition.ref === to.dossier.rests.edition.ref;
	const was = sideWords(m.beside_from(), from, isOneEdition);
	const is = sideWords(m.beside_to(), to, isOneEdition);
	const chart = { from: was, to: is, possible: m.beside_possible(), label: m.beside_chart() };
	const compared = compareSides(from, to, chart, getLocale());
	if ('none' in compared && compared.none === 'turned') {
		const turned = new URLSearchParams({ from: to.key, to: from.key });
		redirect(303, `${localizeHref(`/enterprises/${enterprise.id}/compare`)}?${turned}`);
	}
	const peers = await tellPeers(acting, to.sheet, getLocale());
	return {
		...file,
		chosen: { from: from.key, to: to.key },
		...compared,
		sides: {
			from: { words: was, sheet: from.sheet.id },
			to: { words: is, sheet: to.sheet.id }
		},
		...(peers ? { peers } : {})
	};
}

/** The last two sheets of one standard, else two layers of one sheet, else whatever there is. */
function proposed(options: readonly SideOption[]): { from?: string; to?: string } {
	const own = options.filter(({ edition }) => edition === undefined);
	const sheetOf = ({ key }: SideOption) => key.split('.')[0];
	const isAlike = (to: SideOption, one: SideOption) =>
		one.title['zh-cn'] === to.title['zh-cn'] && sheetOf(one) !== sheetOf(to);
	const isLayer = (to: SideOption, one: SideOption) => sheetOf(one) === sheetOf(to);
	for (const goesWith of [isAlike, isLayer, () => true])
		for (const [i, to] of own.entries()) {
			const from = own.slice(i + 1).find((one) => goesWith(to, one));
			if (from) return { from: from.key, to: to.key };
		}
	const [last, other] = options;
	return last ? { to: last.key, ...(other ? { from: other.key } : {}) } : {};
}

/** What a side is called: its layer and day, and its edition where that tells the two apart. */
function sideWords(which: string, { layer, dossier }: Side, isOneEdition: boolean): string {
	const { diagnosis, rests } = dossier;
	const side = m.beside_side({
		which,
		layer: layerWords[layer](),
		day: dayWords(diagnosis.day, getLocale())
	});
	if (isOneEdition) return side;
	return m.beside_side_edition({ side, edition: rests.edition.ref.split('@')[1]! });
}
