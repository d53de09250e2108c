import { isCollection, parseAllDocuments, visit, type Document } from 'yaml';

/** No file of content is longer; a larger one is a mistake or an attack. */
const mostCharacters = 1_000_000;
/** Content is a few levels deep; what is far deeper overflows the stack of whoever walks through it. */
const mostLevels = 64;

/** A message names so many faults, and how many more there are. */
const mostFaults = 20;

/**
 * Reads one YAML file of content, strictly: one document, every key once, no anchors or aliases (they
 * can explode, and hide what stands where), no tabs, no custom tags, no great depth.
 *
 * @param path the file's name, for the message
 * @throws Error with one sentence that names the file, and every fault with its line
 */
export function parseYaml(text: string, path: string): unknown {
	if (text.length > mostCharacters) {
		const fault = `expected at most ${mostCharacters} characters, received ${text.length}`;
		throw refusal(text, path, [{ offset: 0, fault }]);
	}
	const faults: YamlFault[] = [];
	const report = (offset: number, fault: string) => void faults.push({ offset, fault });
	const tab = text.indexOf('\t');
	if (tab >= 0) report(tab, 'expected blanks, received a tab');
	const documents = parseAllDocuments(text, {
		version: '1.2',
		schema: 'core',
		prettyErrors: false
	});
	const [document, second] = [...documents];
	if (!document) report(0, 'expected content, received an empty file');
	if (second) report(second.range[0], 'expected one document, received a second');
	if (document) check(document, report);
	if (!document || faults.length > 0) throw refusal(text, path, faults);
	return document.toJS({ maxAliasCount: 0 });
}

interface YamlFault {
	/** Where in the text. */
	readonly offset: number;
	readonly fault: string;
}

function refusal(text: string, path: string, faults: readonly YamlFault[]): Error {
	const sorted = [...faults].sort((a, b) => a.offset - b.offset);
	const said = sorted.slice(0, mostFaults).map(({ offset, fault }) => {
		return `line ${text.slice(0, offset).split('\n').length}: ${fault}`;
	});
	const more = faults.length > mostFaults ? [`and ${faults.length - mostFaults} more`] : [];
	return new Error(`${path} ${[...said, ...more].join('; ')}`);
}

function check(document: Document.Parsed, report: (offset: number, fault: string) => void): void {
	const tooDeep = `expected at most ${mostLevels} levels, received more`;
	for (const { code, pos, message } of [...document.errors, ...document.warnings]) {
		report(pos[0], code === 'RESOURCE_EXHAUSTION' ? tooDeep : message);
	}
	visit(document, {
		Alias(_, node) {
			report(node.range?.[0] ?? 0, `expected no alias, received *${node.source}`);
		},
		Value(_, node, path) {
			const start = node.range?.[0] ?? 0;
			if (node.anchor) report(start, `expected no anchor, received &${node.anchor}`);
			// Between two levels of a mapping stands the pair.
			if (path.filter(isCollection).length <= mostLevels) return undefined;
			report(start, tooDeep);
			return visit.SKIP;
		}
	});
}
