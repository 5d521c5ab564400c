package dev.capstan.kustomizationbuild;

import static dev.capstan.kustomizationbuild.KustomizationSpecs.spec;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.kustomizationbuild.ManifestBuild.Result.Built;
import dev.capstan.kustomizationbuild.ManifestBuild.Result.NotBuilt;
import dev.capstan.kustomizationbuild.decrypt.AgeFixture;
import dev.capstan.kustomizationbuild.decrypt.FileDecryption;
import dev.capstan.kustomize.BuildOptions;
import dev.capstan.kustomize.Kustomizer;
import dev.capstan.secrets.keys.KeyService;
import dev.capstan.secrets.metadata.EncryptionPlan;
import dev.capstan.secrets.metadata.KeyGroup;
import dev.capstan.secrets.metadata.MasterKey;
import dev.capstan.secrets.sops.MacCheck;
import dev.capstan.secrets.sops.Sops;
import dev.capstan.secrets.sops.SopsText;
import dev.capstan.tree.InMemoryTree;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Builds whose files are encrypted with keys at a service. */
class RemoteKeysTest {

    private static final String MANIFEST = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n";

    private final ManifestBuild build = new ManifestBuild(
            new Kustomizer(), BuildOptions.defaults(), RemoteBaseSource.forbidden(), new BuildSlots(1));

    /** A Vault that answers when it may. */
    private static final class Vault implements KeyService {
        private final CountDownLatch asked = new CountDownLatch(1);
        private final CountDownLatch mayAnswer;
        private final AtomicInteger questions = new AtomicInteger();

        Vault(int closed) {
            mayAnswer = new CountDownLatch(closed);
        }

        @Override
        public Opening open(MasterKey key) {
            questions.incrementAndGet();
            asked.countDown();
            try {
                return mayAnswer.await(60, SECONDS)
                        ? new Opening.Opened(Base64.getDecoder().decode(key.enc()))
                        : new Opening.Failed("no answer");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return new Opening.Failed("interrupted");
            }
        }

        @Override
        public Wrapping wrap(MasterKey key, byte[] secret) {
            return new Wrapping.Wrapped(key.with(Base64.getEncoder().encodeToString(secret)));
        }

        String encrypted() {
            var key = new MasterKey.VaultTransit(
                    "https://vault.example", "transit", "app", OffsetDateTime.parse("2026-11-29T10:00:00Z"), "");
            var plan = new EncryptionPlan(List.of(new KeyGroup(List.of(key))), 0, Optional.empty(), false);
            return new String(
                    new Sops(this)
                            .encrypt(SopsText.of("a.yaml", MANIFEST.getBytes(UTF_8)), plan)
                            .orElseThrow(),
                    UTF_8);
        }

        FileDecryption decryption() {
            return new FileDecryption(this, List.of("a token"), MacCheck.REQUIRED);
        }
    }

    private ManifestBuild.Result build(String file, Duration timeout, FileDecryption decryption) {
        return build.build(InMemoryTree.of(Map.of("app/a.yaml", file)), "", spec(""), timeout, Optional.of(decryption));
    }

    @Test
    void serviceThatHangsDelaysNoOtherBuild() throws Exception {
        var vault = new Vault(1);
        String encrypted = vault.encrypted();

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var hanging = threads.submit(() -> build(encrypted, Duration.ofMinutes(1), vault.decryption()));
            try {
                assertThat(vault.asked.await(30, SECONDS)).isTrue();
                var other = threads.submit(() -> build(MANIFEST, Duration.ofMinutes(1), vault.decryption()));

                assertThat(other.get(30, SECONDS)).isInstanceOf(Built.class);
                assertThat(hanging.isDone()).isFalse();
            } finally {
                vault.mayAnswer.countDown();
            }
            assertThat(hanging.get(30, SECONDS)).isInstanceOf(Built.class);
        }
    }

    @Test
    void noServiceIsAskedOnceTheTimeIsOver() {
        var vault = new Vault(0);

        var result = build(vault.encrypted(), Duration.ZERO, vault.decryption());

        assertThat(((NotBuilt) result).failure().message())
                .contains(
                        "app/a.yaml",
                        "https://vault.example/v1/transit/keys/app",
                        "not asked any more",
                        "spec.timeout");
        assertThat(vault.questions).hasValue(0);
    }

    @Test
    void keysThatAreHereNeedNoTime() {
        var age = new AgeFixture();

        assertThat(build(age.encrypted("a.yaml", MANIFEST), Duration.ZERO, age.decryption()))
                .isInstanceOf(Built.class);
    }
}
