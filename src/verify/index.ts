export { verifyRechecks } from './outcomes'
export { markRechecked, type SettledCase, stillSettled } from './settled'
