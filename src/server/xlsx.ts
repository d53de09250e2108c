import writeXlsxFile from 'write-excel-file/node';
import type { Cell, Sheet } from '#lib/spreadsheet.ts';

export const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Writes a workbook. Words are always cells of text: what begins with = + - or @ is no formula. */
export async function writeXlsx(sheets: readonly Sheet[]): Promise<Uint8Array<ArrayBuffer>> {
	const written = sheets.map(({ name, columns, rows }) => ({
		sheet: name,
		columns: columns.map(({ width }) => ({ width })),
		stickyRowsCount: 1,
		data: [
			columns.map(({ title }) => ({ ...textCell(title), fontWeight: 'bold' as const })),
			...rows.map((row) => row.map(cellOf))
		]
	}));
	return new Uint8Array(await writeXlsxFile(written).toBuffer());
}

function cellOf(cell: Cell) {
	if (cell === undefined) return null;
	if (typeof cell === 'string') return textCell(cell);
	return { value: cell, type: Number, format: '#,##0.######', alignVertical: 'top' as const };
}

function textCell(words: string) {
	return { value: asWritten(words), type: String, wrap: true, alignVertical: 'top' as const };
}

/** Excel reads _x0041_ as A unless its first sign is written so itself. */
function asWritten(words: string): string {
	return words.replace(/_(?=x[\dA-Fa-f]{4}_)/g, '_x005F_');
}
