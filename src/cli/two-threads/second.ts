/** The second of the two threads. */
import type { MessagePort } from 'node:worker_threads'
import { detectorsOf, planLooks } from '../../detectors'
import { liftedPapers } from '../../recheck/lifted'
import { indexRegion } from '../../sittings/region'
import { type Answered, isMadeThere, type Read, type Rest, type Sent } from './messages'

/** Does what it is sent, until it is ended. */
export function serveLooks(port: MessagePort): void {
  const tell = (answered: Answered): void => port.postMessage(answered)
  let read: Read | null = null
  const look = ({ observations, peers, settings }: Rest, next: Int32Array): void => {
    const region = indexRegion(read!, observations)
    const { looks, answersTo } = planLooks(detectorsOf(settings), { region, peers, settings })
    for (let k = Atomics.add(next, 0, 1); k < looks.length; k = Atomics.add(next, 0, 1))
      tell({ look: k, answers: answersTo(looks[k]!) })
    tell({ lifted: liftedPapers(region, settings.seed) })
  }
  port.on('message', async (sent: Sent) => {
    if ('read' in sent) read = sent.read
    else if ('rest' in sent) look(sent.rest, sent.next)
    else {
      // What writes files is read when the looks are done.
      const { bytesOf, outputFiles } = await import('../../outputs')
      for (const { name, content } of outputFiles(sent.result, { ...sent.options, input: read! }).filter(isMadeThere))
        tell({ name, bytes: bytesOf(await content()) })
    }
  })
}
