/** The topic that is the log of record, read as what it is: values at offsets, with their times. */
@NullMarked
package jp.linkage.local.topic;

import org.jspecify.annotations.NullMarked;
