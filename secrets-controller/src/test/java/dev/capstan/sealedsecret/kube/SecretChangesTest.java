package dev.capstan.sealedsecret.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.capstan.api.meta.ObjectKey;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SecretChangesTest {
    private static final ObjectKey APP = new ObjectKey("default", "app");

    private final List<ObjectKey> woken = new CopyOnWriteArrayList<>();
    private final SecretChanges changes = new SecretChanges(APP::equals, woken::add);

    @AfterEach
    void stop() {
        changes.close();
    }

    private static SecretMetadata secret(String name, String version) {
        var secret = new SecretMetadata();
        secret.setMetadata(new ObjectMetaBuilder()
                .withNamespace("default")
                .withName(name)
                .withResourceVersion(version)
                .addToAnnotations("note", "MARKER")
                .build());
        return secret;
    }

    @Test
    void wakesForEditsAndDeletions() {
        changes.accept(secret("app", "1"), secret("app", "2"));
        await().until(() -> woken.size() == 1);
        changes.accept(secret("app", "2"), null);
        await().until(() -> woken.size() == 2);

        assertThat(woken).containsOnly(APP);
    }

    @Test
    void whatIsNewOursOrOfOthersWakesNobody() {
        changes.wrote(secret("app", "2"));

        changes.accept(null, secret("app", "1"));
        changes.accept(secret("app", "1"), secret("app", "2"));
        changes.accept(secret("other", "1"), secret("other", "2"));
        changes.accept(secret("app", "2"), secret("app", "3"));

        await().until(() -> !woken.isEmpty());
        assertThat(woken).containsExactly(APP);
    }

    @Test
    void aFightBecomesSlow() {
        for (int i = 0; i < 5; i++) {
            int before = woken.size();
            changes.accept(secret("app", "1"), secret("app", "2"));
            await().until(() -> woken.size() == before + 1);
        }
        for (int i = 0; i < 1000; i++) {
            changes.accept(secret("app", "1"), secret("app", "2"));
        }

        assertThat(woken).hasSize(5);
    }

    @Test
    void keepsNoAnnotations() {
        assertThat(secret("app", "1").getMetadata().toString()).doesNotContain("MARKER");
    }
}
