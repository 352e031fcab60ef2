package jp.linkage.protocol.evidence;

import java.util.Optional;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.receipt.LogReceipt;
import jp.linkage.protocol.receipt.RecordDetails;
import jp.linkage.protocol.tlog.checkpoint.TlogProof;

/**
 * One entry of the log and what goes with it.
 *
 * @param entry the exact bytes of the entry
 * @param proof that it is in the log
 * @param opening what its commitments hide; nothing where it was destroyed or is not shown
 * @param receipt the log's promise, when there is one
 */
public record EvidenceItem(
    Bytes entry, TlogProof proof, Optional<RecordDetails> opening, Optional<LogReceipt> receipt) {}
