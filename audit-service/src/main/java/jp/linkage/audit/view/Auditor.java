package jp.linkage.audit.view;

import jp.linkage.protocol.header.StaffPseudonym;

/**
 * Who looks.
 *
 * @param pseudonym the operator of the audit-service can resolve it
 */
public record Auditor(StaffPseudonym pseudonym, AuditScope scope) {}
