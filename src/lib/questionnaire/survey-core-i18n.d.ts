/** The Chinese words of survey-core, which register themselves; the package ships no types for them. */
declare module 'survey-core/i18n/simplified-chinese';
