/**
 * The record of 番号法23条: what this agency asked and provided, when, for which affair, about whom by
 * its own number, for seven years. What was provided is not part of it.
 */
@NullMarked
package jp.linkage.kit.record;

import org.jspecify.annotations.NullMarked;
