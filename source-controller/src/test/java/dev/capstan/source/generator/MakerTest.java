package dev.capstan.source.generator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.artifact.Artifact;
import dev.capstan.api.artifact.ArtifactDigest;
import dev.capstan.api.artifact.ArtifactRevision;
import dev.capstan.api.artifact.ArtifactUrl;
import dev.capstan.api.meta.CommonMetadata;
import dev.capstan.api.meta.Condition;
import dev.capstan.api.meta.KindRef;
import dev.capstan.api.meta.ObjectReference;
import dev.capstan.api.meta.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MakerTest {
    private static final Maker MAKER = new Maker(
            new ObjectReference("source.extensions.fluxcd.io/v1beta1", "ArtifactGenerator", "apps", "split"), "uid-1");
    private static final Artifact ARTIFACT = artifact("1");
    private static final ArtifactPlan PLAN =
            new ArtifactPlan("web", Map.of("app", "web"), Optional.empty(), Optional.empty(), List.of());

    @ParameterizedTest
    @CsvSource({
        "source.extensions.fluxcd.io/v1beta1, ArtifactGenerator, split, apps,  true",
        "source.extensions.fluxcd.io/v1,      ArtifactGenerator, split, ,      true",
        "source.extensions.fluxcd.io/v1beta1, ArtifactGenerator, other, apps,  false",
        "source.extensions.fluxcd.io/v1beta1, ArtifactGenerator, split, other, false",
        "artifacts.example.org/v1,            ArtifactGenerator, split, apps,  false",
        "source.extensions.fluxcd.io/v1beta1, Composition,       split, apps,  false",
        ",                                    ArtifactGenerator, split, apps,  false",
    })
    void objectIsTheMakersByItsReference(
            @Nullable String apiVersion, String kind, String name, @Nullable String namespace, boolean isIts) {
        var object = published(new KindRef(apiVersion, kind, name, namespace), Map.of(), ARTIFACT);

        assertThat(MAKER.makes(object)).isEqualTo(isIts);
    }

    @Test
    void objectWithoutAReferenceIsSomebodyElses() {
        assertThat(MAKER.makes(published(null, Map.of(), ARTIFACT))).isFalse();
    }

    @Test
    void ownLabelsWinOverThoseOfFoldersAndTheseOverCommonOnes() {
        var common = new CommonMetadata(
                Map.of("owner", "me"), Map.of("team", "apps", "app", "x", "app.kubernetes.io/managed-by", "me"));

        var wanted = MAKER.object(PLAN, common, ARTIFACT);

        assertThat(wanted.annotations()).isEqualTo(Map.of("owner", "me"));
        assertThat(wanted.labels())
                .isEqualTo(Map.of(
                        "team", "apps",
                        "app", "web",
                        "app.kubernetes.io/managed-by", "source-watcher",
                        "source.extensions.fluxcd.io/generator", "uid-1"));
    }

    @Test
    void onlyWhatDiffersIsWrittenAgain() {
        var wanted = MAKER.object(PLAN, new CommonMetadata(Map.of(), Map.of()), ARTIFACT);
        var labels = wanted.labels();
        var reference = MAKER.reference();

        assertThat(MAKER.hasWritten(published(reference, labels, ARTIFACT), wanted))
                .isTrue();
        assertThat(MAKER.hasWritten(published(reference, Map.of(), ARTIFACT), wanted))
                .isFalse();
        assertThat(MAKER.hasWritten(published(reference, labels, artifact("2")), wanted))
                .isFalse();
        assertThat(MAKER.hasWritten(published(null, labels, ARTIFACT), wanted)).isFalse();
    }

    private static PublishedObject published(@Nullable KindRef maker, Map<String, String> labels, Artifact artifact) {
        var ready = Condition.isTrue(Condition.READY, Reason.SUCCEEDED, "", 1, Instant.EPOCH);
        return new PublishedObject(
                "web",
                "1",
                labels,
                Map.of("of-others", "x"),
                Optional.ofNullable(maker),
                Optional.of(artifact),
                Optional.of(ready));
    }

    private static Artifact artifact(String digest) {
        return new Artifact(
                new ArtifactDigest("sha256:" + digest),
                "externalartifact/apps/web/1.tar.gz",
                new ArtifactUrl("http://here/1.tar.gz"),
                new ArtifactRevision("latest@sha256:" + digest),
                "2026-01-01T00:00:00Z",
                1L,
                Map.of());
    }
}
