import { boolean, list, object, optional, secret, text, wholeNumber } from '../shapes/index.ts'

/** How the mock is steered over HTTP, as programs and config files say it. */
export const adminShape = object({
  enabled: optional(boolean(), {
    description: 'Whether the mock can be steered over HTTP; without, only /__mock/health is left.',
    default: true,
  }),
  port: optional(wholeNumber(0, 65_535), {
    description: "A TCP port for that alone; 0 picks a free one. Without it, it is at the mock's own.",
  }),
  token: optional(
    // What RFC 6750 lets follow `Bearer`.
    secret(
      text({ pattern: /^[\w.~+/-]+=*$/, expected: 'a text of letters, digits and -._~+/, with = at its end only' }),
    ),
    {
      description:
        'What a request has to bring along as Authorization: Bearer …. Without it, one is made up where the mock is bound to anything but loopback.',
    },
  ),
  hosts: optional(
    list(text({ pattern: /^(?:[\w.-]+|\[[0-9A-Fa-f:.]+\])$/, expected: 'the name of a host, such as mock.test' })),
    { description: 'Names of hosts, besides those of loopback, under which the mock can be steered.', default: [] },
  ),
})
