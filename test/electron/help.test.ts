import { describe, expect, test, vi } from 'vitest'
import { run } from '../../electron/cli'

/** Runs one command line, and gives all that can be seen of it. */
async function ran(...args: readonly string[]) {
  const seen = { stdout: '', stderr: '' }
  const catching = (name: 'stdout' | 'stderr') =>
    vi.spyOn(process[name], 'write').mockImplementation((text) => {
      seen[name] += String(text)
      return true
    })
  const spies = [catching('stdout'), catching('stderr')]
  try {
    return { code: await run(args), ...seen }
  } finally {
    for (const spy of spies) spy.mockRestore()
  }
}

describe('help', () => {
  test.for(['template', 'message', 'card', 'job', 'records'])('%s lists its commands', async (group) => {
    const [bare, asked] = [await ran(group), await ran(group, '--help')]
    expect(bare).toMatchObject({ code: 2, stdout: asked.stdout })
    expect(asked.code).toBe(0)
    expect(asked.stdout.trimEnd().split('\n').length).toBeGreaterThan(0)
    for (const line of asked.stdout.trimEnd().split('\n'))
      expect(line).toMatch(new RegExp(`^bootstation ${group} \\w+ `))
  })

  test('of a push says what each option is', async () => {
    const { stdout } = await ran('message', 'push', '--help')
    for (const word of ['--imsi-as-text', '--reference', '--code-out', 'userpinmac', 'userpin-networkid', '--reveal'])
      expect(stdout).toContain(word)
    expect((await ran('message', 'compose', '--help')).stdout).toContain('message push --help')
  })

  test.for([
    [['mesage'], 'did you mean message'],
    [['message', 'compse'], 'did you mean message compose'],
    [['nothing', 'of', 'this'], 'see bootstation --help'],
    [['template', 'write-me'], 'see bootstation template --help'],
  ] as const)('%o is no command', async ([args, words]) =>
    expect(await ran(...args)).toMatchObject({ code: 2, stderr: expect.stringContaining(words) }),
  )
})

describe('what a command would leave unused is refused', () => {
  const device = ['--device', 'imei:490154203237518']
  test.for([
    [['batch', 'run', '--batch', 'o1', '--pin-prompt'], '--pin-prompt'],
    [['card', 'rehearse', '--reader', '1', ...device, '--pin-file', 'pin.txt'], '--pin-file is for the card alone'],
    [['card', 'prepare', '--reader', '1', ...device], '--device is not used without --template'],
    [['card', 'prepare', '--reader', '1', '--format', 'cp'], '--format is not used without --template'],
  ] as const)('%j', async ([args, words]) =>
    expect(await ran(...args)).toMatchObject({ code: 2, stderr: expect.stringContaining(words) }),
  )
})
