package dev.capstan.notification.provider.revisionboard;

import dev.capstan.api.event.ControllerEvent;
import dev.capstan.api.event.Severity;
import dev.capstan.notification.provider.CommitStatus;
import dev.capstan.notification.provider.DeliveryException;
import dev.capstan.notification.provider.DeliveryTarget;
import dev.capstan.notification.provider.DispatchFailure;
import dev.capstan.notification.provider.HttpCall;
import dev.capstan.notification.provider.HttpTransport;
import dev.capstan.notification.provider.JsonPayload;
import dev.capstan.notification.provider.Notification;
import dev.capstan.notification.provider.ProviderClient;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Map;

/** A board that holds one state per revision: looks what is there and writes only what is news. */
@Singleton
final class RevisionBoard implements ProviderClient {
    private static final int NOT_FOUND = 404;

    private final HttpTransport http;

    @Inject
    RevisionBoard(HttpTransport http) {
        this.http = http;
    }

    @Override
    public String name() {
        return "test-revision-board";
    }

    @Override
    public boolean wants(ControllerEvent event) {
        return CommitStatus.isHeartbeat(event) || event.severity() == Severity.ERROR;
    }

    @Override
    public void send(Notification notification, DeliveryTarget target) throws DeliveryException {
        URI entry = entryFor(notification, target);
        String state = notification.isError() ? "failed" : "passed";
        var answer = http.exchange(HttpCall.get(entry, Map.of()), target);
        if (answer.status() != NOT_FOUND) {
            answer.requireSuccess(target);
            if (answer.body().contains(state)) {
                return;
            }
        }
        byte[] body = JsonPayload.bytes(JsonPayload.object().put("state", state));
        http.exchange(HttpCall.put(entry, Map.of(), body), target).requireSuccess(target);
    }

    private static URI entryFor(Notification notification, DeliveryTarget target) throws DeliveryException {
        String revision = notification.metadata().getOrDefault("revision", "");
        String hash = revision.substring(revision.lastIndexOf(':') + 1);
        if (!hash.matches("[0-9a-f]+")) {
            throw new DeliveryException(
                    new DispatchFailure.ProviderUnusable(target.key(), "the event names no commit"));
        }
        return target.httpAddress().resolve("/boards/" + target.channel().orElse("main") + "/" + hash);
    }
}
