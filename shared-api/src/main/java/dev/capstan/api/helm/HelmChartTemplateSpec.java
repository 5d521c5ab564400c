package dev.capstan.api.helm;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.capstan.api.schema.OneOf;
import dev.capstan.api.schema.Patterns;
import dev.capstan.api.schema.WireRecord;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which chart, where it is, and what is changed about it.
 *
 * @param chart its name in a HelmRepository, or its path in another source
 * @param version a version or a range of versions; without meaning for other sources than a HelmRepository
 * @param sourceRef where it is
 * @param interval how often to look for another version; absent means the interval of the HelmRelease
 * @param reconcileStrategy what makes a new artifact: a new version of the chart, or a new revision of the source
 * @param valuesFiles merged in their order, they take the place of the chart's {@code values.yaml}
 * @param ignoreMissingValuesFiles whether values files that are not there are passed over
 * @param verify signatures that the chart must carry
 */
@WireRecord
public record HelmChartTemplateSpec(
        @Required @Size(min = 1, max = 2048) String chart,
        @Nullable @Default("\"*\"") String version,
        @Required HelmChartTemplateSourceRef sourceRef,
        @Nullable @Pattern(Patterns.INTERVAL) String interval,

        @Nullable @Default("ChartVersion") @OneOf({"ChartVersion", "Revision"})
        String reconcileStrategy,

        List<String> valuesFiles,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean ignoreMissingValuesFiles,
        @Nullable HelmChartTemplateVerification verify) {
    /** Reads an absent list as empty and copies another. */
    public HelmChartTemplateSpec {
        valuesFiles = valuesFiles == null ? List.of() : List.copyOf(valuesFiles);
    }
}
