/** Tests of the file of thresholds. */
@NullMarked
package jp.linkage.audit.flag.config;

import org.jspecify.annotations.NullMarked;
