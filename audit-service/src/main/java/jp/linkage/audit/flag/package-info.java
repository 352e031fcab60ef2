/**
 * What the rules point out in the log, for auditors: each flag with its numbers, the exchanges that
 * it rests on, and what was decided about it and why. Looking at flags and deciding are acts like
 * any other of an auditor: recorded first, with a reason (docs/spec/auditors-api.md, Flags).
 */
@NullMarked
package jp.linkage.audit.flag;

import org.jspecify.annotations.NullMarked;
