/**
 * Query parameters, strictly: what an operation does not know is refused and not ignored, as a list
 * without a filter that somebody meant to set answers another question, and a place in a list that
 * nobody reads never comes to its end.
 */
@NullMarked
package jp.linkage.kit.query;

import org.jspecify.annotations.NullMarked;
