import { appId as format } from '../../formats/index.ts'
import { appId } from './app-id.ts'
import { formatCases } from './cases.ts'

export const cases = formatCases(appId, format, {
  keeps: [
    ['google', 'an app'],
    ['github/01H965ZRNQHAS2B8GKJA85X75D', 'an app and its integration'],
    ['azure-ad', 'a hyphen'],
  ],
  breaks: [
    ['GitHub', 'upper case'],
    ['github/', 'nothing behind the slash'],
    ['github/28329', 'a number'],
    ['-github', 'a hyphen first'],
  ],
})
