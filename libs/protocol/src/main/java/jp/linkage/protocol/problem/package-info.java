/**
 * What goes wrong, and how it is said: one table of problem types, written as RFC 9457 problem
 * documents that tell who failed and whether trying again can help, and never why a check failed.
 */
@NullMarked
package jp.linkage.protocol.problem;

import org.jspecify.annotations.NullMarked;
