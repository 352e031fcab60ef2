/**
 * The thresholds of the flags: one file of keys and values, in which every key is explained. The
 * one that comes with the service holds the defaults; an operator's file names what differs from
 * it. A service whose file is not right does not start.
 */
@NullMarked
package jp.linkage.audit.flag.config;

import org.jspecify.annotations.NullMarked;
