package jp.linkage.gateway.inquiry;

import java.time.Instant;
import java.util.UUID;
import jp.linkage.protocol.header.ExchangeType;
import org.jspecify.annotations.Nullable;

/**
 * What an operator may know of an exchange; no content, and nothing about a person.
 *
 * @param provider the agency that is asked; only for CONVERT
 * @param itemCount how many persons it is about
 * @param changedAt when the gateway last did something for it
 */
public record ExchangeSummary(
    UUID exchangeId,
    ExchangeType type,
    ExchangeState state,
    String inquirer,
    @Nullable String provider,
    int itemCount,
    Instant requestedAt,
    Instant expiresAt,
    Instant changedAt) {}
