import * as v from 'valibot';
import {
	areaParent,
	factsFileSchema,
	idSchema,
	sourceSchema,
	textSchema,
	titlesFileSchema,
	type Catalogue,
	type Text
} from '#scoring';
import { unique, type Reader } from './reader.ts';

const capabilitiesSchema = v.strictObject({
	capabilities: v.array(v.strictObject({ id: idSchema, title: textSchema }))
});

/** `measures/zones.yaml`: functional zones, beside the codes of GB/T 2260. */
const zonesSchema = v.strictObject({
	zones: v.array(
		v.strictObject({
			id: v.string(),
			title: textSchema,
			within: v.string(),
			/** The statistical code, where one is known. */
			code: v.optional(v.string()),
			source: sourceSchema
		})
	)
});

/** `measures/industries.yaml`: divisions of section C of GB/T 4754-2017. */
const industriesSchema = v.strictObject({
	standard: v.string(),
	source: sourceSchema,
	industries: v.array(
		v.strictObject({
			code: v.pipe(v.string(), v.regex(/^C(1[3-9]|[23]\d|4[0-3])$/, 'expected C13 … C43')),
			title: textSchema
		})
	)
});

/** Opens the words that rules are written in. */
export function openCatalogue(reader: Reader, hasArea?: (code: string) => boolean): Catalogue {
	const [facts, titles, zones, industries] = [
		'measures/facts.yaml',
		'measures/titles.yaml',
		'measures/zones.yaml',
		'measures/industries.yaml'
	] as const;
	const listed = reader.read(zonesSchema, zones)?.zones ?? [];
	for (const { id, within } of listed) {
		if (areaParent(id) !== within)
			reader.report(zones, id, 'expected within to fit the id', within);
	}
	return {
		facts: unique(reader, facts, reader.read(factsFileSchema, facts)?.facts ?? [], (fact) => [
			fact.id,
			fact
		]),
		titles: unique(reader, titles, reader.read(titlesFileSchema, titles)?.titles ?? [], (title) => [
			title.id,
			title
		]),
		zones: unique(reader, zones, listed, (zone) => [zone.id, zone]),
		industries: unique(
			reader,
			industries,
			reader.read(industriesSchema, industries)?.industries ?? [],
			(industry) => [industry.code, industry.title]
		),
		...(hasArea ? { hasArea } : {})
	};
}

/** Opens the list of capabilities, by id. */
export function openCapabilities(reader: Reader): ReadonlyMap<string, Text> {
	const file = 'questionnaires/capabilities.yaml';
	const listed = reader.read(capabilitiesSchema, file)?.capabilities ?? [];
	return unique(reader, file, listed, (capability) => [capability.id, capability.title]);
}

/** Reports a capability that is not in the list. */
export function checkCapability(
	reader: Reader,
	capabilities: ReadonlyMap<string, Text>,
	id: string,
	file: string,
	path: string
): void {
	if (capabilities.has(id)) return;
	reader.report(file, path, 'expected a capability of questionnaires/capabilities.yaml', id);
}
