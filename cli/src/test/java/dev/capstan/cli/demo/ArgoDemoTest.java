package dev.capstan.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.net.URI;
import org.junit.jupiter.api.Test;

class ArgoDemoTest {

    @Test
    void theApplicationIsTheOneThatPeopleWriteWithAnotherRepository() {
        String manifest = ArgoObjects.manifest(URI.create("http://127.0.0.1:8080/config"));

        assertThat(manifest).contains("repoURL: http://127.0.0.1:8080/config\n").doesNotContain("example.com");
        assertThat(Serialization.unmarshal(manifest, GenericKubernetesResource.class))
                .satisfies(application ->
                        assertThat(application.<String>get("spec", "project")).isEqualTo("default"))
                .satisfies(application -> assertThat(
                                application.<Boolean>get("spec", "syncPolicy", "automated", "selfHeal"))
                        .isTrue());
    }

    @Test
    void aBlankIsLostInTheBrokenCommit() {
        var sample = new ArgoRepository(SampleImage.FICTITIOUS);

        assertThat(sample.brokenIndentation().values())
                .singleElement()
                .satisfies(broken -> assertThat(broken)
                        .hasValueSatisfying(
                                text -> assertThat(text).contains("\n         image: registry.example/shop:1.1.0\n")));
    }

    @Test
    void whatCannotBeComparedIsNoticedAndWhatIsSyncedIsKnownByItsCommit() {
        GenericKubernetesResource broken = application(
                "{sync: {status: Unknown, revision: abc}, conditions: [{type: ComparisonError, message: line 3}]}");
        GenericKubernetesResource well =
                application("{sync: {status: Synced, revision: abc}, health: {status: Healthy}}");

        assertThat(ArgoObjects.complaint(broken)).contains("line 3");
        assertThat(ArgoObjects.isReadyAt(broken, "abc")).isFalse();
        assertThat(ArgoObjects.complaint(well)).isEmpty();
        assertThat(ArgoObjects.isReadyAt(well, "abc")).isTrue();
        assertThat(ArgoObjects.isReadyAt(well, "def")).isFalse();
    }

    private static GenericKubernetesResource application(String status) {
        return Serialization.unmarshal("""
                apiVersion: argoproj.io/v1alpha1
                kind: Application
                metadata: {name: my-app, namespace: argocd}
                status: %s
                """.formatted(status), GenericKubernetesResource.class);
    }
}
