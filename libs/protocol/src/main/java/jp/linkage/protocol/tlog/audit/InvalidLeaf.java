package jp.linkage.protocol.tlog.audit;

/**
 * An entry that is in the log as the log says, but is no record that the log signed. It attests
 * nothing (docs/spec/audit-log.md §1).
 *
 * @param index in the log
 * @param reason what was expected and found; nothing of the entry's content
 */
public record InvalidLeaf(long index, String reason) {}
