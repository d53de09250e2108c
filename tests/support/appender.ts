import { writeSync } from 'node:fs';
import { migrate, openDatabase, publish } from '#server/db/index.ts';
import * as sheets from '#server/sheets.ts';
import { readSettings } from '#server/settings.ts';

/**
 * A small server for the tests that kill it: appends patches to one sheet as fast as it can, several at
 * once, and writes the id of each as soon as it is acknowledged. The first line is the sheet's token.
 */
const atOnce = 8;
const say = (line: string) => writeSync(1, `${line}\n`);
const patchOf = (id: string) => ({
	id,
	field: `answers.q-${id}`,
	value: id.repeat(20),
	replaces: null,
	madeAt: '2024-10-15T08:30:00.000Z'
});

await openDatabase(readSettings(process.env));
const token = process.argv[2] ?? (await begin());
say(token);
await Promise.all(
	Array.from({ length: atOnce }, async () => {
		for (;;) {
			const id = crypto.randomUUID();
			await sheets.append(token, [patchOf(id)]);
			say(id);
		}
	})
);

async function begin(): Promise<string> {
	const { openContent } = await import('../../scripts/content.ts');
	await migrate();
	await publish(openContent());
	return (await sheets.keep({ questionnaire: 'sme-digital-level@2024' })).token;
}
