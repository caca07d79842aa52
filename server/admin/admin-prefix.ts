/** Below it the mock speaks for itself; it never reaches the emulated service. */
export const adminPrefix = '/__mock'
