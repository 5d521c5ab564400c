package dev.capstan.notification.provider.revisionboard;

import static dev.capstan.notification.provider.SampleTargets.PROVIDER;
import static dev.capstan.notification.provider.SampleTargets.target;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.capstan.http.AddressRule;
import dev.capstan.notification.SampleEvents;
import dev.capstan.notification.SampleNotifications;
import dev.capstan.notification.provider.DeliveryException;
import dev.capstan.notification.provider.DispatchFailure;
import dev.capstan.notification.provider.Notification;
import dev.capstan.notification.provider.adapter.HttpSender;
import dev.capstan.testkit.http.WebhookReceiver;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RevisionBoardTest {
    private static final Notification BROKEN =
            SampleNotifications.of(SampleEvents.error("broken"), Map.of("revision", "main@sha1:abc123"));

    private final WebhookReceiver place = WebhookReceiver.start();
    private final HttpSender sender = new HttpSender(AddressRule.allowing(Set.of("loopback"), List.of()));
    private final RevisionBoard board = new RevisionBoard(sender);

    @AfterEach
    void stop() {
        sender.close();
        place.close();
    }

    @Test
    void looksFirstAndThenPutsToAnAddressThatItWorksOut() throws DeliveryException {
        place.failNext(1, 404);

        board.send(BROKEN, target(place.url("/")));

        assertThat(place.requests())
                .extracting(request -> request.method() + " " + request.path() + " " + request.text())
                .containsExactly("GET /boards/general/abc123 ", "PUT /boards/general/abc123 {\"state\":\"failed\"}");
    }

    @Test
    void anyStepMayEndTheDelivery() {
        place.failNext(1, 401);

        assertThatThrownBy(() -> board.send(BROKEN, target(place.url("/"))))
                .isInstanceOfSatisfying(
                        DeliveryException.class,
                        it -> assertThat(it.failure())
                                .isEqualTo(new DispatchFailure.Refused(PROVIDER, "127.0.0.1", 401)));
        assertThat(place.requests()).hasSize(1);
    }

    @Test
    void wantsHeartbeatsAndErrorsOnly() {
        var heartbeat = SampleEvents.info("finished", Map.of("kustomize.toolkit.fluxcd.io/commit_status", "update"));

        assertThat(board.wants(heartbeat)).isTrue();
        assertThat(board.wants(SampleEvents.error("broken"))).isTrue();
        assertThat(board.wants(SampleEvents.info("applied"))).isFalse();
    }
}
