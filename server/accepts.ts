/** Whether a request says that it takes a media type by its name: whoever takes anything at all does not ask for this one. */
export function accepts(field: string | undefined, mediaType: string): boolean {
  return (field ?? '').split(',').some((range) => {
    const [name, ...parameters] = range.split(';').map((part) => part.trim().toLowerCase())
    return name === mediaType && !parameters.some((parameter) => /^q=0(?:\.0*)?$/.test(parameter))
  })
}
