package dev.capstan.notification.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.capstan.notification.SampleEvents;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProviderClientsTest {
    @Test
    void findsTheClientForAType() {
        var one = new Named("one");
        var clients = new ProviderClients(List.of(new Named("two"), one));

        assertThat(clients.find("one")).contains(one);
        assertThat(clients.find("three")).isEmpty();
        assertThat(clients.names()).isEqualTo("one, two");
    }

    @Test
    void twoClientsForOneTypeAreAMistake() {
        assertThatThrownBy(() -> new ProviderClients(List.of(new Named("one"), new Named("one"))))
                .hasMessage("Two clients send to Providers of the type one");
    }

    @Test
    void aTypeThatSaysNothingWantsEverythingButHeartbeats() {
        var heartbeat = SampleEvents.info("finished", Map.of("kustomize.toolkit.fluxcd.io/commit_status", "update"));

        assertThat(new Named("one").wants(heartbeat)).isFalse();
        assertThat(new Named("one").wants(SampleEvents.info("applied"))).isTrue();
    }

    private record Named(String name) implements ProviderClient {
        @Override
        public void send(Notification notification, DeliveryTarget target) {}
    }
}
