import { layers } from '#lib/sheets/life.ts';
import { Failure } from './command.mjs';
import { openPackage, printChecked } from './archive.ts';
import { main } from './main.ts';

const usage = `Usage: npm run -s archive:check -- FILE.zip|FOLDER`;

/** Says line by line what of a package holds, after the four properties; needs neither network nor database. */
await main(async () => {
	const [path, ...more] = process.argv.slice(2);
	if (path === undefined || more.length > 0) throw new Failure(usage);
	const source = await openPackage(path);
	try {
		console.log('四性检测，条目为本产品对 DA/T 70-2018 的理解 / Our reading of DA/T 70-2018\n');
		const { open, hash, holds } = await printChecked(source);
		if (open) {
			const { file, dossiers } = open;
			console.log(`\nSheet     ${file.sheet.id} (${file.sheet.questionnaire})`);
			for (const layer of layers) console.log(`${layer.padEnd(10)}${dossiers[layer].hash}`);
			console.log(`Package   ${hash}\nBefore it ${file.previous ?? 'none'}`);
		}
		console.log(holds ? '\nWHOLE: everything that was looked at holds.' : '\nNOT WHOLE.');
		if (!holds) process.exitCode = 1;
	} finally {
		source.close();
	}
});
