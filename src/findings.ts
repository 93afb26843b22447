import { fixed } from './setting'

/** A finding is told in words, asks for innocent explanations, and counts as a sign that fired, when its p is below this. */
export const WORTH_TELLING = fixed(0.05, {
  reason: 'What one honest sitting in twenty shows is worth a sentence; it lists nobody by itself.',
  origin: 'ours',
})
