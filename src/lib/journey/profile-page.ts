import { checkKnown, type Locale } from '#scoring';
import type { CaseFile } from '../diagnosis/case-file.ts';
import { aboutPage, type AboutPage } from './about-page.ts';
import { readAbout, readTitles } from './form.ts';
import { faultsOf } from './live.ts';
import { recordsOf, titleField, type TitleField } from './support-page.ts';
import type { World } from './world.ts';

/** What an enterprise says of itself whatever the questionnaire. */
export type ProfileSaid = Pick<CaseFile, 'name' | 'facts' | 'titles'>;

export interface ProfilePage {
	readonly about: AboutPage;
	readonly titles: readonly TitleField[];
	/** By path of the field: what could not be taken. */
	readonly faults: Readonly<Record<string, string>>;
}

export function profilePage(
	world: Pick<World, 'library' | 'regions'>,
	said: ProfileSaid,
	locale: Locale
): ProfilePage {
	const { library } = world;
	const records = recordsOf(said.titles);
	return {
		about: aboutPage(world, { ...said, questionnaire: '' }, locale),
		titles: [...library.catalogue.titles.values()].map((title) =>
			titleField(title, records.get(title.id), locale)
		),
		faults: faultsOf({ library }, said, checkKnown(library.catalogue, said).faults, locale)
	};
}

/** What the form of that page says; what it did not ask stays as it was. */
export function readProfile(
	{ library: { catalogue } }: Pick<World, 'library'>,
	before: ProfileSaid,
	form: FormData
): ProfileSaid {
	const { name, facts } = readAbout(catalogue, { ...before, questionnaire: '' }, form);
	return {
		...(name === undefined ? {} : { name }),
		facts,
		titles: readTitles(catalogue, before, form)
	};
}
