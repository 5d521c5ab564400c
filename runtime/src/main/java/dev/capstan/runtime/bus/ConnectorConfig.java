package dev.capstan.runtime.bus;

import dev.capstan.api.bus.MessageType;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.config.Config;

/** The attributes that our connectors read from the configuration of a channel. */
public final class ConnectorConfig {
    private static final String CONSUMER = "consumer";
    private static final String WHAT = "what";

    private ConnectorConfig() {}

    /** The configuration of an outgoing channel. */
    static Config outgoing() {
        return of(Map.of("channel-name", "capstan-bus-out"));
    }

    /** The configuration of the incoming channel of a consumer. */
    static Config incoming(String consumer, MessageType type) {
        return of(Map.of("channel-name", consumer, CONSUMER, consumer, WHAT, type.name()));
    }

    private static Config of(Map<String, String> values) {
        return new SmallRyeConfigBuilder().withDefaultValues(values).build();
    }

    /** The name under which the broker remembers what the channel was given. */
    public static String consumer(Config config) {
        return config.getValue(CONSUMER, String.class);
    }

    /** The kind of message that the channel carries. */
    public static MessageType messageType(Config config) {
        return MessageType.valueOf(config.getValue(WHAT, String.class).toUpperCase(Locale.ROOT));
    }
}
