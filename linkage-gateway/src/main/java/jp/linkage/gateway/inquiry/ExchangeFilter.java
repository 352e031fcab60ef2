package jp.linkage.gateway.inquiry;

import java.util.Optional;
import jp.linkage.protocol.header.AgencyId;
import jp.linkage.protocol.header.ExchangeId;
import jp.linkage.protocol.header.ExchangeType;

/**
 * Which exchanges an operator wants to see.
 *
 * @param agency asks or is asked
 * @param before only exchanges with a smaller id, that is, older ones
 */
record ExchangeFilter(
    Optional<ExchangeState> state,
    Optional<ExchangeType> type,
    Optional<AgencyId> agency,
    Optional<ExchangeId> before) {}
