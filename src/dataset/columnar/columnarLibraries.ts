/** What reads Parquet and Arrow: half a megabyte, in a file of its own that is loaded where such a file is opened. */
export { CompressionType, setCompressionCodec, tableFromIPC } from '@uwdata/flechette';
export { parquetMetadataAsync, parquetScan } from 'hyparquet';
export { compressors, decompressZstd } from 'hyparquet-compressors';
export { parquetHeader } from 'hyparquet/src/column.js';
