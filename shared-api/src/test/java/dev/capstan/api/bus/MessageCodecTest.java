package dev.capstan.api.bus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.bus.ApplyRecorded.AppliedObject;
import dev.capstan.api.bus.MessageCodec.Decoded;
import dev.capstan.api.event.ControllerEvent;
import dev.capstan.api.event.InvolvedObject;
import dev.capstan.api.event.Severity;
import dev.capstan.api.meta.ObjectReference;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageCodecTest {
    private static final ObjectReference APPS =
            new ObjectReference("kustomize.toolkit.fluxcd.io/v1", "Kustomization", "flux", "apps");
    private static final ControllerEvent EVENT = new ControllerEvent(
            new InvolvedObject("Kustomization", "flux", "apps", "u-1", "kustomize.toolkit.fluxcd.io/v1", "7"),
            Severity.ERROR,
            "2026-11-22T10:00:00Z",
            "build failed",
            "BuildFailed",
            Map.of("kustomize.toolkit.fluxcd.io/revision", "main@sha1:abc"),
            "kustomize-controller",
            "pod-1");

    static Stream<BusMessage> oneOfEachKind() {
        return Stream.of(
                new ReconcileRequested(APPS, "2026-11-22T10:00:00Z", "Receiver/flux/push"),
                new EventEmitted(EVENT),
                new ApplyRecorded(
                        APPS,
                        "u-1",
                        "a-1",
                        "main@sha1:abc",
                        null,
                        "system:serviceaccount:flux:apps",
                        "2026-11-22T10:00:00Z",
                        "2026-11-22T10:00:01Z",
                        "ReconciliationSucceeded",
                        null,
                        List.of(new AppliedObject(
                                new ObjectReference("v1", "ConfigMap", "flux", "settings"),
                                "configured",
                                "h1",
                                "h2",
                                List.of("data.a"),
                                "apps/settings.yaml",
                                3,
                                null)),
                        99));
    }

    @ParameterizedTest
    @MethodSource("oneOfEachKind")
    void whatWasSentIsReadBack(BusMessage message) {
        assertThat(MessageCodec.decode(MessageCodec.encode(message))).isEqualTo(new Decoded.Known(message));
    }

    @Test
    void anEventTravelsWithTheFieldsOfTheHttpEndpoint() {
        var json = new String(MessageCodec.encode(new EventEmitted(EVENT)), StandardCharsets.UTF_8);

        assertThat(json)
                .startsWith(
                        "{\"version\":1,\"what\":\"event\",\"body\":{\"involvedObject\":{\"kind\":\"Kustomization\"")
                .contains("\"severity\":\"error\"", "\"reportingController\":\"kustomize-controller\"");
    }

    @Test
    void fieldsOfALaterReleaseAreIgnored() {
        var json =
                "{\"version\":1,\"what\":\"reconcile\",\"new\":1,\"body\":{\"about\":{\"kind\":\"K\",\"name\":\"n\"},"
                        + "\"token\":\"t\",\"requestedBy\":\"me\",\"more\":{}}}";

        assertThat(MessageCodec.decode(json.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(new Decoded.Known(new ReconcileRequested(new ObjectReference("", "K", "", "n"), "t", "me")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "null",
                "[]",
                "{\"version\":2,\"what\":\"event\",\"body\":{}}",
                "{\"version\":1,\"what\":\"shutdown\",\"body\":{}}",
                "{\"version\":1,\"what\":\"artifact\",\"body\":{\"about\":{\"kind\":\"K\",\"name\":\"n\"}}}",
                "{\"version\":1,\"what\":\"apply\",\"body\":[]}",
                "{\"version\":1,\"what\":\"apply\",\"body\":{\"objects\":[null]}}",
                "{\"version\":1,\"what\":\"reconcile\"}",
                "{\"version\":1,\"what\":\"reconcile\",\"body\":{\"about\":3}}"
            })
    void whatCannotBeReadIsAValueAndNoException(String bytes) {
        assertThat(MessageCodec.decode(bytes.getBytes(StandardCharsets.UTF_8))).isInstanceOf(Decoded.Unreadable.class);
    }

    @Test
    void copiesOfAMessageShareTheirId() {
        assertThat(new EventEmitted(EVENT).messageId())
                .isEqualTo(new EventEmitted(EVENT).messageId())
                .isNotEqualTo(
                        new EventEmitted(EVENT.withMetadata(Map.of())).about().toString());
    }
}
