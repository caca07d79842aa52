import type { Answer } from '../delivery/answer.ts'
import { fault } from './fault.ts'

const page =
  '<!DOCTYPE html>\n<html lang="en">\n<head><title>Sign in</title></head>\n' +
  '<body><h1>Sign in</h1><p>Your session has ended. Sign in to go on.</p></body>\n</html>\n'

export const html = fault({
  name: 'html',
  summary: 'Answers 200 with a sign-in page in HTML, as proxies and expired sessions do.',
  phases: ['call', 'poll', 'download'],
  options: {},
  answer: ({ method }): Answer => ({
    status: 200,
    headers: { 'content-type': 'text/html; charset=utf-8', 'content-length': page.length },
    ...(method !== 'HEAD' && { body: page }),
    note: 'Answered a sign-in page.',
  }),
})
