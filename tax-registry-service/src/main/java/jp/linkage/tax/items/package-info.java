/**
 * Provides 地方税関係情報 to other agencies: of the current assessment of a person and a year, exactly the
 * fields that the permission table's row names. Inquiries about a person who is protected wait for
 * an official's decision, or are answered with "not disclosable".
 */
@NullMarked
package jp.linkage.tax.items;

import org.jspecify.annotations.NullMarked;
