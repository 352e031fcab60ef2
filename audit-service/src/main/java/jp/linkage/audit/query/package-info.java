/**
 * The auditors' view of exchanges: who asked whom, under which row of the law, when, and what came
 * of it; found by conditions, counted, or one by one with receipts and proofs. An auditor sees
 * every agency, an agency's auditor what that agency asked or was asked. Neither sees who it was
 * about: no log pseudonym, no token and no content is in any answer.
 */
@NullMarked
package jp.linkage.audit.query;

import org.jspecify.annotations.NullMarked;
