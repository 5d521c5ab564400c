package dev.capstan.api.helm;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.capstan.api.schema.Patterns;
import dev.capstan.api.schema.WireRecord;
import io.fabric8.generator.annotation.Pattern;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether and how a release is tested after an install or an upgrade.
 *
 * @param enable whether it is
 * @param timeout limit of the action and of each of its hooks; absent means that of the HelmRelease
 * @param ignoreFailures whether a failed test is no failure of the release
 * @param filters which tests run; none means all
 */
@WireRecord
public record TestSpec(
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean enable,
        @Nullable @Pattern(Patterns.INTERVAL) String timeout,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean ignoreFailures,
        List<TestFilter> filters) {
    /** Reads an absent list as empty and copies another. */
    public TestSpec {
        filters = filters == null ? List.of() : List.copyOf(filters);
    }
}
