/**
 * That two ways of making a file make about the same: else comparing their speed says nothing.
 * @param a iterables of records
 * @throws when the bytes per row or the share of blank cells of a column differ
 */
export function assertSameShape(a, b) {
  const [left, right] = [shapeOf(a), shapeOf(b)]
  if (Math.abs(left.bytes / right.bytes - 1) > 0.1) {
    throw new Error(`Rows of ${left.bytes.toFixed()} bytes against rows of ${right.bytes.toFixed()}.`)
  }
  left.blank.forEach((share, column) => {
    if (Math.abs(share - right.blank[column]) > 0.03) {
      throw new Error(`Column ${column}: ${share} of the cells are blank, against ${right.blank[column]}.`)
    }
  })
}

function shapeOf(records) {
  let rows = 0
  let bytes = 0
  let blank = []
  for (const record of records) {
    if (rows++ === 0) blank = record.map(() => 0)
    record.forEach((cell, column) => {
      bytes += Buffer.byteLength(cell)
      if (cell === '') blank[column]++
    })
  }
  return { bytes: bytes / rows, blank: blank.map((count) => count / rows) }
}
