package dev.capstan.api.source;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.capstan.api.schema.OneOf;
import dev.capstan.api.schema.Patterns;
import dev.capstan.api.schema.WireRecord;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which chart, where it is, and what is changed about it.
 *
 * @param chart its name in a HelmRepository, or its path in another source
 * @param version a version or a range of versions; without meaning for other sources than a HelmRepository
 * @param sourceRef where it is, in the same namespace
 * @param interval how often to look for another version; Go notation
 * @param reconcileStrategy what makes a new artifact: a new version of the chart, or a new revision of the source
 * @param valuesFiles merged in their order, they take the place of the chart's {@code values.yaml}; relative to the source, or
 *     to the chart for those of a HelmRepository
 * @param ignoreMissingValuesFiles whether values files that are not there are passed over
 * @param verify signatures that the chart must carry
 * @param suspend whether the object is to be left alone
 */
@WireRecord
@ValidationRule(
        value = "!has(self.verify) || self.sourceRef.kind == 'HelmRepository'",
        message = "verify needs a sourceRef of the kind 'HelmRepository'")
public record HelmChartSpec(
        @Required String chart,
        @Nullable @Default("\"*\"") String version,
        @Required ChartSourceRef sourceRef,
        @Required @Pattern(Patterns.INTERVAL) String interval,

        @Nullable @Default("ChartVersion") @OneOf({"ChartVersion", "Revision"})
        String reconcileStrategy,

        List<String> valuesFiles,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean ignoreMissingValuesFiles,
        @Nullable ChartVerification verify,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean suspend)
        implements SourceSpec {

    /** The strategy that makes a new artifact for every revision of the source. */
    public static final String REVISION = "Revision";

    /** Reads an absent list as empty and copies others. */
    public HelmChartSpec {
        valuesFiles = valuesFiles == null ? List.of() : List.copyOf(valuesFiles);
    }
}
