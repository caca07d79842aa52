/** `512 B`, `12.3 kB`, `4.5 MB`; in powers of ten, as progress and disks count. */
export function sizeText(bytes: number): string {
  const [unit, name] = units.find(([least]) => bytes >= least) ?? [1, 'B']
  return `${(bytes / unit).toFixed(name === 'B' ? 0 : 1)} ${name}`
}

const units = [
  [1e9, 'GB'],
  [1e6, 'MB'],
  [1e3, 'kB'],
] as const

/** `1.5 s`. @param ms milliseconds */
export function secondsText(ms: number, digits = 1): string {
  return `${(ms / 1000).toFixed(digits)} s`
}

/** `612.3 kB of 1.2 MB, 24.0 MB/s`. @param ms how long it has taken so far, in milliseconds; nothing is said of the first */
export function transferText(received: number, of: number | null, ms: number): string {
  const amount = of === null ? sizeText(received) : `${sizeText(received)} of ${sizeText(of)}`
  return ms < 1 ? amount : `${amount}, ${sizeText((received / ms) * 1000)}/s`
}
