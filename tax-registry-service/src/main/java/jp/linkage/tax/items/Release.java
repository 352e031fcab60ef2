package jp.linkage.tax.items;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * An inquiry about a person who is not answered automatically (自動応答不可), and what an official
 * decided.
 *
 * @param exchangeId the exchange that asks
 * @param addresseeNumber about whom
 * @param inquirer which agency asks
 * @param organisation which organisation of it
 * @param itemNumber item of the table, with
 * @param affair the affair and
 * @param procedure the procedure that the inquirer relies on
 * @param expiresAt until when an answer can be given (命令41条3項)
 * @param reason why it was decided so
 * @param decidedBy the official's pseudonym
 */
record Release(
    UUID id,
    UUID exchangeId,
    String addresseeNumber,
    String inquirer,
    String organisation,
    String itemNumber,
    String affair,
    String procedure,
    Instant requestedAt,
    Instant expiresAt,
    ReleaseState state,
    Optional<String> reason,
    Optional<Instant> decidedAt,
    Optional<String> decidedBy) {}
