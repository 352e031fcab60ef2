/**
 * What auditors looked at, and why: for whoever audits the auditors. Reading it leaves a record
 * like any other look.
 */
@NullMarked
package jp.linkage.audit.trail;

import org.jspecify.annotations.NullMarked;
