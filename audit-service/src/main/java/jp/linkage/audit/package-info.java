/**
 * The audit log: appends every exchange to Kafka and only then lends its share of the conversion;
 * proves to auditors and residents what was asked, by whom and why.
 */
@NullMarked
package jp.linkage.audit;

import org.jspecify.annotations.NullMarked;
