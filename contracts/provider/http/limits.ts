/** Larger heads are given up: no service sends one by design. */
export const mostHeadBytes = 64 * 1024

/** Shows who asks, and nothing of whom. */
export const userAgent = 'balkanid-mock'
