package dev.capstan.runtime.nats;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NatsClientTest {

    @Test
    void aDeniedSubjectIsReadFromTheErrorOfTheConnection() {
        assertThat(NatsClient.deniedSubject("Permissions Violation for Publish to \"capstan.it.a\""))
                .contains("capstan.it.a");
        assertThat(NatsClient.deniedSubject("Permissions Violation for Subscription to \"capstan.it.a\""))
                .isEmpty();
    }
}
