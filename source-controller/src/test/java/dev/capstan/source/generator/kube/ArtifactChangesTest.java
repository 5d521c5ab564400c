package dev.capstan.source.generator.kube;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.source.ArtifactGenerator;
import dev.capstan.api.source.ExternalArtifact;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who is woken by what a watch of ExternalArtifacts sees. Nothing is asked of an API server. */
class ArtifactChangesTest {
    private final Announcements announced = new Announcements();
    private final List<String> woken = new ArrayList<>();
    private final ArtifactChanges changes = new ArtifactChanges(
            announced, source -> woken.add("readers of " + source), object -> woken.add("makers of " + object));

    @Test
    void newArtifactsWakeReaders() {
        changes.accept(null, object("a", "1"));

        assertThat(woken).containsExactly("readers of ExternalArtifact/apps/web");
    }

    @Test
    void objectWithoutAnArtifactWakesNobody() {
        changes.accept(null, bare());

        assertThat(woken).isEmpty();
    }

    @Test
    void otherRevisionsOfTheSameFilesWakeReadersToo() {
        changes.accept(object("a", "1"), object("a", "2"));

        assertThat(woken)
                .containsExactly("readers of ExternalArtifact/apps/web", "makers of ExternalArtifact/apps/web");
    }

    @Test
    void lostArtifactsAndDeletionsWakeMakersAlone() {
        changes.accept(object("a", "1"), bare());
        changes.accept(object("a", "1"), null);

        assertThat(woken).containsExactly("makers of ExternalArtifact/apps/web", "makers of ExternalArtifact/apps/web");
    }

    @Test
    void whatWasWrittenHereWakesReadersAlone() {
        var written = object("a", "1");
        announced.remember(
                written.key(),
                requireNonNull(requireNonNull(written.getStatus()).artifact()));

        changes.accept(bare(), written);

        assertThat(woken).containsExactly("readers of ExternalArtifact/apps/web");
    }

    @Test
    void whoTakesReadinessAwayWakesTheMaker() {
        var written = object("a", "1");
        announced.remember(
                written.key(),
                requireNonNull(requireNonNull(written.getStatus()).artifact()));

        changes.accept(written, object("a", "1", "False"));

        assertThat(woken).containsExactly("makers of ExternalArtifact/apps/web");
    }

    @Test
    void generatorsAreFoundByWhatTheyReadAndMake() {
        var generator = Serialization.unmarshal("""
                apiVersion: source.extensions.fluxcd.io/v1beta1
                kind: ArtifactGenerator
                metadata: {namespace: apps, name: split}
                spec:
                  sources:
                  - {alias: one, kind: GitRepository, name: config}
                  - {alias: two, kind: Bucket, name: data, namespace: other}
                  artifacts:
                  - {name: web, copy: []}
                  - {name: "{part}", copy: []}
                status:
                  inventory:
                  - {name: web, namespace: apps, digest: "sha256:1", filename: 1.tar.gz}
                  - {name: old, namespace: apps, digest: "sha256:1", filename: 1.tar.gz}
                """, ArtifactGenerator.class);

        assertThat(values(GeneratorIndexes.READS, generator))
                .containsExactly("GitRepository/apps/config", "Bucket/other/data");
        assertThat(values(GeneratorIndexes.MAKES, generator))
                .containsExactly("ExternalArtifact/apps/web", "ExternalArtifact/apps/old");
    }

    @Test
    void generatorThatCannotBeReadIsFoundByNothing() {
        var odd = Serialization.unmarshal("""
                apiVersion: source.extensions.fluxcd.io/v1beta1
                kind: ArtifactGenerator
                metadata: {namespace: apps, name: odd}
                spec: {sources: 5}
                """, ArtifactGenerator.class);

        assertThat(odd.undecodable()).isPresent();
        assertThat(GeneratorIndexes.all().values())
                .allSatisfy(index -> assertThat(index.apply(odd)).isEmpty());
    }

    private static List<String> values(String index, ArtifactGenerator generator) {
        return requireNonNull(GeneratorIndexes.all().get(index)).apply(generator);
    }

    private static ExternalArtifact bare() {
        return Serialization.unmarshal("""
                apiVersion: source.toolkit.fluxcd.io/v1
                kind: ExternalArtifact
                metadata: {namespace: apps, name: web}
                spec: {}
                """, ExternalArtifact.class);
    }

    private static ExternalArtifact object(String digest, String revision) {
        return object(digest, revision, "True");
    }

    private static ExternalArtifact object(String digest, String revision, String ready) {
        return Serialization.unmarshal("""
                apiVersion: source.toolkit.fluxcd.io/v1
                kind: ExternalArtifact
                metadata: {namespace: apps, name: web}
                spec: {}
                status:
                  artifact:
                    digest: "sha256:%s"
                    revision: "%s"
                    path: externalartifact/apps/web/1.tar.gz
                    url: http://here/1.tar.gz
                    lastUpdateTime: "2026-01-01T00:00:00Z"
                  conditions:
                  - type: Ready
                    status: "%s"
                    observedGeneration: 1
                    lastTransitionTime: "2026-01-01T00:00:00Z"
                    reason: Succeeded
                    message: Artifact is ready
                """.formatted(digest, revision, ready), ExternalArtifact.class);
    }
}
