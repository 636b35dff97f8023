/** @file LanceDB behind the vector seam: one table for each model pack in the case's vectors folder. */
import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { connect } from '@lancedb/lancedb';
import type { Connection, Table } from '@lancedb/lancedb';
import type * as Arrow from 'apache-arrow';
import type { FixedSizeList, Schema, Table as ArrowTable } from 'apache-arrow';
import { rowBytes } from './vectorIndex.ts';
import type { VectorIndex, VectorRow, VectorScope } from './vectorIndex.ts';

/** LanceDB requires apache-arrow as CommonJS; importing it would make a second copy whose tables the first does not take for its own. */
const arrow = createRequire(import.meta.url)('apache-arrow') as typeof Arrow;

/** Rows handed to LanceDB in one append: few enough to keep memory flat, many enough that a run makes few fragments. */
const APPEND_ROWS = 4096;

/**
 * Opens the table of one pack. LanceDB never syncs to disk and an emptied manifest makes a table unopenable, so a table that
 * cannot be opened is dropped: its rows are made again from SQLite by replaceRun.
 */
export async function openLanceIndex(folder: string, pack: { readonly digest: string; readonly dimension: number }): Promise<VectorIndex> {
  const name = `pack_${pack.digest.slice(0, 32)}`;
  const schema = schemaFor(pack.dimension);
  const connection = await connect(folder);
  const table = await openOrMake(connection, folder, name, schema);
  return {
    async replaceRun(run, rows) {
      if ((await table.countRows(`run = ${run}`)) > 0) await table.delete(`run = ${run}`);
      let chunk: VectorRow[] = [];
      for (const row of rows) {
        chunk.push(row);
        if (chunk.length === APPEND_ROWS) {
          await table.add(arrowTable(schema, run, chunk));
          chunk = [];
        }
      }
      if (chunk.length > 0) await table.add(arrowTable(schema, run, chunk));
      await table.optimize({ cleanupOlderThan: new Date() });
    },
    async search(query, count, scope) {
      const filter = predicate(scope);
      if (filter === null || count === 0) return [];
      const found = await table.query().where(filter).nearestTo(query).distanceType('l2').bypassVectorIndex().select(['key', '_distance']).limit(count).toArray();
      return found.map((row: { key: bigint; _distance: number }) => ({ key: Number(row.key), squaredDistance: row._distance }));
    },
    async count(scope) {
      const filter = predicate(scope);
      return filter === null ? 0 : table.countRows(filter);
    },
    async digest(run) {
      const rows: { key: bigint; ticks: bigint; vector: Float32Array }[] = [];
      for await (const batch of table.query().where(`run = ${run}`).select(['key', 'ticks', 'vector'])) {
        const keys = batch.getChild('key')!, ticks = batch.getChild('ticks')!, vectors = batch.getChild('vector')!;
        for (let i = 0; i < batch.numRows; i++) {
          rows.push({ key: keys.get(i) as bigint, ticks: ticks.get(i) as bigint, vector: Float32Array.from((vectors.get(i) as { toArray(): ArrayLike<number> }).toArray()) });
        }
      }
      rows.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
      const hash = createHash('sha256');
      for (const row of rows) hash.update(rowBytes({ ...row, key: Number(row.key) }));
      return hash.digest('hex');
    },
    async close() {
      table.close();
      connection.close();
    },
  };
}

async function openOrMake(connection: Connection, folder: string, name: string, schema: Schema): Promise<Table> {
  if ((await connection.tableNames()).includes(name)) {
    try {
      const table = await connection.openTable(name);
      await table.countRows();
      return table;
    } catch {
      // The cause does not matter: whatever broke it, the rows are in SQLite.
      await rm(`${folder}/${name}.lance`, { recursive: true, force: true });
    }
  }
  return connection.createEmptyTable(name, schema, { mode: 'create', existOk: true });
}

/** SQL for LanceDB's pre-filter; null where nothing is in scope. Only numbers reach it. */
function predicate(scope: VectorScope): string | null {
  if (scope.runs.length === 0) return null;
  const runs = scope.runs.map(({ run, fromTicks, toTicks }) => {
    const parts = [`run = ${run}`];
    if (fromTicks !== null) parts.push(`ticks >= ${fromTicks}`);
    if (toTicks !== null) parts.push(`ticks <= ${toTicks}`);
    return `(${parts.join(' AND ')})`;
  });
  const quality = scope.minimumQuality > 0 ? ` AND quality >= CAST(${scope.minimumQuality} AS FLOAT)` : '';
  return `(${runs.join(' OR ')})${quality}`;
}

function schemaFor(dimension: number): Schema {
  return new arrow.Schema([
    new arrow.Field('key', new arrow.Int64(), false),
    new arrow.Field('run', new arrow.Int32(), false),
    new arrow.Field('ticks', new arrow.Int64(), false),
    new arrow.Field('quality', new arrow.Float32(), false),
    new arrow.Field('vector', new arrow.FixedSizeList(dimension, new arrow.Field('item', new arrow.Float32(), true)), false),
  ]);
}

function arrowTable(schema: Schema, run: number, rows: readonly VectorRow[]): ArrowTable {
  const dimension = (schema.fields[4]!.type as FixedSizeList).listSize;
  const vectors = new Float32Array(rows.length * dimension);
  rows.forEach((row, i) => vectors.set(row.vector, i * dimension));
  const list = arrow.makeData({
    type: schema.fields[4]!.type as FixedSizeList,
    length: rows.length,
    nullCount: 0,
    child: arrow.makeData({ type: new arrow.Float32(), data: vectors }),
  });
  const children = [
    arrow.makeData({ type: new arrow.Int64(), data: BigInt64Array.from(rows, (row) => BigInt(row.key)) }),
    arrow.makeData({ type: new arrow.Int32(), data: new Int32Array(rows.length).fill(run) }),
    arrow.makeData({ type: new arrow.Int64(), data: BigInt64Array.from(rows, (row) => row.ticks) }),
    arrow.makeData({ type: new arrow.Float32(), data: Float32Array.from(rows, (row) => row.quality) }),
    list,
  ];
  const batch = arrow.makeData({ type: new arrow.Struct(schema.fields), length: rows.length, nullCount: 0, children });
  return new arrow.Table(schema, [new arrow.RecordBatch(schema, batch)]);
}
