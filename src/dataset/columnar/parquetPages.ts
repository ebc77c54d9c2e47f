import * as l10n from '@vscode/l10n';
import type { AsyncBuffer, RowGroup } from 'hyparquet';
import type { parquetHeader } from 'hyparquet/src/column.js';

/** A page that unpacks to more is damaged: writers keep to some megabytes. */
const MAX_PAGE_BYTES = 2 ** 30;

/**
 * Checks the headers of all pages of a row group's columns against what the file says of the columns, before anything is
 * unpacked: a damaged count would else be worked through to its end, which may be never.
 * @param column name of a top-level column; all that lies in it is checked
 * @throws Error where they do not agree
 */
export async function checkPages(
  group: RowGroup,
  column: string,
  file: AsyncBuffer,
  readHeader: typeof parquetHeader,
): Promise<void> {
  for (const { meta_data: facts } of group.columns) {
    if (facts?.path_in_schema[0] !== column) continue;
    const start = Number(facts.dictionary_page_offset ?? facts.data_page_offset);
    const bytes = await file.slice(start, start + Number(facts.total_compressed_size));
    const reader = { view: new DataView(bytes), offset: 0 };
    let values = 0;
    while (reader.offset < bytes.byteLength - 1 && values < facts.num_values) {
      const header = readHeader(reader);
      const { compressed_page_size: packed, uncompressed_page_size: unpacked } = header;
      const count = header.data_page_header?.num_values ?? header.data_page_header_v2?.num_values ?? 0;
      const words = header.dictionary_page_header?.num_values ?? 0;
      const fits = packed >= 0 && packed <= bytes.byteLength - reader.offset;
      if (!fits || unpacked < 0 || unpacked > MAX_PAGE_BYTES || count < 0 || words < 0 || words > unpacked)
        throw new Error(l10n.t('a page of the column "{0}" is damaged', column));
      values += count;
      reader.offset += packed;
    }
    const isRepeated = facts.num_values !== group.num_rows;
    if (BigInt(values) !== facts.num_values || (isRepeated && facts.num_values < group.num_rows))
      throw new Error(l10n.t('the column "{0}" has not as many values as the file says', column));
  }
}
