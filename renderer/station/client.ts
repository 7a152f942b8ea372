import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import type { ContractRouterClient } from '@orpc/contract'
import type { Contract } from '../../shared/contract'

export type Station = ContractRouterClient<Contract>

/** Keeps one end of a new channel; the preload takes the other to the main process. */
function connect(): Station {
  const { port1, port2 } = new MessageChannel()
  const client = createORPCClient<Station>(new RPCLink({ port: port1 }))
  port1.start()
  window.postMessage('station', '/', [port2])
  return client
}

/** The station behind this window, by procedure name. */
export const station: Station = connect()
