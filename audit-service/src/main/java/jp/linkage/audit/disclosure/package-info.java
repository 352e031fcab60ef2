/**
 * Cases in which an auditor may follow a person. The auditor opens the case; an office with the
 * right READLOG, which alone can name a person to the log, reads that person's log under the case's
 * reference; the auditor gets a handle that holds for him, in this case, until it ends. Nobody here
 * learns a number or a token, and the auditor no log pseudonym.
 */
@NullMarked
package jp.linkage.audit.disclosure;

import org.jspecify.annotations.NullMarked;
