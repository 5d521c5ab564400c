package dev.capstan.helmrelease.snapshot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.capstan.api.helm.HelmRelease;
import dev.capstan.api.helm.HelmReleaseSpec;
import dev.capstan.api.helm.HelmReleaseStatus;
import dev.capstan.expression.ObjectFields;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.Map;
import java.util.Objects;

/** HelmReleases as people write them. */
public final class Releases {

    private static final KubernetesSerialization YAML = new KubernetesSerialization();

    private Releases() {}

    /** A spec of these fields besides an interval; with a chart, unless one is given. */
    public static HelmReleaseSpec spec(String fields) {
        return of(fields).getSpec();
    }

    /** A status of these fields. */
    public static HelmReleaseStatus status(String fields) {
        HelmRelease release = YAML.unmarshal("""
                apiVersion: helm.toolkit.fluxcd.io/v2
                kind: HelmRelease
                metadata: {name: web, namespace: apps}
                spec: {interval: 1m}
                status:
                  observedGeneration: 1
                %s""".formatted(fields.indent(2)), HelmRelease.class);
        release.undecodable().ifPresent(problem -> {
            throw new IllegalArgumentException(problem);
        });
        return release.getStatus();
    }

    /** {@code apps/web}, before its first run. */
    public static KnownHelmRelease known(String fields) {
        return known(fields, HelmReleaseStatus.INITIAL, Map.of());
    }

    /** {@code apps/web} with a status and annotations. */
    public static KnownHelmRelease known(String fields, HelmReleaseStatus status, Map<String, String> annotations) {
        HelmRelease release = of(fields);
        return new KnownHelmRelease(
                release.key(),
                "uid",
                annotations,
                Objects.requireNonNullElse(release.getMetadata().getGeneration(), 1L),
                release.getSpec(),
                status,
                false,
                () -> ObjectFields.of(new ObjectMapper().<JsonNode>valueToTree(release)));
    }

    /** {@code apps/web} as the watch has it, with the chart of others unless one is given. */
    public static HelmRelease object(String fields) {
        return of(fields.contains("chart:") ? fields : "chartRef: {kind: HelmChart, name: web}\n" + fields);
    }

    private static HelmRelease of(String fields) {
        String chart = fields.contains("chart:") || fields.contains("chartRef:")
                ? ""
                : "  chart: {spec: {chart: web, sourceRef: {kind: HelmRepository, name: charts}}}\n";
        HelmRelease release = YAML.unmarshal("""
                apiVersion: helm.toolkit.fluxcd.io/v2
                kind: HelmRelease
                metadata: {name: web, namespace: apps, uid: uid, generation: 1}
                spec:
                  interval: 1m
                """ + chart + fields.indent(2), HelmRelease.class);
        release.undecodable().ifPresent(problem -> {
            throw new IllegalArgumentException(problem);
        });
        return release;
    }
}
