/**
 * The keys that seal the details of the log's records: one random key a month, wrapped by the
 * master key of the key file. Who deletes a month's row makes its records unreadable for ever
 * (crypto-shred), while the records stay in the log and every proof about them stays valid.
 */
@NullMarked
package jp.linkage.audit.period;

import org.jspecify.annotations.NullMarked;
