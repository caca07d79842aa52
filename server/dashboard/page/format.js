/** Numbers and times as people read them. */

const units = ['bytes', 'kB', 'MB', 'GB', 'TB']

/**
 * With three digits that count: `12.3 MB`. A kB has 1000 bytes.
 * @param {number} bytes
 */
export function bytesText(bytes) {
  let value = bytes
  let unit = 0
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000
    unit++
  }
  return `${unit === 0 ? value : threeDigits(value)} ${bytes === 1 ? 'byte' : units[unit]}`
}

/** @param {number} bytes @param {number} ms */
export function speedText(bytes, ms) {
  return `${bytesText(Math.round((bytes / Math.max(ms, 1)) * 1000))}/s`
}

/**
 * `12 ms`, `1.2 s`, `3 min 20 s`, `2 h 5 min`, `3 d 2 h`.
 * @param {number} ms
 */
export function durationText(ms) {
  if (ms < 999.5) return `${Math.max(0, Math.round(ms))} ms`
  if (ms < 59_950) return `${(ms / 1000).toFixed(1)} s`
  const seconds = Math.round(ms / 1000)
  if (seconds < 3600) return pair(seconds, 60, 'min', 's')
  const minutes = Math.round(seconds / 60)
  return minutes < 24 * 60 ? pair(minutes, 60, 'h', 'min') : pair(Math.round(minutes / 60), 24, 'd', 'h')
}

/**
 * As a countdown has it: `0:07`, `14:32`, `1:02:03`.
 * @param {number} ms
 */
export function countdownText(ms) {
  const seconds = Math.max(0, Math.ceil(ms / 1000))
  const two = (/** @type {number} */ value) => String(value).padStart(2, '0')
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`
}

/**
 * The time of day of an ISO time, in UTC as everything that the mock says: `12:00:00.123`.
 * @param {string} iso
 */
export function timeText(iso) {
  return iso.slice(11, 23)
}

/** @param {number} count @param {string} noun @param {string} [plural] */
export function countText(count, noun, plural = `${noun}s`) {
  return `${count.toLocaleString('en')} ${count === 1 ? noun : plural}`
}

/** @param {number} value @param {number} base @param {string} large @param {string} small */
function pair(value, base, large, small) {
  const rest = value % base
  return `${Math.floor(value / base)} ${large}${rest === 0 ? '' : ` ${rest} ${small}`}`
}

/** @param {number} value */
function threeDigits(value) {
  return value >= 99.95 ? value.toFixed(0) : value >= 9.995 ? value.toFixed(1) : value.toFixed(2)
}
