/**
 * Searches that auditors keep, share with others of their scope, and run by id. What was saved is
 * never changed: a change is a new version. A run is a search like any other, with a reason, a
 * record, and the scope of whoever runs it.
 */
@NullMarked
package jp.linkage.audit.search;

import org.jspecify.annotations.NullMarked;
