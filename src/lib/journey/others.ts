import type { CaseFile } from '../diagnosis/case-file.ts';
import type { Library } from '../library/library.ts';
import { sourcesOf } from '../links/origins.ts';
import { readBeside } from './beside.ts';
import { openContent, type JourneyContent } from './content.ts';
import { answeredOn, openDevice, type DeviceStorage } from './device.ts';

/**
 * The sheets whose answers a browser may offer: those that were sent along, and of other questionnaires
 * those that the device keeps.
 *
 * @param sent as `writeBeside` wrote it
 */
export function sheetsBeside(sent: string, storage: () => DeviceStorage): readonly CaseFile[] {
	const along = readBeside(sent) ?? [];
	const held = answeredOn(storage)
		.filter((ref) => !along.some(({ questionnaire }) => questionnaire === ref))
		.map((ref) => openDevice(ref, storage).load());
	return [...along, ...held];
}

/**
 * A browser's library with the editions that sheets answer or took answers over from. One that cannot be
 * fetched is left out: nothing of it is offered then, and all else works.
 */
export async function withOthers(
	library: Library,
	linked: readonly { readonly ref: string; readonly content: string }[],
	sheets: readonly CaseFile[],
	fetched: (address: string) => Promise<JourneyContent>
): Promise<Library> {
	const named = new Set(sheets.flatMap((sheet) => [sheet.questionnaire, ...sourcesOf(sheet)]));
	const contents = await Promise.allSettled(
		linked.filter(({ ref }) => named.has(ref)).map(({ content }) => fetched(content))
	);
	const editions = contents.flatMap((one) =>
		one.status === 'fulfilled' ? [...openContent(one.value).editions] : []
	);
	return { ...library, editions: new Map([...library.editions, ...editions]) };
}
