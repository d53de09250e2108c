import { isCollection, parseAllDocuments, visit } from 'yaml';

/** No file of content is longer; a larger one is a mistake or an attack. */
const mostCharacters = 1_000_000;
/** Content is a few levels deep; what is far deeper overflows the stack of whoever walks through it. */
const mostLevels = 64;

/**
 * Reads one YAML file of content, strictly: one document, every key once, no anchors or aliases (they
 * can explode, and hide what stands where), no tabs, no custom tags, no great depth.
 *
 * @param path the file's name, for the message
 * @throws Error with one sentence that names file, line and fault
 */
export function parseYaml(text: string, path: string): unknown {
	const fail = (line: number, fault: string) => new Error(`${path} line ${line}: ${fault}`);
	if (text.length > mostCharacters) {
		throw fail(1, `expected at most ${mostCharacters} characters, received ${text.length}`);
	}
	const lineAt = (offset: number) => text.slice(0, offset).split('\n').length;
	const tab = text.indexOf('\t');
	if (tab >= 0) throw fail(lineAt(tab), 'expected blanks, received a tab');

	const tooDeep = (line: number) =>
		fail(line, `expected at most ${mostLevels} levels, received more`);
	const documents = parseAllDocuments(text, {
		version: '1.2',
		schema: 'core',
		prettyErrors: false
	});
	const [document, second] = [...documents];
	if (!document) throw fail(1, 'expected content, received an empty file');
	if (second) throw fail(lineAt(second.range[0]), 'expected one document, received a second');
	const [wrong] = [...document.errors, ...document.warnings];
	if (wrong?.code === 'RESOURCE_EXHAUSTION') throw tooDeep(lineAt(wrong.pos[0]));
	if (wrong) throw fail(lineAt(wrong.pos[0]), wrong.message);

	visit(document, {
		Alias(_, node) {
			throw fail(lineAt(node.range?.[0] ?? 0), `expected no alias, received *${node.source}`);
		},
		Value(_, node, path) {
			// Between two levels of a mapping stands the pair.
			if (path.filter(isCollection).length > mostLevels) {
				throw tooDeep(lineAt(node.range?.[0] ?? 0));
			}
			if (node.anchor) {
				throw fail(lineAt(node.range?.[0] ?? 0), `expected no anchor, received &${node.anchor}`);
			}
		}
	});
	return document.toJS({ maxAliasCount: 0 });
}
