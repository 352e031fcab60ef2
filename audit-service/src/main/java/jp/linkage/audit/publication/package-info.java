/**
 * The log as anybody reads it, over HTTP in the layout of C2SP tlog-tiles: the checkpoint, hash
 * tiles, the log's keys and policy without login, the entries for auditors
 * (docs/spec/audit-log.md).
 */
@NullMarked
package jp.linkage.audit.publication;

import org.jspecify.annotations.NullMarked;
