/**
 * Who audits leaves a trace first: every query of an auditor is a VIEW record that the log has
 * acknowledged before anything is read for it, with the reason that he gave. What reads for
 * auditors takes a {@link jp.linkage.audit.view.Viewed}, which only {@link
 * jp.linkage.audit.view.RecordView} makes: no log, no look (docs/spec/auditors-api.md).
 */
@NullMarked
package jp.linkage.audit.view;

import org.jspecify.annotations.NullMarked;
