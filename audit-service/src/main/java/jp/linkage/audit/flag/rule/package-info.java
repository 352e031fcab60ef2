/**
 * What is unusual enough to be looked at, as pure rules: each is a record of its thresholds that
 * turns a clearly defined input into a {@link jp.linkage.audit.flag.rule.Finding}, or into nothing.
 * No clock, no database, no configuration file.
 */
@NullMarked
package jp.linkage.audit.flag.rule;

import org.jspecify.annotations.NullMarked;
