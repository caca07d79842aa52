/**
 * Keeps this process from sleeping while `work` goes on: whoever writes to a socket that a sleeping process waits for
 * has to wake it, and that would be billed to the server.
 */
export async function whileBusy(work) {
  let over = false
  const spin = () => {
    if (!over) setImmediate(spin)
  }
  spin()
  try {
    return await work()
  } finally {
    over = true
  }
}
