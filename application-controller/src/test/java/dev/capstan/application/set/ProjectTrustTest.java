package dev.capstan.application.set;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.application.plane.ControlPlane;
import dev.capstan.application.plane.PlaneContents;
import dev.capstan.application.signature.SignatureGate;
import dev.capstan.application.signature.SignedCommits.Looked;
import dev.capstan.application.signature.SignerSecrets.Signer;
import dev.capstan.argo.set.input.SetRequest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProjectTrustTest {
    private final List<String> looked = new ArrayList<>();

    private static ControlPlane plane(Map<String, Map<String, String>> configMaps) {
        return new PlaneContents(
                        "argocd",
                        configMaps,
                        List.of(),
                        List.of(
                                Yaml.of("{metadata: {name: default}, spec: {}}"),
                                Yaml.of(
                                        "{metadata: {name: strict}, spec: {signatureKeys: [{keyID: 4AEE18F83AFDEB23}]}}")))
                .read(Clock.systemUTC());
    }

    private Optional<String> refusal(String project, Map<String, Map<String, String>> configMaps) {
        var gate = new SignatureGate(
                question -> {
                    looked.add(question.source().targetRevision() + " " + question.commit());
                    return new Looked.Failed("it is not signed");
                },
                (_, _, _) -> new Signer.Unusable("nobody asks"));
        return new ProjectTrust(() -> plane(configMaps), gate)
                .refusal(new SetRequest.Tree("https://git.example/apps", "main", project), "c0ffee");
    }

    @Test
    void aProjectThatDemandsNothingTrustsEverybody() {
        assertThat(refusal("default", Map.of())).isEmpty();
        assertThat(refusal("", Map.of())).isEmpty();
        assertThat(refusal("{{project}}", Map.of())).isEmpty();
    }

    @Test
    void aProjectThatDemandsSignaturesIsObeyed() {
        assertThat(refusal("strict", Map.of()).orElseThrow()).contains("demands signatures");
        assertThat(refusal("strict", Map.of("argocd-gpg-keys-cm", Map.of("4AEE18F83AFDEB23", "key")))
                        .orElseThrow())
                .contains("it is not signed");
        assertThat(looked).containsExactly("main c0ffee");
    }
}
