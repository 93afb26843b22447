/** What the system says of a file, and why a folder cannot take the files. */
import type { Text } from '../model'

/** By the code that Node hands on. */
export const SYSTEM_ERRORS: Readonly<Record<string, Text>> = {
  ENOENT: { en: 'there is no such file or folder', ru: 'такого файла или папки нет' },
  EACCES: { en: 'access is not allowed', ru: 'доступ запрещён' },
  EPERM: {
    en: 'access is not allowed, or another program holds it',
    ru: 'доступ запрещён или файл занят другой программой',
  },
  EBUSY: { en: 'another program holds it: close it there', ru: 'файл занят другой программой: закройте его там' },
  ENOSPC: { en: 'the disk is full', ru: 'на диске нет места' },
  EROFS: { en: 'the disk can only be read', ru: 'диск доступен только для чтения' },
  EISDIR: { en: 'this is a folder, not a file', ru: 'это папка, а не файл' },
  ENOTDIR: { en: 'a part of the path is a file, not a folder', ru: 'в пути вместо папки стоит файл' },
  EMFILE: { en: 'too many files are open', ru: 'открыто слишком много файлов' },
  ENAMETOOLONG: { en: 'the path is too long', ru: 'слишком длинный путь' },
}

/** Where a text stops to be JSON. */
export const NO_JSON = {
  place: { en: 'mistake in line {line}, at character {column}', ru: 'ошибка в строке {line}, на знаке {column}' },
  position: { en: 'mistake at character {position}', ru: 'ошибка на знаке {position} от начала' },
  other: { en: 'the text is written otherwise', ru: 'текст записан иначе' },
  end: { en: 'it breaks off', ru: 'текст обрывается' },
} satisfies Readonly<Record<string, Text>>

/** Why a folder cannot take the files. */
export const OUTPUT_ERRORS = {
  fileInTheWay: { en: '{path} is a file, not a folder', ru: '{path} — это файл, а не папка' },
  folderInTheWay: { en: '{path} is a folder, not a file', ru: '{path} — это папка, а не файл' },
} satisfies Readonly<Record<string, Text>>
