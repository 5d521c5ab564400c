package dev.capstan.helmrelease.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.meta.ObjectKey;
import dev.capstan.applier.trigger.kube.ConfigWatch.Config;
import dev.capstan.applier.trigger.kube.NamedConfigWatch;
import dev.capstan.testkit.cluster.TestNamespace;
import dev.capstan.testkit.cluster.WithCluster;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** ConfigMaps and Secrets are watched while somebody names them, and no longer. */
@WithCluster(crds = false)
class NamedConfigWatchIT {

    private static final ObjectKey USER = new ObjectKey("apps", "web");
    private static final ObjectKey OTHER = new ObjectKey("apps", "db");

    private final List<Config> seen = new CopyOnWriteArrayList<>();
    private TestNamespace namespace;
    private NamedConfigWatch watch;

    @BeforeEach
    void start(TestNamespace own) {
        namespace = own;
        watch = new NamedConfigWatch(own.client(), seen::add);
    }

    @AfterEach
    void stop() {
        watch.close();
    }

    @Test
    void reportsCreationChangeAndDeletion() {
        watch.names(USER, Set.of(named("ConfigMap", "a"), named("Secret", "s")));

        change("ConfigMap", "a", "MQ==");
        awaitSeen(named("ConfigMap", "a"));
        change("Secret", "s", "MQ==");
        awaitSeen(named("Secret", "s"));
        change("Secret", "s", "Mg==");
        awaitSeen(named("Secret", "s"));
        namespace.client().secrets().inNamespace(namespace.name()).withName("s").delete();
        awaitSeen(named("Secret", "s"));
    }

    @Test
    void whatNobodyNamesAnyMoreIsNotWatched() {
        watch.names(USER, Set.of(named("ConfigMap", "a")));
        change("ConfigMap", "a", "MQ==");
        awaitSeen(named("ConfigMap", "a"));

        watch.names(USER, Set.of(named("ConfigMap", "b")));
        change("ConfigMap", "a", "Mg==");
        change("ConfigMap", "b", "Mg==");

        awaitSeen(named("ConfigMap", "b"));
        assertThat(seen).doesNotContain(named("ConfigMap", "a"));
    }

    @Test
    void whatAnotherStillNamesIsWatched() {
        watch.names(USER, Set.of(named("ConfigMap", "a")));
        watch.names(OTHER, Set.of(named("ConfigMap", "a")));

        watch.names(USER, Set.of());
        change("ConfigMap", "a", "MQ==");

        awaitSeen(named("ConfigMap", "a"));
    }

    private Config named(String kind, String name) {
        return new Config(kind, new ObjectKey(namespace.name(), name));
    }

    private void change(String kind, String name, String value) {
        namespace.apply("""
                apiVersion: v1
                kind: %s
                metadata: {name: %s}
                data: {k: %s}
                """.formatted(kind, name, value));
    }

    /** Waits until it was reported, and forgets that it was. */
    private void awaitSeen(Config config) {
        HelmControllerFixture.patiently().until(() -> seen.contains(config));
        seen.removeIf(config::equals);
    }
}
