import { generateKeyPairSync, sign } from 'node:crypto'

/** A key and a certificate that nobody else has signed: X.509 in its first version, without any name. */
export function selfSigned(): { readonly key: string; readonly cert: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const ecdsaWithSha256 = sequence(element(0x06, Buffer.from('2a8648ce3d040302', 'hex')))
  const name = sequence()
  const validity = sequence(element(0x17, Buffer.from('200101000000Z')), element(0x17, Buffer.from('491231235959Z')))
  const serialNumber = element(0x02, Buffer.from([1]))
  const keyInfo = publicKey.export({ type: 'spki', format: 'der' })
  const toSign = sequence(serialNumber, ecdsaWithSha256, name, validity, name, keyInfo)
  const signature = element(0x03, Buffer.concat([Buffer.from([0]), sign('sha256', toSign, privateKey)]))
  const certificate = sequence(toSign, ecdsaWithSha256, signature).toString('base64')
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${certificate.replaceAll(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`,
  }
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return element(0x30, Buffer.concat(parts))
}

/** An element of ASN.1 in DER. */
function element(tag: number, content: Buffer): Buffer {
  const { length } = content
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
  return Buffer.concat([Buffer.from([tag, ...size]), content])
}
