package dev.capstan.notification.provider.generic;

import static dev.capstan.notification.SampleNotifications.json;
import static dev.capstan.notification.SampleNotifications.tree;
import static dev.capstan.notification.provider.SampleTargets.target;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.capstan.api.event.ControllerEvent;
import dev.capstan.notification.SampleEvents;
import dev.capstan.notification.SampleNotifications;
import dev.capstan.notification.provider.DeliveryException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GenericFormatTest {
    private final GenericFormat format = new GenericFormat();

    @Test
    void sendsTheEventWithPlainMetadata() throws DeliveryException {
        var event = SampleEvents.info("applied", Map.of("kustomize.toolkit.fluxcd.io/revision", "1"));
        var target = target("https://x/y", Map.of("headers", "X-Team: a"));

        var call = format.render(SampleNotifications.of(event, Map.of("revision", "1")), target);

        assertThat(json(call)).isEqualTo(tree("""
                {"involvedObject": {"kind": "Kustomization", "namespace": "flux", "name": "apps",
                   "uid": "uid-apps", "apiVersion": "kustomize.toolkit.fluxcd.io/v1", "resourceVersion": "7"},
                 "severity": "info", "timestamp": "2026-11-22T10:00:00Z", "message": "applied",
                 "reason": "ReconciliationSucceeded", "metadata": {"revision": "1"},
                 "reportingController": "kustomize-controller", "reportingInstance": "pod-1"}
                """));
        assertThat(call.headers())
                .isEqualTo(Map.of(
                        "Gotk-Component", "kustomize-controller",
                        "X-Team", "a",
                        "Content-Type", "application/json"));
    }

    @Test
    void takesHeartbeatsToo() {
        var heartbeat = SampleEvents.info("finished", Map.of("kustomize.toolkit.fluxcd.io/commit_status", "update"));

        assertThat(format.wants(heartbeat)).isTrue();
    }

    @Test
    void aHeaderOfTheSecretMayChangeTheContentType() throws DeliveryException {
        var target = target("https://x/y", Map.of("headers", "content-type: application/cloudevents+json"));

        assertThat(format.render(SampleNotifications.of(SampleEvents.info("x")), target)
                        .headers())
                .containsEntry("content-type", "application/cloudevents+json")
                .doesNotContainKey("Content-Type");
    }

    @Test
    void n085_aControllerNameThatDoesNotFitAHeaderIsLeftOut() throws DeliveryException {
        var usual = SampleEvents.info("x");
        var odd = new ControllerEvent(
                usual.involvedObject(), usual.severity(), "", "x", "", Map.of(), "evil\r\nX-Admin: true", null);

        assertThat(format.render(SampleNotifications.of(odd), target("https://x/y", Map.of()))
                        .headers())
                .doesNotContainKey("Gotk-Component");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://x/y", "http:///y", "http://127.0.0.1:99999/x", "x", "http://a b/", "mailto:a@b"})
    void anAddressThatCannotBeCalledIsRefused(String address) {
        var target = target(address, Map.of());

        assertThatThrownBy(() -> format.render(SampleNotifications.of(SampleEvents.info("x")), target))
                .hasMessage("The address of Provider flux/p is not an http or https URL with a host, and a port up to"
                        + " 65535");
    }

    @Test
    void theAddressOfTheSecretWinsAndItsLineEndDoesNotCount() throws DeliveryException {
        var target = target("https://x/y", Map.of("address", "https://z/a\n"));

        assertThat(format.render(SampleNotifications.of(SampleEvents.info("x")), target)
                        .address())
                .hasToString("https://z/a");
    }
}
