import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** What a checkout needs to build, to publish and to start. */
const parts = [
	...['package.json', 'package-lock.json', 'tsconfig.json', 'vite.config.ts', 'vite', 'scripts'],
	...['src', 'scoring', 'questionnaires', 'measures', 'project.inlang', 'drizzle']
];

/**
 * A checkout as it may have been before an update: it has one more edition published, `sme-digital-level@2023`,
 * which this one has no longer. It is built when it starts.
 */
export function makeOlder(): { folder: string; remove: () => void } {
	const folder = mkdtempSync(join(tmpdir(), 'qidang-older-'));
	for (const part of parts) cpSync(part, join(folder, part), { recursive: true });
	symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
	const editions = join(folder, 'questionnaires/sme-digital-level');
	cpSync(join(editions, '2024'), join(editions, '2023'), { recursive: true });
	replace(join(editions, '2023/questionnaire.yaml'), "edition: '2024'", "edition: '2023'");
	// They would take the packages, which lie elsewhere, for a room of their own.
	replace(join(folder, 'vite.config.ts'), 'arrows(),', '');
	const publish = ['scripts/data-publish.ts', 'sme-digital-level@2023'];
	execFileSync(process.execPath, publish, { cwd: folder, stdio: 'pipe' });
	return { folder, remove: () => rmSync(folder, { recursive: true }) };
}

function replace(file: string, before: string, after: string): void {
	const text = readFileSync(file, 'utf8');
	if (!text.includes(before)) throw new Error(`expected ${before} in ${file}`);
	writeFileSync(file, text.replace(before, after));
}
