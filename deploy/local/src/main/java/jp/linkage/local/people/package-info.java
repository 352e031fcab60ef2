/**
 * The synthetic residents of two fictional cities, made anew from a seed at every run: valid
 * numbers, incomes over all tax states and thresholds, families, movers; and the applications of
 * the demo with what the statute says of each.
 */
@NullMarked
package jp.linkage.local.people;

import org.jspecify.annotations.NullMarked;
