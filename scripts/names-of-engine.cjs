/**
 * Names that the language has in an engine, as `test/workbench/chromium-90.txt` keeps them; Node 16.0 has the V8 of Chromium 90:
 *
 *   npx -y node@16.0.0 scripts/names-of-engine.cjs > test/workbench/chromium-90.txt
 */
const ROOTS =
  'Object Function Array String Number BigInt Symbol RegExp Date Math JSON Reflect Promise Map Set WeakMap WeakSet ArrayBuffer DataView Error Intl'

const line = (name, of) =>
  console.log(
    `${name}: ${Reflect.ownKeys(of)
      .filter((key) => typeof key === 'string')
      .join(' ')}`,
  )
const both = (name, of) => {
  line(name, of)
  if (of.prototype !== undefined) line(`${name}.prototype`, of.prototype)
}
for (const name of ROOTS.split(' ')) both(name, globalThis[name])
for (const name of Object.getOwnPropertyNames(Intl))
  if (Intl[name].prototype !== undefined) both(`Intl.${name}`, Intl[name])
both('TypedArray', Object.getPrototypeOf(Int8Array))
line('Iterator.prototype', Object.getPrototypeOf(Object.getPrototypeOf([].values())))
