/** The page of `peers`: groups of schools with their picture, from a table of schools alone. */
import type { SchoolClusters } from '../../model'
import { wordsOf } from '../../words'
import { html } from './escape'
import type { HtmlOptions } from './index'
import { plainPage } from './parts'
import { peersSection } from './region'

/**
 * @example
 * toPeersHtml(clusterSchools(rows), { locale: 'ru' }).startsWith('<!doctype html>') // true
 */
export function toPeersHtml(clusters: SchoolClusters, { locale = 'en' }: HtmlOptions = {}): string {
  const words = wordsOf(locale)
  const schools = clusters.schools.map((school) => ({ ...school, grounds: [] }))
  const view = { locale, words, result: { ...clusters, schools } }
  return plainPage(words.peers.pageTitle, locale, html`${peersSection(view)}`)
}
