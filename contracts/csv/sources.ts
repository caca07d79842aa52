/** The standards that rules follow from, where it is not the documentation. */
export const rfc4180 = 'https://www.rfc-editor.org/rfc/rfc4180#section-2'
export const rfc3629 = 'https://www.rfc-editor.org/rfc/rfc3629#section-4'
export const rfc8259 = 'https://www.rfc-editor.org/rfc/rfc8259'
export const ulidSpecification = 'https://github.com/ulid/spec'
