/** What only the office knows of the papers that it signs. */
import * as z from 'zod'

const text = (what: string) => z.string().min(1).max(500).optional().meta({ description: what })

/** `office` of `objectivity.json`: everything optional; a place that nothing is given for stays a blank to fill in. */
export const officeSchema = z.strictObject({
  authority: text('Authority that issues the papers, as it stands above them.'),
  place: text('Town of the order.'),
  basis: text('What the order rests on; Russian: in the genitive, as it follows «На основании».'),
  procedure: text('What was tested; Russian: in the genitive, e.g. «всероссийских проверочных работ 2026 года».'),
  orderNumber: text('Number of the order.'),
  orderDate: text('Day of the order.'),
  letterNumber: text('Outgoing number of the letters.'),
  letterDate: text('Day of the letters.'),
  addressee: text('To whom at the school a letter goes; Russian: in the dative, e.g. «Директору».'),
  papersBy: text('Day by which schools hand over the papers.'),
  papersTo: text('Where they hand them over; Russian: as it follows «передать работы», e.g. «в кабинет 12».'),
  recheckBy: text('Day by which the recheck is done.'),
  commission: text('Members of the commission of experts.'),
  controller: text('Who controls that the order is carried out; Russian: in the accusative.'),
  headPosition: text('Position of the one who signs.'),
  headName: text('Name of the one who signs.'),
  executor: text('Who prepared the papers, and telephone.'),
  pupilCodes: z
    .boolean()
    .optional()
    .meta({ description: "True to write pupils' codes into the tables of the experts; otherwise numbers alone." }),
})

/** What the office says of its papers; what is missing stays a blank. */
export type Office = z.output<typeof officeSchema>

/** Where nothing is given, somebody will write by hand. */
export const BLANK = '______________'
