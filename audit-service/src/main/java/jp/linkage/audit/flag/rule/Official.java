package jp.linkage.audit.flag.rule;

import jp.linkage.protocol.header.AgencyId;
import jp.linkage.protocol.header.StaffPseudonym;

/** A member of an agency's staff: a pseudonym is one of its agency's. */
public record Official(AgencyId agency, StaffPseudonym staff) {}
