/**
 * Looks through the log for flags, apart from the exchanges: one replica reads what was projected
 * since the last look, in batches, adds to the counts, and asks the rules. Counts, flags and the
 * place that was reached commit together, so that each record is looked at once. Emptying and
 * filling the projection again moves nothing here; {@code select reevaluate_flags()} looks at
 * everything anew and finds the same flags, each with its decisions.
 */
@NullMarked
package jp.linkage.audit.flag.detect;

import org.jspecify.annotations.NullMarked;
