import { Field } from '../composer/field'
import { Button } from '../parts/button'
import { ChooseOne } from '../parts/choose-one'
import { text } from '../text'
import { type CustodyIn, canEnrol, drafted, type EnrolmentDraft, enrol, enrolmentLeft, pick } from './certificate-store'

const words = text.certificate

type FormProps = {
  readonly draft: EnrolmentDraft
  readonly isBench: boolean
  readonly keychain: string | undefined
  readonly isAsking: boolean
}

/** A first certificate: from where, whom to believe, the secret that is good once, and where the key shall be. */
export function EnrolmentForm({ draft, isBench, keychain, isAsking }: FormProps) {
  const { url, ca, secretLine, custody, phraseFile } = draft
  const custodies: readonly CustodyIn[] = [
    ...(keychain === undefined ? [] : (['keychain'] as const)),
    'passphrase-file',
    ...(isBench ? (['plain'] as const) : []),
  ]
  return (
    <form
      className="enrolment"
      onSubmit={(event) => {
        event.preventDefault()
        void enrol()
      }}
    >
      <Line label={words.url} hint={words.urlHint} value={url} onType={(typed) => drafted({ url: typed.trim() })} />
      <Line label={words.ca} hint={words.caHint} value={ca} onType={(typed) => drafted({ ca: typed })} onPick="ca" />
      <Line
        label={words.secret}
        hint={words.secretHint}
        value={secretLine}
        isSecret
        onType={(typed) => drafted({ secretLine: typed })}
      />
      <div className="field">
        <p className="label">{words.keyIn}</p>
        <ChooseOne
          label={words.keyIn}
          words={words.custodies(keychain)}
          of={custodies}
          chosen={custody}
          onChoose={(chosen) => drafted({ custody: chosen })}
        />
        <p className="field-below">{keychain === undefined ? words.noKeychain : words.keyInHint}</p>
      </div>
      {custody === 'passphrase-file' && (
        <Line
          label={words.phraseFile}
          hint={words.phraseHint}
          value={phraseFile}
          onType={(typed) => drafted({ phraseFile: typed })}
          onPick="phraseFile"
        />
      )}
      <div className="acts">
        <Button kind="act" isSubmit isDisabled={isAsking || !canEnrol(draft)}>
          {isAsking ? words.asking : words.ask}
        </Button>
        <Button onPress={enrolmentLeft}>{words.cancel}</Button>
      </div>
    </form>
  )
}

type LineProps = {
  readonly label: string
  readonly hint: string
  readonly value: string
  readonly isSecret?: boolean
  readonly onType: (typed: string) => void
  readonly onPick?: 'ca' | 'phraseFile'
}

/** One line; a file is typed or picked. */
const Line = ({ label, hint, value, isSecret = false, onType, onPick }: LineProps) => (
  <Field label={label} hint={hint}>
    {(control) => (
      <div className="setting-line">
        <input
          {...control}
          className="input"
          dir="ltr"
          type={isSecret ? 'password' : 'text'}
          value={value}
          maxLength={onPick ? 4096 : 256}
          autoComplete="off"
          spellCheck={false}
          onChange={({ target }) => onType(target.value)}
        />
        {onPick && <Button onPress={() => void pick(onPick)}>{words.pick}</Button>}
      </div>
    )}
  </Field>
)
