// Everything the registration API refuses, by the name in its `type`.

/** As nginx has it: the TLS handshake did not get to a certificate both sides take. */
export const certificateStatus = 495

export type ProblemKind = {
  readonly status: number
  readonly title: string
  readonly retryable: boolean
  /** The words for an operator, as the station has them in `registration.sentence`. */
  readonly sentence: Sentence
}

export const sentences = ['wait', 'check-identity', 'device-taken', 'order-more', 'ask-server', 'tell-us'] as const
export type Sentence = (typeof sentences)[number]

const kind = (status: number, sentence: Sentence, title: string, retryable = false): ProblemKind => ({
  status,
  title,
  retryable,
  sentence,
})

export const problemKinds = {
  'certificate-refused': kind(certificateStatus, 'ask-server', 'The certificate is not from this server’s CA'),
  'request-malformed': kind(400, 'tell-us', 'The request is not JSON'),
  'request-invalid': kind(400, 'tell-us', 'The request is not as the API has it'),
  'idempotency-key-missing': kind(400, 'tell-us', 'The request has no Idempotency-Key'),
  'ticket-exhausted': kind(403, 'order-more', 'No registrations are left on this ticket'),
  'bootstrap-refused': kind(403, 'ask-server', 'There is no bootstrap for this device'),
  'not-found': kind(404, 'ask-server', 'There is nothing here'),
  'method-not-allowed': kind(405, 'tell-us', 'This cannot be done here'),
  'not-acceptable': kind(406, 'tell-us', 'There is no answer in a form that was asked for'),
  'identity-claimed': kind(409, 'device-taken', 'The device is registered already'),
  'still-running': kind(409, 'wait', 'The batch is not done', true),
  'body-too-large': kind(413, 'tell-us', 'The request is too long'),
  'media-unsupported': kind(415, 'tell-us', 'The request is not sent in a form that is read here'),
  'identity-invalid': kind(422, 'check-identity', 'No device has this identity'),
  'devid-mismatch': kind(422, 'tell-us', 'The DevID is not one of the identities'),
  'template-unknown': kind(422, 'ask-server', 'The server does not know this template'),
  'idempotency-key-reused': kind(422, 'tell-us', 'The Idempotency-Key belongs to another request'),
  'sink-refused': kind(422, 'tell-us', 'The sink did not agree to be told'),
  'state-refused': kind(409, 'ask-server', 'This cannot follow where the registration stands'),
  'rate-limited': kind(429, 'wait', 'Too many requests', true),
  'server-broken': kind(500, 'ask-server', 'The server has a fault', true),
  maintenance: kind(503, 'wait', 'The server is being worked on', true),
} as const satisfies Readonly<Record<string, ProblemKind>>

export type ProblemType = keyof typeof problemKinds

export const problemPrefix = 'urn:bootstation:problem:'

export const isProblem = (name: string | undefined): name is ProblemType =>
  name !== undefined && Object.hasOwn(problemKinds, name)
