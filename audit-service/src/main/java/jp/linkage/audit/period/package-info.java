/**
 * The keys that seal the details of the log's records: one random key a month, wrapped by the
 * master key of the key file. Once a month's key is destroyed nobody can read its records any more
 * (crypto-shred), but for those that a legal hold keeps one by one; the records stay in the log and
 * every proof about them stays valid.
 */
@NullMarked
package jp.linkage.audit.period;

import org.jspecify.annotations.NullMarked;
