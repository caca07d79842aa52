import { fault } from './fault.ts'

export const expire = fault({
  name: 'expire',
  summary: "Lets the export's URLs expire now: this request and all later ones get 403 Request has expired.",
  phases: ['poll', 'download'],
  options: {},
  effect: (exports, found) => exports.expire(found),
})
