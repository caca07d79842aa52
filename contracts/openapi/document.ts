import type { OpenAPIV3_1 } from 'openapi-types'
import type { Basis, Column } from '../dataset.ts'

/** How a statement is known. It is an extension, so tools that do not know it pass over it. */
interface Known {
  'x-basis'?: Basis
}

/** The keywords of JSON Schema (draft 2020-12) that `openapi-types` 12.1 leaves out, and what the project adds. */
interface MoreKeywords extends Known {
  dependentRequired?: Record<string, string[]>
  contentSchema?: Schema | Reference
  'x-header'?: string
  'x-pair'?: Column['pair']
  'x-contradiction'?: Column['contradiction']
}

export type Schema = OpenAPIV3_1.SchemaObject & MoreKeywords
export type Reference = OpenAPIV3_1.ReferenceObject
export type Parameter = OpenAPIV3_1.ParameterObject & Known
export type Header = OpenAPIV3_1.HeaderObject & Known
export type PathItem = OpenAPIV3_1.PathItemObject<Known> & Known
export type SecurityScheme = OpenAPIV3_1.ApiKeySecurityScheme

/** Its schema is a component: `openapi-types` 12.1 holds what stands in a path against OpenAPI 3.0 as well. */
export interface MediaType {
  schema: Reference
  example?: unknown
}

export interface RequestBody {
  required: boolean
  content: Record<string, MediaType>
}

export interface Response extends Known {
  description: string
  headers?: Record<string, Reference>
  content?: Record<string, MediaType>
}

export type Responses = Record<string, Response | Reference>

/** A reference to a component of this document; the linters find one that leads nowhere. */
export function ref(section: keyof OpenAPIV3_1.ComponentsObject, name: string): Reference {
  return { $ref: `#/components/${section}/${name}` }
}

/** `entity-relations` → `EntityRelations`: a slug as a part of a component's name or of an operationId. */
export function pascalCase(slug: string): string {
  return slug
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('')
}

/** The members of several records as one; a later one goes before an earlier. */
export function merged<T>(records: readonly Readonly<Record<string, T>>[]): Record<string, T> {
  return Object.fromEntries(records.flatMap((record) => Object.entries(record)))
}
