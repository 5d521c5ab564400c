package dev.capstan.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.testkit.process.CapstanCommand;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All controllers in one process, with the local bus. */
class StandaloneIT extends PushToClusterContract {
    StandaloneIT() {
        super(Installation.Mode.STANDALONE);
    }

    /** The commands ask the controller as people outside of the cluster do: through the API server and the Service. */
    @Test
    void commandsSealWithTheControllerBehindItsService(@TempDir Path folder) throws Exception {
        Optional<String> address = SealingService.address();
        Assumptions.assumeTrue(address.isPresent(), "this machine has no address but that of itself");
        SealingService.create(
                tenant().namespace(), address.orElseThrow(), installation().sealingPort());
        Path secret = Files.writeString(folder.resolve("secret.yaml"), """
            apiVersion: v1
            kind: Secret
            metadata: {name: sealed, namespace: %s}
            stringData: {password: hunter2}
            """.formatted(tenant().name()));
        Path certificate = folder.resolve("cert.pem");
        Path sealed = folder.resolve("sealed.yaml");
        Path again = folder.resolve("again.yaml");

        seal(folder, 0, "--fetch-cert", "-w", certificate.toString());
        seal(folder, 0, "-f", secret.toString(), "-o", "yaml", "-w", sealed.toString());
        seal(folder, 0, "--validate", "-f", sealed.toString());
        seal(folder, 0, "--re-encrypt", "-f", sealed.toString(), "-o", "yaml", "-w", again.toString());
        tenant().namespace().apply(Files.readString(again));

        assertThat(certificate).content().startsWith("-----BEGIN CERTIFICATE-----");
        assertThat(again)
                .content()
                .isNotEqualTo(Files.readString(sealed))
                .doesNotContain("hunter2")
                .contains("kind: SealedSecret");
        Awaitility.await().atMost(Tenant.SOON).until(() -> password().equals("hunter2"));
        Files.writeString(sealed, Files.readString(sealed).replace("name: sealed", "name: renamed"));
        assertThat(seal(folder, 1, "--validate", "-f", sealed.toString()))
                .isEqualTo("capstan: The controller cannot open this SealedSecret\n");
        assertThat(seal(folder, 1, "--re-encrypt", "-f", sealed.toString()))
                .isEqualTo("capstan: The controller cannot open this SealedSecret, or has no key yet\n");
    }

    /** The commands of every day, against controllers that answer. */
    @Test
    void everydayCommandsFollowTheControllers(@TempDir Path folder) throws Exception {
        tenant().push("one", Map.of("apps/settings.yaml", Tenant.configMap("settings", "1")));
        tenant().source();
        tenant().kustomization("apps", "./apps");
        tenant().awaitValue("settings", "1");
        assertThat(capstan(folder, 0, "suspend", "source", "git", "config", "--reason", "a test"))
                .contains("config suspended: a test");
        String second = tenant().push("two", Map.of("apps/settings.yaml", Tenant.configMap("settings", "2")));

        assertThat(capstan(folder, 1, "diff", "ks", "apps", "--revision", "main"))
                .isEqualTo("""
                        ConfigMap/%s/settings configured
                          data.value: "1" -> "2"
                        """.formatted(tenant().name()));
        assertThat(capstan(folder, 0, "diff", "ks", "apps")).isEmpty();
        assertThat(capstan(folder, 0, "resume", "source", "git", "config")).contains("config resumed");
        assertThat(capstan(folder, 0, "reconcile", "ks", "apps", "--with-source"))
                .contains("config: fetched revision " + second, "apps: applied revision " + second);
        assertThat(tenant().configMap("settings").orElseThrow().getData()).containsEntry("value", "2");
        assertThat(capstan(folder, 0, "trace", "cm/settings"))
                .contains("two\n", "author     Testkit <testkit@example.com>, committed ");
        assertThat(capstan(folder, 0, "tree", "ks", "apps"))
                .contains("└── ConfigMap %s/settings  Current".formatted(tenant().name()));
        assertThat(capstan(folder, 0, "delete", "ks", "apps", "-y"))
                .contains("The object that it applied is deleted with it:", "apps deleted");
        tenant().awaitGone("settings");
    }

    private String capstan(Path folder, int code, String... words) throws IOException, InterruptedException {
        var ended = new CapstanCommand(cluster().kubeconfig(), tenant().name(), folder).run(words);
        assertThat(ended.code()).as(ended.output()).isEqualTo(code);
        return ended.output().replaceAll("(?m)^capstan: .* (\\(\\d+ s\\)|took \\d+ s)\\R", ""); // of a slow machine
    }

    private String seal(Path folder, int code, String... words) throws IOException, InterruptedException {
        var all = new ArrayList<>(
                List.of("seal", "--controller-name", SealingService.NAME, "--controller-namespace", tenant().name()));
        all.addAll(List.of(words));
        var ended = new CapstanCommand(cluster().kubeconfig(), tenant().name(), folder).run(all.toArray(String[]::new));
        assertThat(ended.code()).as(ended.output()).isEqualTo(code);
        return ended.output();
    }

    private String password() {
        return Optional.ofNullable(tenant().namespace()
                        .client()
                        .secrets()
                        .inNamespace(tenant().name())
                        .withName("sealed")
                        .get())
                .map(secret -> new String(
                        Base64.getDecoder().decode(secret.getData().getOrDefault("password", "")),
                        StandardCharsets.UTF_8))
                .orElse("");
    }
}
