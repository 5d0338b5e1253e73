/**
 * What runs in the worker thread that holds one SQLite database. A text, since a package of one bundle has no file of its
 * own to start a thread from; Node and Deno both start one from a data URL.
 *
 * SQLite runs a statement to its end in the thread that asked, and this build of it cannot be interrupted (it has no progress
 * handler): ending the thread is the only deadline there is.
 */
export const workerProgram = `
import { closeSync, constants, copyFileSync, existsSync, mkdtempSync, openSync, readSync, rmSync, statSync, writeFileSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parentPort, workerData } from "node:worker_threads";

let database;
try {
	const { Database } = (await import(workerData.driver)).default;
	database = open(Database, workerData.source, workerData.readOnly);
	parentPort.on("message", (request) => parentPort.postMessage(answer(request)));
	parentPort.postMessage({ opened: true });
} catch (error) {
	parentPort.postMessage({ error: String(error.message) });
}

function open(Database, source, readOnly) {
	if (source.kind === "memory") return filled(new Database(":memory:"), source, readOnly);
	if (source.kind === "file" && !readOnly) return new Database(source.path, { fileMustExist: true });
	return copied(Database, source, readOnly);
}

// A private copy of the file, so that nothing locks the reader's own, and a thread that is ended leaves no lock behind.
// Once open, the copy lives by its handle alone and its folder is deleted.
function copied(Database, source, readOnly) {
	const folder = mkdtempSync(join(tmpdir(), "touchstone-sql-"));
	const file = join(folder, "copy.sqlite");
	try {
		if (source.kind === "bytes") writeFileSync(file, source.bytes);
		else copyFileSync(source.path, file, constants.COPYFILE_FICLONE);
		leaveWriteAheadLog(file, source.path);
		const opened = new Database(file, { readOnly });
		opened.exec("PRAGMA locking_mode = EXCLUSIVE");
		opened.all("SELECT count(*) FROM sqlite_master"); // takes the lock, for good, and fails on what is no database
		return opened;
	} finally {
		try {
			rmSync(folder, { recursive: true, force: true });
		} catch {
			// Windows keeps what is open; its own clean-up of the temporary folder will take it
		}
	}
}

// Bytes 18 and 19 say 2 when changes stand in a log beside the file, which this build cannot read.
function leaveWriteAheadLog(file, original) {
	const log = original + "-wal";
	if (original !== undefined && existsSync(log) && statSync(log).size > 0) {
		throw new Error("the file has changes that are still in its write-ahead log; run PRAGMA wal_checkpoint(TRUNCATE) where it is written");
	}
	const handle = openSync(file, "r+");
	const version = new Uint8Array(2);
	readSync(handle, version, 0, 2, 18);
	if (version[0] === 2) writeSync(handle, new Uint8Array([1, 1]), 0, 2, 18);
	closeSync(handle);
}

function filled(database, { schema, rows }, readOnly) {
	const quoted = (name) => '"' + name.replaceAll('"', '""') + '"';
	database.exec("PRAGMA foreign_keys = OFF"); // tables may come in any order: checked below
	database.exec(schema);
	database.exec("BEGIN");
	for (const [table, records] of Object.entries(rows)) {
		for (const [index, record] of records.entries()) {
			const columns = Object.keys(record);
			const places = columns.map(() => "?").join(", ");
			try {
				database.run("INSERT INTO " + quoted(table) + " (" + columns.map(quoted).join(", ") + ") VALUES (" + places + ")", Object.values(record));
			} catch (error) {
				throw new Error("table " + table + ", row " + (index + 1) + ": " + error.message);
			}
		}
	}
	database.exec("COMMIT");
	const [orphan] = database.all("PRAGMA foreign_key_check");
	if (orphan !== undefined) {
		throw new Error("table " + orphan.table + ", row " + orphan.rowid + ": expected it to name a row of " + orphan.parent + ", found none");
	}
	database.exec("PRAGMA foreign_keys = ON");
	if (readOnly) database.exec("PRAGMA query_only = ON");
	return database;
}

function answer({ sql, parameters, maxRows }) {
	let statement;
	try {
		statement = database.prepare(sql);
		// The driver gives rows as objects by column name, in which the second of two columns of one name overwrites the
		// first: so they are numbered for it.
		const columns = statement._getColumnNames();
		const numbers = columns.map((_, index) => index);
		statement._getColumnNames = () => numbers;
		const rows = [];
		let truncated = false;
		for (const row of statement.iterate(parameters)) {
			truncated = rows.length === maxRows;
			if (truncated) break;
			rows.push(numbers.map((number) => row[number]));
		}
		return { columns, rows, truncated };
	} catch (error) {
		return { error: String(error.message) };
	} finally {
		try {
			statement?.finalize();
		} catch {
			// says the same error again
		}
	}
}
`;
