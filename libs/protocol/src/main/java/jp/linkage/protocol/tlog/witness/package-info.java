/**
 * The witness protocol without its HTTP (C2SP tlog-witness): what a log asks, what a witness
 * answers, and the decision between them. A server reads the state, lets {@link
 * jp.linkage.protocol.tlog.witness.Witness} decide, stores and answers; a client sends and reads.
 * The normative text is docs/spec/audit-log.md §7.
 */
@NullMarked
package jp.linkage.protocol.tlog.witness;

import org.jspecify.annotations.NullMarked;
