/**
 * Texts that are legal in a CSV cell and that careless readers, spreadsheets and terminals get wrong, by what is
 * hostile about them. Characters that no editor shows are written as escapes.
 */
export const hostileTexts = {
  quotes: ['"', '"quoted"', '5" × 7"', 'ends with a quote"', `it's`, '“curly”'],
  'doubled quotes': ['""', '""twice""', '"",""', '\\"escaped\\"'],
  'line feeds': ['one\ntwo', '\nbegins with a line', 'ends with one\n', 'a\n\nblank line'],
  'carriage returns with line feeds': ['one\r\ntwo', 'ends with one\r\n', '"\r\n"'],
  'lone carriage returns': ['one\rtwo', '\rover what was there'],
  commas: [',', 'Cole, Ayden', ',,,'],
  semicolons: ['one;two', ';'],
  tabs: ['one\ttwo', 'ends with a tab\t'],
  emoji: ['😀', 'rocket 🚀 science'],
  'joined emoji': ['👩\u200d👩\u200d👧\u200d👦', '🏳\ufe0f\u200d🌈', '👍🏽'],
  'right-to-left text': ['مرحبا بالعالم', 'שלום, עולם', 'mixed עברית and English'],
  'bidirectional controls': ['\u202egnp.exe\u202c', '\u2066isolated\u2069', '\u200fmarked'],
  'combining marks': [
    'e\u0301clair',
    'Z\u0351\u0343\u036c\u0314a\u0321\u0489l\u0334g\u0337o\u0338',
    'a\u030angstro\u0308m',
  ],
  'invisible characters': ['zero\u200bwidth', 'no\u00a0break', 'soft\u00adhyphen', 'byte order\ufeffmark'],
  formulas: ['=1+1', '=SUM(A1:A9)', '+1', '-1', '@SUM(A1)', '\t=1+1', "'=1+1"],
  'spaces around': [' leading', 'trailing ', '  both  ', ' "quoted" '],
  'words for nothing': ['null', 'NULL', 'None', 'NaN', 'nil', 'undefined', '#N/A', '-', '\\N'],
  'words for truth': ['TRUE', 'true', 'False', 'yes', 'no'],
  numbers: ['0123', '1e5', '1,234.5', '0x1F', '9007199254740993', 'Infinity', '1.0'],
  dates: ['1/2', 'MAR1', '2026-02-30'],
  markup: ['<b>bold</b> &amp; more', '{{name}}', '#{name}', '%s %d'],
  comments: ['# not a comment', '// nor this', '-- nor that'],
} as const satisfies Readonly<Record<string, readonly string[]>>

/** 64 KiB: twice what a spreadsheet's cell can hold. */
export const longText = 'A very long cell. '.repeat(3641).slice(0, 65_536)
