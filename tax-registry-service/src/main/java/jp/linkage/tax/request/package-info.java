/**
 * Reads the parameters that the resources of this service have in common, and pages through lists.
 */
@NullMarked
package jp.linkage.tax.request;

import org.jspecify.annotations.NullMarked;
