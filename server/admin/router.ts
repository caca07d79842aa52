import { nearest } from '../../contracts/nearest.ts'
import { adminPrefix } from './admin-prefix.ts'
import type { Route } from './route.ts'

/** What a request has reached. */
export type Match =
  | { readonly route: Route; readonly params: Readonly<Record<string, string>> }
  /** The path is there, by other methods. */
  | { readonly allowed: readonly string[] }
  /** It is not. @property nearest the operation that was probably meant, such as `GET /__mock/sandboxes/s1` */
  | { readonly nearest: string }

/**
 * Finds operations by method and path. Fastify's own router would do, but it compiles code for each of its routes, which
 * makes every start slower (seen on Fastify 5.12), and says nothing of what is near.
 */
export function router(routes: readonly Route[]): (method: string, path: string) => Match {
  const all = routes
    .map((route) => ({ route, segments: `${adminPrefix}${route.path}`.split('/') }))
    // Whatever is spelled out goes before a parameter.
    .toSorted((a, b) => parametersIn(a.segments) - parametersIn(b.segments))
  return (method, path) => {
    const asked = path.split('/')
    const found = all.flatMap(({ route, segments }) => {
      const params = paramsOf(segments, asked)
      return params === undefined ? [] : [{ route, params }]
    })
    const reached = found.find(({ route }) => methodsOf(route).includes(method))
    if (reached !== undefined) return reached
    if (found.length > 0) return { allowed: [...new Set(found.flatMap(({ route }) => methodsOf(route)))] }
    const candidates = all.map(({ route, segments }) => `${route.method} ${filled(segments, asked)}`)
    return { nearest: nearest(`${method} ${path}`, candidates) }
  }
}

function methodsOf({ method, hasHead }: Route): readonly string[] {
  return hasHead ? [method, 'HEAD'] : [method]
}

const isParameter = (segment: string) => segment.startsWith('{')

function parametersIn(segments: readonly string[]): number {
  return segments.filter(isParameter).length
}

/** @returns `undefined` where the path is another */
function paramsOf(segments: readonly string[], asked: readonly string[]): Record<string, string> | undefined {
  if (segments.length !== asked.length) return undefined
  const params: Record<string, string> = {}
  for (const [i, segment] of segments.entries()) {
    const given = asked[i]!
    if (!isParameter(segment)) {
      if (segment !== given) return undefined
    } else if (given === '') return undefined
    else params[segment.slice(1, -1)] = decoded(given)
  }
  return params
}

/** What cannot be decoded names nothing. */
function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}

/** With what the path has in the place of each parameter. */
function filled(segments: readonly string[], asked: readonly string[]): string {
  return segments.map((segment, i) => (isParameter(segment) ? asked[i] || segment : segment)).join('/')
}
