/** A process that works off tasks, one message each. */
import { answer, type Task } from './task'

process.on('message', (task) => process.send!(answer(task as Task)))
