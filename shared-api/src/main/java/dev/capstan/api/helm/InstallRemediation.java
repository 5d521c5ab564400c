package dev.capstan.api.helm;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.capstan.api.schema.WireRecord;
import org.jspecify.annotations.Nullable;

/**
 * How often a failed install is undone and tried again.
 *
 * @param retries how often after the first try; -1 without a limit, absent means 0
 * @param ignoreTestFailures whether a failed test is no failure of the install; absent means as {@code test.ignoreFailures}
 * @param remediateLastFailure whether the last failure is undone, too; absent means that it is not
 */
@WireRecord
public record InstallRemediation(
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) long retries,
        @Nullable Boolean ignoreTestFailures,
        @Nullable Boolean remediateLastFailure) {}
