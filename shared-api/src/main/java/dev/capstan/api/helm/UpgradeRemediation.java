package dev.capstan.api.helm;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.capstan.api.schema.OneOf;
import dev.capstan.api.schema.WireRecord;
import org.jspecify.annotations.Nullable;

/**
 * How often a failed upgrade is undone and tried again.
 *
 * @param retries how often after the first try; -1 without a limit, absent means 0
 * @param ignoreTestFailures whether a failed test is no failure of the upgrade; absent means as {@code test.ignoreFailures}
 * @param remediateLastFailure whether the last failure is undone, too; absent means that it is when there are retries
 * @param strategy how it is undone; absent means {@code rollback}
 */
@WireRecord
public record UpgradeRemediation(
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) long retries,
        @Nullable Boolean ignoreTestFailures,
        @Nullable Boolean remediateLastFailure,

        @Nullable @OneOf({"rollback", "uninstall"}) String strategy) {}
