package jp.linkage.welfare.record;

import java.time.Instant;
import java.util.Optional;
import jp.linkage.kit.person.AddresseeNumber;
import jp.linkage.protocol.header.CaseReference;
import jp.linkage.protocol.header.StaffPseudonym;

/**
 * Which records to list; what is empty does not narrow.
 *
 * @param from requested at this instant or later
 * @param to requested before this instant
 */
record RecordFilter(
    Optional<Instant> from,
    Optional<Instant> to,
    Optional<AddresseeNumber> person,
    Optional<CaseReference> caseReference,
    Optional<StaffPseudonym> staff) {}
