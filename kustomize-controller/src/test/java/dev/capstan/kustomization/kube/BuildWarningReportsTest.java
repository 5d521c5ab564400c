package dev.capstan.kustomization.kube;

import static dev.capstan.kustomization.snapshot.Specs.known;
import static dev.capstan.kustomization.snapshot.Specs.spec;
import static dev.capstan.kustomization.snapshot.Specs.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.event.Severity;
import dev.capstan.api.kustomize.KustomizationStatus;
import dev.capstan.api.meta.Reason;
import dev.capstan.applier.source.SourceRevision;
import dev.capstan.kustomization.snapshot.KnownKustomization;
import dev.capstan.kustomize.BuildWarning;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BuildWarningReportsTest {

    private static final SourceRevision FIRST = new SourceRevision("main@sha1:1", Optional.of("v1@sha1:9"));
    private static final SourceRevision SECOND = new SourceRevision("main@sha1:2", Optional.empty());

    private final BuildWarningReports reports = new BuildWarningReports();

    @Test
    void warningNamesFileLineAndWhatWasDropped() {
        var event = reports.newsOf(app(), FIRST, List.of(warning(7))).orElseThrow();

        assertThat(event.severity()).isEqualTo(Severity.INFO);
        assertThat(event.reason()).isEqualTo(Reason.PROGRESSING);
        assertThat(event.message())
                .isEqualTo(
                        "Warnings of the build:\np.yaml:7: the element is dropped (object Service/s, field spec.ports)."
                                + " Write protocol.");
        assertThat(event.metadata()).isEqualTo(Map.of("revision", "main@sha1:1", "originRevision", "v1@sha1:9"));
    }

    @Test
    void sameWarningIsAnEventOncePerRevision() {
        reports.newsOf(app(), FIRST, List.of(warning(7)));

        assertThat(reports.newsOf(app(), FIRST, List.of(warning(7)))).isEmpty();
        assertThat(reports.newsOf(app(), SECOND, List.of(warning(7)))).isPresent();
    }

    @Test
    void anotherWarningOfTheSameRevisionIsNews() {
        reports.newsOf(app(), FIRST, List.of(warning(7)));

        assertThat(reports.newsOf(app(), FIRST, List.of(warning(7), warning(9))))
                .isPresent();
    }

    @Test
    void warningThatCameBackIsNews() {
        reports.newsOf(app(), FIRST, List.of(warning(7)));
        reports.newsOf(app(), SECOND, List.of());

        assertThat(reports.newsOf(app(), FIRST, List.of(warning(7)))).isPresent();
    }

    /** The revision is that of the own source. */
    @Test
    void warningThatAMovedRemoteBaseBringsIsNews() {
        var applied = known("app", spec(""), status("{'observedGeneration':2,'lastAppliedRevision':'main@sha1:1'}"));
        reports.newsOf(applied, FIRST, List.of());

        assertThat(reports.newsOf(applied, FIRST, List.of(warning(7)))).isPresent();
    }

    @Test
    void buildWithoutWarningsIsNoEvent() {
        assertThat(reports.newsOf(app(), FIRST, List.of())).isEmpty();
    }

    @Test
    void processThatStartsDoesNotRepeatWhatWasAppliedBefore() {
        var applied = known("app", spec(""), status("{'observedGeneration':2,'lastAppliedRevision':'main@sha1:1'}"));
        var edited = known("app", spec(""), status("{'observedGeneration':1,'lastAppliedRevision':'main@sha1:1'}"));

        assertThat(reports.newsOf(applied, FIRST, List.of(warning(7)))).isEmpty();
        assertThat(new BuildWarningReports().newsOf(applied, SECOND, List.of(warning(7))))
                .isPresent();
        assertThat(new BuildWarningReports().newsOf(edited, FIRST, List.of(warning(7))))
                .isPresent();
    }

    @Test
    void onlySomeOfManyWarningsAreShown() {
        var many = IntStream.rangeClosed(1, 14)
                .mapToObj(BuildWarningReportsTest::warning)
                .toList();

        var event = reports.newsOf(app(), FIRST, many).orElseThrow();

        assertThat(event.message().lines()).hasSize(12).last().isEqualTo("and 4 more; capstan build shows them all");
    }

    @Test
    void nothingIsRememberedOfAKustomizationThatIsGone() {
        reports.newsOf(app(), FIRST, List.of(warning(7)));

        reports.forget(app().key());

        assertThat(reports.newsOf(app(), FIRST, List.of(warning(7)))).isPresent();
    }

    private static KnownKustomization app() {
        return known("app", spec(""), KustomizationStatus.INITIAL);
    }

    private static BuildWarning warning(int line) {
        return new BuildWarning("the element is dropped", "Service/s", "spec.ports", "p.yaml", line, "Write protocol.");
    }
}
