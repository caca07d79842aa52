import { setImmediate } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { SandboxClock } from '../../../server/sandboxes/sandbox-clock.ts'
import { ManualClock } from '../../support/manual-clock.ts'

const start = Date.UTC(2026, 0, 1)
const never = new AbortController().signal

function manual(): SandboxClock {
  return new SandboxClock(new ManualClock(), { mode: 'manual', start })
}

describe('a real clock', () => {
  test("shows the machine's time", () => {
    const machine = new ManualClock('2026-03-04T05:06:07Z')
    const clock = new SandboxClock(machine, { mode: 'real' })
    machine.advance(1234)
    expect(new Date(clock.now()).toISOString()).toBe('2026-03-04T05:06:08.234Z')
    expect([clock.mode, clock.speed, clock.isMachines]).toEqual(['real', 1, true])
  })

  test('can be advanced, and then goes on from there', async () => {
    const machine = new ManualClock('2026-03-04T05:06:07Z')
    const clock = new SandboxClock(machine, { mode: 'real' })
    await clock.advance(60_000)
    machine.advance(1000)
    expect(new Date(clock.now()).toISOString()).toBe('2026-03-04T05:07:08.000Z')
    expect(clock.isMachines).toBe(false)
  })

  test("returns to the machine's time when it is told to be real again", async () => {
    const machine = new ManualClock()
    const clock = new SandboxClock(machine, { mode: 'real' })
    await clock.advance(60_000)
    clock.run({ mode: 'real' })
    expect(clock.now()).toBe(machine.now())
  })
})

test('a scaled clock begins with the machine and goes so many times as fast', () => {
  const machine = new ManualClock('2026-03-04T05:06:07Z')
  const clock = new SandboxClock(machine, { mode: 'scaled', scale: 60 })
  machine.advance(1000)
  expect(new Date(clock.now()).toISOString()).toBe('2026-03-04T05:07:07.000Z')
  expect([clock.mode, clock.speed]).toEqual(['scaled', 60])
})

test('a clock that is scaled later goes on from its own time', () => {
  const machine = new ManualClock()
  const clock = new SandboxClock(machine, { mode: 'manual', start })
  clock.run({ mode: 'scaled', scale: 10 })
  machine.advance(100)
  expect(clock.now()).toBe(start + 1000)
})

describe('a manual clock', () => {
  test('stands still', () => {
    const machine = new ManualClock()
    const clock = new SandboxClock(machine, { mode: 'manual', start })
    machine.advance(3_600_000)
    expect(clock.now()).toBe(start)
  })

  test('is advanced by so much', async () => {
    const clock = manual()
    await Promise.all([clock.advance(1000), clock.advance(500)])
    expect(clock.now()).toBe(start + 1500)
  })

  test('is set to an instant, also to an earlier one', async () => {
    const clock = manual()
    await clock.set(start + 86_400_000)
    await clock.set(start - 1)
    expect(clock.now()).toBe(start - 1)
  })

  test('stops where it is when a running clock is made manual', () => {
    const machine = new ManualClock()
    const clock = new SandboxClock(machine, { mode: 'scaled', scale: 60 })
    machine.advance(1000)
    const at = clock.now()
    clock.stop()
    machine.advance(1000)
    expect([clock.now(), clock.mode]).toEqual([at, 'manual'])
  })
})

describe('what sleeps', () => {
  test('wakes when its time has come, and not a millisecond before', async () => {
    const clock = manual()
    const woken: number[] = []
    const activity = clock.activity()
    void activity.sleep(1000, never).then(() => {
      woken.push(clock.now())
      activity.end()
    })
    await clock.advance(999)
    expect([woken, clock.waiting]).toEqual([[], 1])
    await clock.advance(1)
    expect([woken, clock.waiting]).toEqual([[start + 1000], 0])
  })

  test('sees its own instant, however far the clock is advanced', async () => {
    const clock = manual()
    const woken: [string, number][] = []
    for (const [name, ms] of [
      ['late', 3000],
      ['early', 1000],
      ['middle', 2000],
    ] as const) {
      const activity = clock.activity()
      void activity.sleep(ms, never).then(() => {
        woken.push([name, clock.now() - start])
        activity.end()
      })
    }
    await clock.advance(60_000)
    expect(woken).toEqual([
      ['early', 1000],
      ['middle', 2000],
      ['late', 3000],
    ])
    expect(clock.now()).toBe(start + 60_000)
  })

  test('may sleep again and again within one advance, which is answered when all of it has happened', async () => {
    const clock = manual()
    const activity = clock.activity()
    const steps: number[] = []
    const work = async () => {
      for (let i = 0; i < 5; i++) {
        await activity.sleep(100, never)
        await setImmediate() // something that takes a turn of the event loop
        steps.push(clock.now() - start)
      }
      activity.end()
    }
    void work()
    await clock.advance(350)
    expect(steps).toEqual([100, 200, 300])
    await clock.advance(10_000)
    expect(steps).toEqual([100, 200, 300, 400, 500])
  })

  test('does not hold the clock while it waits for something outside', async () => {
    const clock = manual()
    const activity = clock.activity()
    let drained: (word: string) => void = () => undefined
    const client = new Promise<string>((resolve) => {
      drained = resolve
    })
    const waiting = activity.outside(client)
    await clock.advance(1000)
    drained('drained')
    expect(await waiting).toBe('drained')
    activity.end()
    await clock.advance(1)
    expect(clock.now()).toBe(start + 1001)
  })

  test('ends with its signal', async () => {
    const clock = manual()
    const activity = clock.activity()
    const leave = new AbortController()
    const sleeping = activity.sleep(1000, leave.signal)
    leave.abort(new Error('The client left.'))
    await expect(sleeping).rejects.toThrow('The client left.')
    activity.end()
    expect(clock.waiting).toBe(0)
    await clock.advance(5000)
    expect(clock.now()).toBe(start + 5000)
  })

  test('is not begun with a signal that has aborted', async () => {
    const activity = manual().activity()
    await expect(activity.sleep(1, AbortSignal.abort(new Error('Over.')))).rejects.toThrow('Over.')
  })

  test("wakes by a timer of the machine's where the clock runs, the sooner the faster it is", async () => {
    const clock = new SandboxClock(
      { now: () => performance.timeOrigin + performance.now() },
      { mode: 'scaled', scale: 3600 },
    )
    const activity = clock.activity()
    await activity.sleep(3_600, never) // a millisecond of the machine's
    activity.end()
    expect(clock.waiting).toBe(0)
  })

  test('wakes at once when a running clock is advanced past it', async () => {
    const machine = new ManualClock()
    const clock = new SandboxClock(machine, { mode: 'real' })
    const activity = clock.activity()
    const sleeping = activity.sleep(3_600_000, never).then(() => activity.end())
    await clock.advance(3_600_000)
    await sleeping
    expect(clock.now()).toBe(machine.now() + 3_600_000)
  })
})
