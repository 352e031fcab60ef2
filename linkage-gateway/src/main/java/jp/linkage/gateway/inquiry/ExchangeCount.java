package jp.linkage.gateway.inquiry;

import jp.linkage.protocol.header.ExchangeType;

/**
 * How many exchanges of one kind there were.
 *
 * @param inquirer the asking agency
 * @param exchanges number of exchanges
 * @param items number of items in them
 */
public record ExchangeCount(
    String inquirer, ExchangeType type, ExchangeState state, long exchanges, long items) {}
