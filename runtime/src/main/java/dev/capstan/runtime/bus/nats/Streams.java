package dev.capstan.runtime.bus.nats;

import dev.capstan.api.bus.MessageType;
import dev.capstan.api.bus.Subject;
import dev.capstan.runtime.nats.NatsSettings;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.api.DiscardPolicy;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;

/** The two streams of an installation: hints, which lose their worth within minutes, and what is kept. */
final class Streams {
    private static final Duration DUPLICATES = Duration.ofMinutes(2);
    private static final int EXISTS_OTHERWISE = 10058;

    private final NatsSettings settings;

    Streams(NatsSettings settings) {
        this.settings = settings;
    }

    /** The stream that carries messages of a kind. */
    String streamOf(MessageType type) {
        String cluster = settings.cluster().toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
        return "CAPSTAN_" + cluster + (type.isKept() ? "_EVENTS" : "_HINTS");
    }

    /** Makes the streams, or changes them to what the settings say. */
    void ensure(Connection connection) throws IOException, JetStreamApiException {
        JetStreamManagement management = connection.jetStreamManagement();
        ensure(management, configuration(false, settings.hintsMaxAge(), settings.hintsMaxBytes()));
        ensure(management, configuration(true, settings.eventsMaxAge(), settings.eventsMaxBytes()));
    }

    private static void ensure(JetStreamManagement management, StreamConfiguration wanted)
            throws IOException, JetStreamApiException {
        try {
            management.addStream(wanted);
        } catch (JetStreamApiException refused) {
            if (refused.getApiErrorCode() != EXISTS_OTHERWISE) {
                throw refused;
            }
            management.updateStream(wanted);
        }
    }

    private StreamConfiguration configuration(boolean kept, Duration maxAge, long maxBytes) {
        var kinds = Arrays.stream(MessageType.values())
                .filter(type -> type.isKept() == kept)
                .toList();
        return StreamConfiguration.builder()
                .name(streamOf(kinds.getFirst()))
                .description(kept ? "Events and apply records" : "Hints between controllers")
                .subjects(kinds.stream()
                        .map(type -> Subject.allOf(settings.cluster(), type))
                        .toList())
                .storageType(StorageType.File)
                .discardPolicy(DiscardPolicy.Old)
                .maxAge(maxAge)
                .maxBytes(maxBytes)
                .duplicateWindow(DUPLICATES)
                .build();
    }
}
