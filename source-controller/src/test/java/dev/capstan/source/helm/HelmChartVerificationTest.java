package dev.capstan.source.helm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.meta.CommonStatus;
import dev.capstan.api.meta.Condition;
import dev.capstan.api.meta.Conditions;
import dev.capstan.api.meta.Failure;
import dev.capstan.api.meta.Reason;
import dev.capstan.api.source.HelmChart;
import dev.capstan.chartaccess.Charts;
import dev.capstan.chartaccess.Indexes;
import dev.capstan.source.ForwardingTree;
import dev.capstan.source.SourceStep;
import dev.capstan.source.UpdateOutcome;
import dev.capstan.source.verification.VerificationRequest;
import dev.capstan.tree.FileTree;
import dev.capstan.tree.InMemoryTree;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signatures of charts in registries, and provenance files of charts elsewhere. */
class HelmChartVerificationTest extends HelmChartScenario {
    @Test
    void s096_aChartThatCannotBeVerifiedIsRefused() {
        repository(Indexes.of("web", "1.0.0", "a.tgz"));
        served.put(REPOSITORY + "/a.tgz", Charts.packed("web", "1.0.0"));

        var failure = failure(chart("chart: web\nverify: {provider: cosign}"));

        assertThat(failure.reason()).isEqualTo(Reason.VERIFICATION_ERROR);
        assertThat(failure.step()).isEqualTo(SourceStep.VERIFY);
        assertThat(failure.retry()).isEqualTo(Failure.Retry.ON_INPUT_CHANGE);
        assertThat(downloads).isEmpty();
    }

    @Test
    void s096_signaturesOfAChartAmongTheFilesOfASourceAreRefused() {
        files("web", Map.of("values.yaml", "a: 1\n"));
        var chart = chart("chart: web", "GitRepository");
        settle(chart, published(chart));

        var failure = failure(withStatusOf(chart, chart("chart: web\nverify: {provider: cosign}", "GitRepository")));

        assertThat(failure.reason()).isEqualTo(Reason.VERIFICATION_ERROR);
        assertThat(failure.retry()).isEqualTo(Failure.Retry.ON_INPUT_CHANGE);
        assertThat(failure.message()).contains("this chart is in a GitRepository");
    }

    @Test
    void aChartOfARegistryIsFetchedWithTheVerificationThatTheSpecAsksFor() {
        registry("1.0.0");

        var published = published(chart("chart: web\nverify: {provider: cosign, secretRef: {name: keys}}"));

        assertThat(published.artifact().verified()).contains("verified with cosign");
        assertThat(registries.pulls)
                .containsExactly(Optional.of(
                        new VerificationRequest("ns", "cosign", Optional.of("keys"), List.of(), Optional.empty())));
    }

    @ParameterizedTest
    @CsvSource({"web, 1.0.0, 1.1.0", "other, 1.1.0, 1.1.0", "web, 1.1.0+a, 1.1.0+b"})
    void s094_aSignedChartUnderTheTagOrInTheRepositoryOfAnotherIsRefused(String name, String version, String tag) {
        registry("1.0.0");
        registries.versions.put(tag, Charts.packed(name, version));
        var asked = "chart: web\nvaluesFiles: [values.yaml]\nversion: " + tag;

        published(chart(asked));
        var failure = failure(chart(asked + "\nverify: {provider: cosign, secretRef: {name: keys}}"));

        assertThat(failure.step()).isEqualTo(SourceStep.VERIFY);
        assertThat(failure.reason()).isEqualTo(Reason.VERIFICATION_ERROR);
        assertThat(failure.retry()).isEqualTo(Failure.Retry.WITH_BACKOFF);
        assertThat(failure.buildFailure()).contains(Reason.CHART_VERIFICATION_ERROR);
        assertThat(failure.message())
                .contains("what was signed is version " + version + " of chart '" + name + "', and not version " + tag);
    }

    @Test
    void aSignedChartInAFolderOfItsRegistryIsVerified() {
        registry("1.0.0");

        assertThat(published(chart("chart: group/web\nverify: {provider: cosign, secretRef: {name: keys}}"))
                        .artifact()
                        .verified())
                .isPresent();
    }

    @Test
    void aStoredChartIsVerifiedAgainUntilThatSucceeds() {
        registry("1.0.0");
        var chart = chart("chart: web\nverify: {provider: cosign, secretRef: {name: keys}}");
        settle(chart, published(chart));

        published(chart);
        var status = chart.getStatus();
        chart.setStatus(status.with(status.common()
                .withConditions(Conditions.of(status.conditions())
                        .with(Condition.isTrue(Condition.SOURCE_VERIFIED, Reason.SUCCEEDED, "", 4, Instant.EPOCH)))));

        assertThat(update.run(request(chart))).isInstanceOf(UpdateOutcome.UpToDate.class);
        assertThat(registries.pulls).hasSize(2);
    }

    @Test
    void aChartThatIsListedInARegistryHasNoProvenance() {
        signed();
        repository(Indexes.of("web", "1.0.0", "oci://registry.test/charts/web:1.0.0"));

        var failure = failure(verified(chart("chart: web")));

        assertThat(failure.reason()).isEqualTo(Reason.VERIFICATION_ERROR);
        assertThat(failure.message()).contains("in a registry").contains("type oci");
    }

    @Test
    void aSignedChartIsVerifiedBeforeItIsChanged() {
        signed();
        var chart = verified(chart("chart: web\nvaluesFiles: [values.yaml]"));

        var published = published(chart);

        assertThat(published.artifact().revision().text()).isEqualTo("1.2.0+4");
        assertThat(published.artifact().verified())
                .contains("verified the provenance of 'web-1.2.0.tgz' with key '99511782132DD87D' of Secret 'keys'");
        assertThat(downloads).containsExactly(REPOSITORY + "/web-1.2.0.tgz", REPOSITORY + "/web-1.2.0.tgz.prov");
    }

    @Test
    void s096_aChartWithoutItsProvenanceFileIsRefused() {
        signed();
        served.remove(REPOSITORY + "/web-1.2.0.tgz.prov");

        var failure = failure(verified(chart("chart: web")));

        assertThat(failure.step()).isEqualTo(SourceStep.VERIFY);
        assertThat(failure.reason()).isEqualTo(Reason.VERIFICATION_ERROR);
        assertThat(failure.message()).contains("there is no provenance file at").contains("(HTTP 404)");
    }

    @Test
    void anOldArchiveUnderTheNameOfANewVersionIsRefused() {
        signed();
        repository(Indexes.of("web", "1.3.0", "web-1.2.0.tgz"));

        assertThat(failure(verified(chart("chart: web"))).message())
                .contains("it is about version 1.2.0 of chart 'web'");
    }

    @Test
    void aChartThatWasStoredBeforeVerificationWasAskedForIsVerified() {
        signed();
        var chart = chart("chart: web");
        settle(chart, published(chart));
        served.put(REPOSITORY + "/web-1.2.0.tgz.prov", "none".getBytes(UTF_8));

        assertThat(failure(verified(chart)).reason()).isEqualTo(Reason.VERIFICATION_ERROR);
    }

    @Test
    void whatWasVerifiedIsNotFetchedAgainUntilAnotherSecretIsNamed() {
        signed();
        var chart = verified(chart("chart: web"));
        var first = published(chart);
        settle(chart, first);
        var status = chart.getStatus();
        chart.setStatus(status.with(new CommonStatus(
                4,
                List.of(
                        inStorage(4),
                        Condition.isTrue(
                                Condition.SOURCE_VERIFIED,
                                Reason.SUCCEEDED,
                                first.artifact().verified().orElseThrow(),
                                4,
                                Instant.EPOCH)),
                null)));

        assertThat(update.run(request(chart))).isInstanceOf(UpdateOutcome.UpToDate.class);
        chart.getMetadata().setAnnotations(Map.of(ProvenancePolicy.KEYS, "others"));
        assertThat(published(chart).artifact().verified())
                .hasValueSatisfying(it -> assertThat(it).endsWith("of Secret 'others'"));
    }

    @Test
    void aSignedChartAmongTheFilesOfASourceIsVerified() {
        packed("charts/web-1.2.0.tgz", SignedChart.archive(), Optional.of(SignedChart.provenance()));
        assertThat(published(verified(chart("chart: charts/web-1.2.0.tgz", "GitRepository")))
                        .artifact()
                        .verified())
                .isPresent();

        packed("charts/web-1.2.0.tgz", SignedChart.archive(), Optional.empty());
        assertThat(failure(verified(chart("chart: charts/web-1.2.0.tgz", "Bucket")))
                        .message())
                .endsWith("there is no file 'web-1.2.0.tgz.prov' beside it");

        packed("charts/web-1.2.0.tgz", Charts.packed("web", "1.2.0"), Optional.of(SignedChart.provenance()));
        assertThat(failure(verified(chart("chart: charts/web-1.2.0.tgz", "GitRepository")))
                        .message())
                .contains("which is not the signed one");
    }

    @Test
    void theBytesThatWereVerifiedAreThoseThatAreBuilt() {
        var path = "charts/web-1.2.0.tgz";
        packed(path, SignedChart.archive(), Optional.of(SignedChart.provenance()));
        var counted = new CountedReads(sources.files, path, new AtomicInteger());
        sources.files = counted;

        published(verified(chart("chart: " + path, "GitRepository")));

        assertThat(counted.reads())
                .as("one to see what it is, one to verify and build")
                .hasValue(2);
    }

    /** A tree that counts how often a file is read. */
    private record CountedReads(FileTree tree, String counted, AtomicInteger reads) implements ForwardingTree {
        @Override
        public byte[] read(String path) throws IOException {
            if (path.equals(counted)) {
                reads.incrementAndGet();
            }
            return tree.read(path);
        }
    }

    @Test
    void aProvenanceFileThatIsTooLargeIsRefusedAndNotReadWhereverItLies() {
        var large = new byte[(1 << 20) + 1];
        packed("charts/web-1.2.0.tgz", SignedChart.archive(), Optional.of(large));
        var inFiles = failure(verified(chart("chart: charts/web-1.2.0.tgz", "GitRepository")));
        signed();
        served.put(REPOSITORY + "/web-1.2.0.tgz.prov", large);
        var inRepository = failure(verified(chart("chart: web")));

        assertThat(List.of(inFiles, inRepository)).allSatisfy(failure -> {
            assertThat(failure.reason()).isEqualTo(Reason.VERIFICATION_ERROR);
            assertThat(failure.step()).isEqualTo(SourceStep.VERIFY);
            assertThat(failure.message())
                    .startsWith("the provenance of ")
                    .contains("web-1.2.0.tgz' is refused: ")
                    .contains("1048576");
        });
    }

    @Test
    void whereNoProvenanceFileCanBeTheRuleRefuses() {
        files("web", Map.of("values.yaml", "a: 1\n"));
        assertThat(failure(verified(chart("chart: web", "GitRepository")))).satisfies(failure -> {
            assertThat(failure.message()).contains("'web' is a folder");
            assertThat(failure.retry()).isEqualTo(Failure.Retry.ON_INPUT_CHANGE);
        });

        sources.source =
                Optional.of(new ChartSource.Registry(repositorySpec("oci://registry.test/charts", "type: oci")));
        assertThat(failure(verified(chart("chart: web"))).message()).contains("there is spec.verify");
    }

    @Test
    void anAnnotationThatIsMisspeltRefuses() {
        signed();
        var chart = chart("chart: web");
        chart.getMetadata().setAnnotations(Map.of("capstan.dev/verify-provenence", "keys"));

        assertThat(failure(chart).reason()).isEqualTo(Reason.VERIFICATION_ERROR);
        assertThat(downloads).isEmpty();
    }

    private void registry(String version) {
        registries.versions.put(version, Charts.packed("web", version));
        sources.source =
                Optional.of(new ChartSource.Registry(repositorySpec("oci://registry.test/charts", "type: oci")));
    }

    private void signed() {
        repository(Indexes.of("web", "1.2.0", "web-1.2.0.tgz"));
        served.put(REPOSITORY + "/web-1.2.0.tgz", SignedChart.archive());
        served.put(REPOSITORY + "/web-1.2.0.tgz.prov", SignedChart.provenance());
    }

    private static HelmChart verified(HelmChart chart) {
        chart.getMetadata().setAnnotations(Map.of(ProvenancePolicy.KEYS, "keys"));
        return chart;
    }

    private void packed(String path, byte[] archive, Optional<byte[]> provenance) {
        var tree = InMemoryTree.builder().file(path, archive);
        provenance.ifPresent(it -> tree.file(path + ".prov", it));
        files("x", Map.of());
        sources.files = tree.build();
    }

    private static HelmChart withStatusOf(HelmChart before, HelmChart chart) {
        chart.setStatus(before.getStatus());
        return chart;
    }
}
