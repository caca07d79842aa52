import { email as format } from '../../formats/index.ts'
import { formatCases } from './cases.ts'
import { email } from './email.ts'

export const cases = formatCases(email, format, {
  keeps: [
    ['ayden@email.com', 'a sample'],
    ['zoë@email.com', 'letters beyond ASCII'],
  ],
  breaks: [
    ['ayden', 'a handle'],
    ['ayden@email', 'no dot in the domain'],
    ['Ayden <ayden@email.com>', 'a name before it'],
    ['a@b.c,d@e.f', 'two addresses'],
    ['ayden@email.com ', 'a blank behind it'],
    ['zoë@email', 'letters beyond ASCII, and no dot'],
  ],
})
