package dev.capstan.notification.provider;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The types of Provider that this release can send to; the CRD accepts more. */
public enum ProviderType {
    /** A Slack channel, by incoming webhook or by the Web API. */
    SLACK("slack", new SlackFormat()),
    /** Any HTTP endpoint that takes the event as JSON. */
    GENERIC("generic", new GenericFormat()),
    /** The same with a signature over the body. */
    GENERIC_HMAC("generic-hmac", new SignedGenericFormat());

    private final String text;
    private final MessageFormat format;

    ProviderType(String text, MessageFormat format) {
        this.text = text;
        this.format = format;
    }

    /** The supported type with this name in {@code spec.type}. */
    public static Optional<ProviderType> of(String text) {
        return Arrays.stream(values()).filter(type -> type.text.equals(text)).findFirst();
    }

    /** The names of all supported types, for messages. */
    public static String supported() {
        return Arrays.stream(values()).map(type -> type.text).collect(Collectors.joining(", "));
    }

    /** How messages of this type look. */
    public MessageFormat format() {
        return format;
    }

    @Override
    public String toString() {
        return text;
    }
}
