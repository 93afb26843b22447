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
  EDQUOT: { en: 'the space allotted to you on the disk is used up', ru: 'отведённое вам место на диске закончилось' },
  EFBIG: { en: 'the file would be larger than is allowed here', ru: 'файл больше, чем здесь разрешено' },
  EIO: { en: 'the disk does not answer as it should', ru: 'ошибка диска' },
  ELOOP: { en: 'links that lead to each other', ru: 'ссылки ведут по кругу' },
  ENFILE: { en: 'too many files are open', ru: 'открыто слишком много файлов' },
  EEXIST: { en: 'it is there already', ru: 'такой файл уже есть' },
  ENOTEMPTY: { en: 'the folder is not empty', ru: 'папка не пуста' },
  ENXIO: { en: 'there is no such device', ru: 'такого устройства нет' },
  ESTALE: { en: 'the network drive has changed meanwhile', ru: 'сетевой диск тем временем изменился' },
  ETIMEDOUT: { en: 'the network drive does not answer', ru: 'сетевой диск не отвечает' },
  ENOTFILE: {
    en: 'this is a device or a pipe, not a file: save what it gives as a file first',
    ru: 'это устройство или канал, а не файл: сначала сохраните данные в файл',
  },
  ECHANGED: {
    en: 'it was changed, moved or deleted after it was given: give it again',
    ru: 'после добавления его изменили, переместили или удалили: добавьте его снова',
  },
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
  cannotWrite: {
    en: '{path} cannot be written: {found}. All files there are as they were before',
    ru: 'не удалось записать {path}: {found}. Все файлы там остались прежними',
  },
  fileInTheWay: { en: '{path} is a file, not a folder', ru: '{path} — это файл, а не папка' },
  folderInTheWay: { en: '{path} is a folder, not a file', ru: '{path} — это папка, а не файл' },
  folderBusy: {
    en: 'another run is writing into {path} now. Nothing was written: start again when it is done. If surely none is running, remove the folder {found} first',
    ru: 'в папку {path} сейчас пишет другой запуск. Ничего не записано: повторите, когда он закончит. Если точно ничего не запущено, сначала удалите папку {found}',
  },
  halfMoved: {
    en: 'the files of {path} could be moved neither in nor back ({found}). The next start finishes this: nothing is lost, but until then files of two runs lie there',
    ru: 'файлы папки {path} не удалось ни поставить на место, ни вернуть ({found}). Следующий запуск доведёт это до конца: ничего не потеряно, но до тех пор там лежат файлы двух запусков',
  },
} satisfies Readonly<Record<string, Text>>

/** What was done about a run that was ended while it wrote into a folder. */
export const ENDED_RUNS = {
  finished: {
    en: '{path}: an earlier run was ended while it moved its files in. They were complete, and are all in their places now.',
    ru: '{path}: прежний запуск был прерван, когда ставил файлы на место. Они были готовы целиком, и теперь все на местах.',
  },
  removed: {
    en: '{path}: an earlier run was ended before its files were complete. What it had begun is removed; the files that were there before are as they were.',
    ru: '{path}: прежний запуск был прерван, пока готовил файлы. Начатое им удалено; файлы, которые лежали там раньше, не изменились.',
  },
} satisfies Readonly<Record<string, Text>>

/** What went wrong with standard output. */
export const NO_STANDARD_OUTPUT: Text = {
  en: 'The output could not be written whole: {found}.',
  ru: 'Вывод не удалось записать целиком: {found}.',
}
