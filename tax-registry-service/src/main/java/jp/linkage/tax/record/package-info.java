/**
 * The agency's own record of its exchanges (番号法23条), to read: who asked, on which basis, about whom
 * by the agency's own number, when it was provided. What was provided is not part of it.
 */
@NullMarked
package jp.linkage.tax.record;

import org.jspecify.annotations.NullMarked;
