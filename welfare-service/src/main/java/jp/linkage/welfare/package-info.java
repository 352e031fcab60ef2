/**
 * The welfare office: takes applications, asks the agencies that hold the facts, and decides by
 * statute.
 */
@NullMarked
package jp.linkage.welfare;

import org.jspecify.annotations.NullMarked;
