import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { CaseFile } from '#lib/diagnosis/case-file.ts';
import { openDossier } from '#lib/diagnosis/dossier.ts';
import {
	contentOf,
	openContent as openInBrowser,
	type JourneyContent
} from '#lib/journey/content.ts';
import { parseYaml } from '#lib/library/yaml.ts';
import { openContent } from '../../../scripts/content.ts';

const library = openContent();
const sample = 'examples/yancheng-caster.yaml';
const said = parseYaml(readFileSync(sample, 'utf8'), sample) as CaseFile;

/** As a browser gets it: through JSON. */
const content = JSON.parse(
	JSON.stringify(contentOf(library, said.questionnaire))
) as JourneyContent;
const inBrowser = openInBrowser(content);

test.each(['2024-10-15', '2026-11-22', '2021-01-01'])(
	'on %s the browser comes to the same dossier as the server',
	(day) => {
		expect(openDossier(inBrowser, said, day)).toEqual(openDossier(library, said, day));
	}
);

test('a half-filled sheet with junk in it comes to the same, too', () => {
	const { answers } = said as { answers: Record<string, unknown> };
	const half = { ...said, answers: { ...answers, scheduling: 'x', equipment: { total: '12台' } } };
	const [here, there] = [inBrowser, library].map((one) => openDossier(one, half, '2024-10-15'));
	expect(here).toEqual(there);
	expect(here!.diagnosis.faults).toHaveLength(2);
});
