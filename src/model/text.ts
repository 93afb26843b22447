/** Languages of the product. One more begins here: the compiler then asks for its words everywhere (CONTRIBUTING.md). */
export const LOCALES = ['en', 'ru'] as const

export type Locale = (typeof LOCALES)[number]

/** A sentence in every language. Its gaps (`{name}`) are filled by `fill` of `words/format.ts`. */
export type Text = Readonly<Record<Locale, string>>
