package jp.linkage.protocol.conversion;

/**
 * What the gateway makes of a token for CONVERT and ENROL.
 *
 * @param token S, E, F, π_B: for the agency
 * @param subject S′, D′, π_L: for the log
 */
public record Brokered(BrokeredToken token, BrokeredSubject subject) {}
