/**
 * Asking another agency: an inquiry goes in, what the provider said about each subject comes out.
 *
 * <p>Every exchange is written to the database before its first message leaves, so that it can be
 * taken up again after a crash or an outage under the same exchange id, and is kept as a record of
 * 番号法23条 afterwards.
 */
@NullMarked
package jp.linkage.kit.exchange;

import org.jspecify.annotations.NullMarked;
