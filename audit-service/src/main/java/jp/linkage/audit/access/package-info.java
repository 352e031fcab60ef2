/**
 * The log followed from one end: what a member of staff did, what was done about a person whom an
 * office opened in a case, and who received a record of a provider.
 */
@NullMarked
package jp.linkage.audit.access;

import org.jspecify.annotations.NullMarked;
