import { requests as contract } from '../../contracts/datasets/requests.ts'
import type { Cell, Piece } from '../cells.ts'
import { Draw } from '../draw.ts'
import { Groups } from '../groups.ts'
import { drawUlid, type Generator } from '../rows.ts'
import type { Employee, Entitlement, Integration, Privilege } from '../tenant.ts'
import type { UlidBits } from '../ulid.ts'

/** What the rows of one request share. */
interface Request {
  readonly id: UlidBits
  readonly seconds: number
  readonly completed: boolean
  readonly requester: Employee
  readonly beneficiary: Employee
  readonly reference: Employee | undefined
  readonly duration: Cell | undefined
  readonly expiration: number | undefined
  readonly source: Cell | undefined
  readonly sourceId: Cell | undefined
  readonly integration: Integration
  readonly app: Cell
  readonly payload: Piece
  readonly reason: Piece
  readonly model: Piece
  readonly scheduled: number | undefined
  readonly entityReview: UlidBits | undefined
  readonly purpose: UlidBits | undefined
  readonly purposeReview: UlidBits | undefined
}

/** One row: one thing that is asked for. */
interface Item {
  readonly provisioned: number | undefined
  readonly type: Cell
  readonly connection: Entitlement | undefined
  readonly resource: Entitlement | undefined
  readonly privilege: Privilege | undefined
}

const day = 86_400
/** Requests reach back five years at the most, however many rows there are: the first 200,000 half of that. */
const reachSeconds = 5 * 365 * day
const halfReachedAt = 200_000

export const requests: Generator<typeof contract, Request, Item> = {
  contract,
  rows({ seed, referenceSeconds, tenant, kit, readings }) {
    const shared = kit.perGroup<Request>()
    const own = kit.perRow<Item>()
    const requestDraw = new Draw(seed, 'requests/request')
    const itemDraw = new Draw(seed, 'requests/item')
    const [grant, revoke, employeeRequest] = ['grant', 'revoke', 'employee_request'].map(kit.cell) as [Cell, Cell, Cell]

    return {
      groupAt(number) {
        const draw = requestDraw.at(number)
        const age = 1 + Math.floor((reachSeconds * (number + 1)) / (number + 1 + halfReachedAt))
        const seconds = referenceSeconds - age
        const millis = seconds * 1000 + draw.below(1000)
        const ordinal = Groups.ordinal(number)
        const limit = draw.below(10)
        const reference = draw.chance(0.6) ? draw.pick(tenant.employees) : undefined
        const integration = draw.pick(tenant.integrations)
        const source = draw.chance(0.4) ? draw.pick(tenant.sources) : undefined
        const completedByChance = draw.chance(0.5)
        return {
          id: drawUlid(draw, millis),
          seconds,
          // The first request of each block is completed and the second is open, so that the open ones of any file are
          // fewer than all, and soon more than none.
          completed: ordinal === 0 || (ordinal !== 1 && completedByChance),
          requester: draw.pick(tenant.employees),
          beneficiary: draw.pick(tenant.employees),
          reference,
          duration: limit < 4 ? draw.pick(tenant.durations) : undefined,
          expiration: limit >= 4 && limit < 7 ? atHalfPastSix(seconds + draw.between(1, 180) * day) : undefined,
          source: source?.name,
          sourceId: source && draw.pick(source.ids),
          integration,
          app: draw.chance(0.1) ? integration.app : integration.id,
          payload: draw.pick(integration.payloads),
          reason: draw.pick(tenant.reasons),
          model: reference?.asReference ?? draw.pick(tenant.otherReferences),
          scheduled: draw.chance(0.15) ? seconds + draw.between(1, 30) * day : undefined,
          entityReview: draw.chance(0.12) ? drawUlid(draw, millis - draw.below(day * 1000)) : undefined,
          purpose: draw.chance(0.2) ? drawUlid(draw, millis - draw.below(90 * day) * 1000) : undefined,
          purposeReview: draw.chance(0.12) ? drawUlid(draw, millis - draw.below(day * 1000)) : undefined,
        }
      },
      rowAt(k, _place, { integration, completed, seconds }) {
        const draw = itemDraw.at(k)
        const kind = draw.below(10)
        const wantsResource = kind >= 6 && kind < 9
        return {
          provisioned: draw.chance(completed ? 0.85 : 0.15)
            ? seconds + draw.below(Math.min(3 * day, referenceSeconds - seconds) + 1)
            : undefined,
          type: draw.chance(0.75) ? grant : revoke,
          connection: kind < 6 ? draw.pick(integration.connections) : undefined,
          resource: wantsResource ? draw.pick(integration.resources) : undefined,
          privilege: wantsResource && draw.chance(0.6) ? draw.pick(integration.privileges) : undefined,
        }
      },
      includes: ({ completed }, { includeCompleted }) => includeCompleted || !completed,
      columns: {
        'Request ID': shared.ulid((request) => request.id),
        Requester: shared.prepared((request) => request.requester.email),
        Username: shared.prepared(
          readings.username === 'handle' ? (request) => request.requester.handle : (request) => request.requester.name,
        ),
        'Work Email': shared.prepared((request) => request.beneficiary.email),
        Reference: shared.prepared((request) => request.reference?.email),
        Duration: shared.prepared((request) => request.duration),
        'Expiration Date': shared.dateTime((request) => request.expiration),
        'Provision Date': own.dateTime((item) => item.provisioned),
        Source: shared.prepared((request) => request.source),
        'Source ID': shared.prepared((request) => request.sourceId),
        'Request Type': own.prepared((item) => item.type),
        'App ID': shared.prepared((request) => request.app),
        Connection: own.prepared((item) => item.connection?.name),
        'Connection Type': own.prepared((item) => item.connection?.type),
        Resource: own.prepared((item) => item.resource?.name),
        'Resource Type': own.prepared((item) => item.resource?.type),
        'Privilege Name': own.prepared((item) => item.privilege?.name),
        'Privilege Value': own.prepared((item) => item.privilege?.value),
        Type: shared.prepared(() => employeeRequest),
        Metadata: shared.pieces(
          (request) => request.payload,
          (request) => request.reason,
          (request) => request.model,
        ),
        'Scheduled Date': shared.dateTime((request) => request.scheduled),
        'Entity Review ID': shared.ulid((request) => request.entityReview),
        'Purpose ID': shared.ulid((request) => request.purpose),
        'Purpose Review ID': shared.ulid((request) => request.purposeReview),
      },
    }
  },
}

/** The time of day at which the documentation's sample expires. */
function atHalfPastSix(seconds: number): number {
  return Math.floor(seconds / day) * day + 18.5 * 3600
}
