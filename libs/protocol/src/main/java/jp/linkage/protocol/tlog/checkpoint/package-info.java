/**
 * What a log and its witnesses sign, in the text forms of C2SP: signed notes with their verifier
 * keys, checkpoints, cosignatures of checkpoints, the policy that says whose signatures count, and
 * {@code tlog-proof@v1}, by which one entry is shown to be in the log without asking anybody.
 *
 * <p>Every text has one form and every form one text: a reader refuses whatever the writer would
 * not have written. The normative text is docs/spec/audit-log.md.
 */
@NullMarked
package jp.linkage.protocol.tlog.checkpoint;

import org.jspecify.annotations.NullMarked;
