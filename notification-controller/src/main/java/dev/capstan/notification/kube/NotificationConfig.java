package dev.capstan.notification.kube;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Configuration of the controller. Ports may be 0, which takes a free one. */
@ConfigMapping(prefix = "capstan.notification")
public interface NotificationConfig {
    /** The address that both servers listen on. */
    @WithDefault("0.0.0.0")
    String host();

    /** The port of the event endpoint. */
    @WithDefault("9090")
    int eventsPort();

    /** The port of the webhook endpoint. */
    @WithDefault("9292")
    int webhookPort();

    /** How long an event is remembered, so that it is sent once. */
    @WithDefault("5m")
    Duration rateLimitInterval();

    /** The time between two reconciles that the calls for one Receiver can cause. */
    @WithDefault("2s")
    Duration receiverWindow();

    /**
     * Networks that addresses of Providers may reach although they belong to the node, the cloud or the API server: {@code loopback},
     * {@code link-local}, {@code api-server}, or networks such as {@code 10.1.0.0/16}.
     */
    Optional<List<String>> allowedNetworks();

    /** Whether Alerts and Receivers may refer to objects in other namespaces. */
    @WithDefault("true")
    boolean crossNamespaceRefs();

    /** How many notifications may wait for one Provider. */
    @WithDefault("1000")
    int queueLength();

    /** The longest request body that either server reads, in bytes. */
    @WithDefault("3145728")
    int bodyLimit();
}
