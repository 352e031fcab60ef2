/**
 * What the statutes say: pure functions from facts to a decision and its explanation, one file per
 * provision. No clock, no database, no network; a fact that is not known never becomes a zero.
 *
 * <p>Texts in force on 2026-07-01: 障害者総合支援法施行令 (平成18年政令第10号) and 同施行規則 (平成18年厚生労働省令第19号).
 */
@NullMarked
package jp.linkage.welfare.entitlement;

import org.jspecify.annotations.NullMarked;
