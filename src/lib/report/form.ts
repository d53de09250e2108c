/**
 * Which form a report has. Whoever adds a section or changes its words for what was issued before adds a form, so
 * that an issued report is printed for ever as it was:
 * - 1: no road, no list of actions.
 * - 2: with both; an issued report lists its evidence and says what changed since the last one.
 */
export const reportForms = [1, 2] as const;
export type ReportForm = (typeof reportForms)[number];
export const reportForm: ReportForm = 2;
