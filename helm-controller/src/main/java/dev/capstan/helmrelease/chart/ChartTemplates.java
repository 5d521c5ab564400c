package dev.capstan.helmrelease.chart;

import dev.capstan.api.helm.HelmChartTemplateMetadata;
import dev.capstan.api.helm.HelmChartTemplateSpec;
import dev.capstan.api.helm.HelmChartTemplateVerification;
import dev.capstan.api.helm.HelmReleaseSpec;
import dev.capstan.api.meta.GoDuration;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.api.source.ChartSourceRef;
import dev.capstan.api.source.ChartVerification;
import dev.capstan.api.source.HelmChartSpec;
import dev.capstan.apply.Owner;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The HelmCharts that templates of HelmReleases stand for. */
public final class ChartTemplates {

    private ChartTemplates() {}

    /**
     * A HelmChart as it is to be.
     *
     * @param key namespace and name
     * @param labels those of the template, and whose it is
     * @param annotations those of the template
     * @param spec its spec
     */
    public record DesiredChart(
            ObjectKey key, Map<String, String> labels, Map<String, String> annotations, HelmChartSpec spec) {
        /** Copies the maps. */
        public DesiredChart {
            labels = Map.copyOf(labels);
            annotations = Map.copyOf(annotations);
        }
    }

    /** The HelmChart that a template stands for. */
    public static DesiredChart of(ObjectKey release, HelmReleaseSpec spec, ChartOrigin.Templated origin) {
        Optional<HelmChartTemplateMetadata> metadata =
                Optional.ofNullable(origin.template().metadata());
        HelmChartTemplateSpec template = origin.template().spec();
        var owner = new Owner(Owner.HELM, release.namespace(), release.name());
        var labels =
                new TreeMap<>(metadata.map(HelmChartTemplateMetadata::labels).orElse(Map.of()));
        labels.put(owner.nameLabel(), release.name());
        labels.put(owner.namespaceLabel(), release.namespace());
        return new DesiredChart(
                origin.source().key(),
                labels,
                metadata.map(HelmChartTemplateMetadata::annotations).orElse(Map.of()),
                new HelmChartSpec(
                        template.chart(),
                        template.version(),
                        new ChartSourceRef(
                                template.sourceRef().apiVersion(),
                                template.sourceRef().kind(),
                                template.sourceRef().name()),
                        normal(given(template.interval()).orElse(spec.interval())),
                        template.reconcileStrategy(),
                        template.valuesFiles(),
                        template.ignoreMissingValuesFiles(),
                        verification(template.verify()),
                        false));
    }

    /**
     * As Flux writes an interval. A HelmChart with another text, though it means the same, would be another generation for it and for us,
     * which its HelmRelease would wait for.
     */
    private static String normal(String interval) {
        return GoDuration.parse(interval).map(GoDuration::format).orElse(interval);
    }

    private static @Nullable ChartVerification verification(@Nullable HelmChartTemplateVerification verify) {
        return verify == null ? null : new ChartVerification(verify.provider(), verify.secretRef(), List.of());
    }

    private static Optional<String> given(@Nullable String text) {
        return Optional.ofNullable(text).filter(it -> !it.isEmpty());
    }

    /** What must happen to HelmCharts before the chart of a release can be asked for. */
    public sealed interface Step {

        /**
         * The HelmChart is to be as the template says.
         *
         * @param former the HelmChart that was made of an earlier template, in another namespace, and goes first
         */
        record Keep(DesiredChart desired, Optional<ObjectKey> former) implements Step {}

        /** There is no template any more: what was made of it goes. */
        record Remove(ObjectKey former) implements Step {}

        /** There is no template, and nothing was made of one. */
        record Nothing() implements Step {}
    }

    /**
     * The step for a HelmRelease.
     *
     * @param recorded the HelmChart that its status names, as {@code namespace/name}; absent or empty for none
     */
    public static Step step(ObjectKey release, HelmReleaseSpec spec, @Nullable String recorded) {
        Optional<ObjectKey> former = recorded(recorded);
        return switch (ChartOrigin.of(release, spec)) {
            case ChartOrigin.Templated templated -> {
                DesiredChart desired = of(release, spec, templated);
                yield new Step.Keep(desired, former.filter(key -> !key.equals(desired.key())));
            }
            case ChartOrigin.Referenced _ -> former.<Step>map(Step.Remove::new).orElseGet(Step.Nothing::new);
        };
    }

    /** The HelmChart that a status names. */
    public static Optional<ObjectKey> recorded(@Nullable String name) {
        return given(name).filter(it -> it.contains("/")).map(it -> {
            int slash = it.indexOf('/');
            return new ObjectKey(it.substring(0, slash), it.substring(slash + 1));
        });
    }
}
