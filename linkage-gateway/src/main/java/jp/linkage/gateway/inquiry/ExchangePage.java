package jp.linkage.gateway.inquiry;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some exchanges, newest first.
 *
 * @param next what to send as {@code after} for the following page; absent on the last one
 */
public record ExchangePage(List<ExchangeSummary> items, @Nullable String next) {}
