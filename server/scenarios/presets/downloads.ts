import type { Presets } from './preset.ts'

/** What goes wrong with the download. */
export const downloadPresets = {
  'expired-url': {
    summary: 'The URLs of the first export have expired by the time of its download: 403 Request has expired.',
    goodClient: 'It POSTs again for new URLs; the expired ones will never work again.',
    goodClientEnds: 'well',
    readiness: { after: 'polls', polls: 1 },
    download: [{ fault: 'expire', ofExports: { first: 1 } }],
  },
  'expires-mid-download': {
    summary: 'The first download is reset after 64 KiB (or half of the file), and by then its URL has expired.',
    goodClient: 'It tries to go on, sees the 403, and POSTs again; it does not keep the part as if it were the file.',
    goodClientEnds: 'well',
    download: [
      { fault: 'reset', afterBytes: 65_536, when: { first: 1 }, ofExports: { first: 1 } },
      { fault: 'expire', when: { from: 2 }, ofExports: { first: 1 } },
    ],
  },
  'truncated-at-row': {
    summary:
      'The download ends after a whole row, with a Content-Length that agrees; only the polls told the real length.',
    goodClient: 'It compares the length with that of the poll, and downloads again or fails.',
    goodClientEnds: 'either',
    download: [{ fault: 'truncate', at: 'record' }],
  },
  'truncated-in-quotes': {
    summary: 'The download ends inside a quoted cell, with a Content-Length that agrees.',
    goodClient: 'Its CSV reader refuses the open quotation mark, and it does not use the rows before it.',
    goodClientEnds: 'either',
    download: [{ fault: 'truncate', at: 'quoted-cell' }],
  },
  'truncated-in-character': {
    summary: 'The download ends inside a character of several bytes, with a Content-Length that agrees.',
    goodClient: 'It decodes UTF-8 strictly and refuses the file; it does not end it with a replacement character.',
    goodClientEnds: 'either',
    file: [{ alteration: 'hostile-cells' }], // every dataset then has such characters
    download: [{ fault: 'truncate', at: 'character' }],
  },
  'reset-mid-download': {
    summary: 'The first download of each export is reset after 64 KiB, or half of the file where that is less.',
    goodClient:
      'It goes on with a range and If-Range, or begins again; it does not keep the part as if it were the file.',
    goodClientEnds: 'well',
    download: [{ fault: 'reset', afterBytes: 65_536, when: { first: 1 } }],
  },
  'stalled-download': {
    summary: 'Downloads stop after 64 KiB, or half of the file where that is less, and the connection stays open.',
    goodClient: 'It gives up when nothing has arrived for a while, and tries again a bounded number of times.',
    goodClientEnds: 'badly',
    download: [{ fault: 'stall', afterBytes: 65_536 }],
  },
  'slow-download': {
    summary: 'Downloads come at 64 KiB a second.',
    goodClient: 'It waits as long as bytes keep coming: its time-out is for silence, not for the whole download.',
    goodClientEnds: 'well',
    download: [{ fault: 'slow', bytesPerSecond: 65_536 }],
  },
  'wrong-length': {
    summary: 'Content-Length promises 100 bytes more than come before the connection ends.',
    goodClient: 'Its HTTP library reports the body as incomplete, and it downloads again or fails.',
    goodClientEnds: 'badly',
    download: [{ fault: 'wrong-length', by: 100 }],
  },
  'html-instead-of-csv': {
    summary: 'Downloads get 200 with a sign-in page in HTML.',
    goodClient: 'It looks at the Content-Type or the header row and refuses what is no CSV.',
    goodClientEnds: 'badly',
    download: [{ fault: 'html' }],
  },
  'ranges-ignored': {
    summary:
      'The first download is reset after 64 KiB (or half of the file), and a request for the rest gets 200 with the whole file.',
    goodClient: 'It looks at the status: after 200 instead of 206 it begins the file anew, and appends nothing.',
    goodClientEnds: 'well',
    ranges: 'ignored',
    download: [{ fault: 'reset', afterBytes: 65_536, when: { first: 1 } }],
  },
  'changed-mid-resume': {
    summary:
      'The first download is reset after 64 KiB (or half of the file), and what is then under the URL is another file.',
    goodClient: 'It sends If-Range, or compares ETags, and begins anew instead of joining parts of two files.',
    goodClientEnds: 'well',
    download: [
      { fault: 'reset', afterBytes: 65_536, when: { first: 1 } },
      { fault: 'replace-file', when: { from: 2 } },
    ],
  },
  gzip: {
    summary: 'The file comes compressed with gzip and says so in Content-Encoding, though nobody asked for it.',
    goodClient: 'It decodes it as Content-Encoding says.',
    goodClientEnds: 'well',
    ranges: 'ignored',
    poll: [{ fault: 'gzip' }],
    download: [{ fault: 'gzip' }],
  },
} as const satisfies Presets
