/** Marks that can be told apart without colour, each as a path around the point. */
export const MARKS: readonly string[] = [
  'm-4 0a4 4 0 1 0 8 0a4 4 0 1 0 -8 0',
  'm-4 -4h8v8h-8z',
  'm0 -5l5 9h-10z',
  'm0 -5l5 5l-5 5l-5 -5z',
  'm-4 -4l8 8m0 -8l-8 8',
  'm-5 0h10m-5 -5v10',
  'm-5 -4h10l-5 9z',
  'm-4 -2h8m0 4h-8',
]
