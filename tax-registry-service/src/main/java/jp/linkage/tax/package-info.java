/**
 * The tax registry of a municipality: keeps assessments with their history and provides 地方税関係情報 to
 * the agencies that the permission table names.
 */
@NullMarked
package jp.linkage.tax;

import org.jspecify.annotations.NullMarked;
