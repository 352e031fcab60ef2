/** Tests of the rules, with their boundaries. */
@NullMarked
package jp.linkage.audit.flag.rule;

import org.jspecify.annotations.NullMarked;
