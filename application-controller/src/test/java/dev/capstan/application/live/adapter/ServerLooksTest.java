package dev.capstan.application.live.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.application.cluster.ClusterConnection;
import dev.capstan.application.live.ServerFacts;
import dev.capstan.apply.cluster.ResourceCatalog;
import dev.capstan.testkit.time.MovableClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ServerLooksTest {

    private final MovableClock clock = MovableClock.at(Instant.EPOCH);
    private final ConfigMapServer server = new ConfigMapServer();
    private final ServerLooks looks =
            new ServerLooks(new ClusterConnection(server.api(), new ResourceCatalog(server.api(), clock)), clock);

    @Test
    void theClusterIsAskedOnceInAWhile() {
        ServerFacts first = looks.facts();
        assertThat(first.version()).isEqualTo("v1.34.1");
        assertThat(first.apiVersions()).contains("v1", "v1/ConfigMap");
        server.asked().clear();

        assertThat(looks.facts()).isSameAs(first);

        assertThat(server.asked()).isEmpty();
    }

    @Test
    void whatItSaidBeforeIsGoodEnoughWhileItIsAsked() throws Exception {
        ServerFacts first = looks.facts();
        clock.moveBy(Duration.ofSeconds(60));
        ConfigMapServer.Pause pause = server.pauseDiscovery();
        Thread other = Thread.startVirtualThread(looks::facts);
        pause.awaitQuestion();

        assertThat(looks.facts()).isSameAs(first);

        pause.end();
        assertThat(other.join(Duration.ofSeconds(30))).isTrue();
    }

    @Test
    void whatItSaidBeforeStaysWhenItIsGone() {
        ServerFacts first = looks.facts();
        clock.moveBy(Duration.ofSeconds(60));
        server.goAway();

        assertThat(looks.facts()).isEqualTo(first);
    }
}
