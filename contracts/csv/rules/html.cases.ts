import { addresses, type Cases } from './cases.ts'
import { html } from './html.ts'

export const cases: Cases = {
  rule: html,
  dataset: addresses,
  keeps: [
    ['a plain file', 'City,Street,House\nBonn,Am Markt,5\n'],
    ['a tag in a cell', 'City,Street,House\nBonn,<html>,5\n'],
  ],
  breaks: [
    ['a page', '<!DOCTYPE html>\n<html></html>', [[null, 1, null, 0]]],
    ['a page without a doctype, behind a blank line', '\n<html lang="en">', [[null, 1, null, 0]]],
    ['a page behind a byte order mark', '\ufeff<!doctype HTML>', [[null, 1, null, 0]]],
  ],
}
