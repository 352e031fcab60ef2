/**
 * Everything that goes wrong leaves a service as one kind of answer: an RFC 9457 problem of the one
 * table, with a trace id that finds the cause in the local log and with nothing else about the
 * cause.
 */
@NullMarked
package jp.linkage.kit.problem;

import org.jspecify.annotations.NullMarked;
